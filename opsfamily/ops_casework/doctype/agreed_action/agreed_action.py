from frappe.model.document import Document


class AgreedAction(Document):
	"""One action as it was agreed in an Action Schedule (F2 part II)."""
