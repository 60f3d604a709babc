from opsfamily.case.document import CaseRow


class SupervisionPlanPerson(CaseRow):
	"""A worker for whom the sessions of a plan are."""
