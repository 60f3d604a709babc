from opsfamily.case.document import CaseRow


class ClosingAction(CaseRow):
	"""One action that was still pending when the case was closed, with the outcome that it gets."""
