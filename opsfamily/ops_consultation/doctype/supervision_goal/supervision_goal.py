from opsfamily.case.document import CaseRow


class SupervisionGoal(CaseRow):
	"""One detailed goal of a supervision record."""
