from opsfamily.case.document import CaseRow


class RiskListAnswer(CaseRow):
	"""One item as it was worded when the list was filled in, and its answer."""
