from frappe.model.document import Document


class FosterCareKind(Document):
	"""A kind of foster care, with a family or in an institution: the office's own dictionary."""
