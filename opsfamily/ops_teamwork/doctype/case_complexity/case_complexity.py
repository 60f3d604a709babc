from frappe.model.document import Document


class CaseComplexity(Document):
	"""How complex a case is: the office's own dictionary."""
