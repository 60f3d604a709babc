from frappe.model.document import Document


class ContactKind(Document):
	"""A kind of contact with a family; each says whether it stands on the timesheet (F4)."""
