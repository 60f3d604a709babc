from frappe.model.document import Document


class CaseDifficulty(Document):
	"""How difficult the work with a family is, and how many families it therefore counts for."""
