from opsfamily.case.document import CaseRow


class AnalysisFinding(CaseRow):
	"""One person who takes part in an analysis, and what they found."""
