from opsfamily.case.document import CaseRow


class PlanGoal(CaseRow):
	"""One specific goal of a work plan (F2 part I)."""
