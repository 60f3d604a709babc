from opsfamily.case.document import CaseRow


class SupervisionPlanSession(CaseRow):
	"""A session that a plan of the year foresees: its day, its length, what it is about."""
