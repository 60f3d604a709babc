from opsfamily.case.document import CaseRow


class VisitAction(CaseRow):
	"""One scheduled action that a visit worked on."""
