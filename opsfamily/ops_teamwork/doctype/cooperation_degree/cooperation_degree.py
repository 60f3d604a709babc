from frappe.model.document import Document


class CooperationDegree(Document):
	"""How far people work together, from separation to integration: the office's own dictionary."""
