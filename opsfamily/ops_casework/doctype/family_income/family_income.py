from frappe.model.document import Document


class FamilyIncome(Document):
	"""One income of the household in PLN a month: who gets it and from what (F1)."""
