from opsfamily.case.document import CaseRow


class VisitParticipant(CaseRow):
	"""One person who took part in a visit."""
