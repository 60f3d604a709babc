from frappe.model.document import Document


class ConsentKind(Document):
	"""What a person may consent to: the office's own dictionary."""
