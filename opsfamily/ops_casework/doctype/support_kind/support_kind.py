from frappe.model.document import Document


class SupportKind(Document):
	"""A kind of institution or person in a support network: the office's own dictionary."""
