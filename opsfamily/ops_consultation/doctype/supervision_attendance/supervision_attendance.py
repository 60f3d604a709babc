from opsfamily.case.document import CaseRow


class SupervisionAttendance(CaseRow):
	"""One person at a supervision session: invited, and whether they came."""
