from frappe.model.document import Document


class ChildMood(Document):
	"""In what mood a child was seen in the day centre: the office's own dictionary."""
