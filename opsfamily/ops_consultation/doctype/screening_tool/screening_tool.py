from frappe.model.document import Document


class ScreeningTool(Document):
	"""A screening tool by its name alone, with how it counts a child's age: the office's own dictionary."""
