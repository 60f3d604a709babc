from frappe.model.document import Document


class SupportContact(Document):
	"""One institution or person of a family's support network."""
