from frappe.model.document import Document


class AnalysisLevel(Document):
	"""How deep an analysis of a case goes: the office's own dictionary."""
