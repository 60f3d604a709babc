from frappe.model.document import Document


class OtherWorkKind(Document):
	"""What an assistant works at beside the families: the office's own dictionary."""
