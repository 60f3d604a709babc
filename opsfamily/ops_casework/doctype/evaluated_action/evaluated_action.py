from frappe.model.document import Document


class EvaluatedAction(Document):
	"""One action of the schedule with its outcome on the day of the evaluation (F3)."""
