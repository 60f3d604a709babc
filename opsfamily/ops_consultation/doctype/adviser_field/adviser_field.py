from frappe.model.document import Document


class AdviserField(Document):
	"""One field of an adviser in the directory."""
