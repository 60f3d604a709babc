from opsfamily.case.document import CaseRow


class SupervisionProblem(CaseRow):
	"""One of the problems that the group chose to work on."""
