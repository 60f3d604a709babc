from frappe.model.document import Document


class PlanGoal(Document):
	"""One specific goal of a work plan (F2 part I)."""
