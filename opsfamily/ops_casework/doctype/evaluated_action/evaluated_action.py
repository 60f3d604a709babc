from opsfamily.case.document import CaseRow


class EvaluatedAction(CaseRow):
	"""One action of the schedule with its outcome on the day of the evaluation (F3)."""
