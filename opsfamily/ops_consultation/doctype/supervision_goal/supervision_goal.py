from opsfamily.case_document import CaseRow


class SupervisionGoal(CaseRow):
	"""One detailed goal of a supervision record."""
