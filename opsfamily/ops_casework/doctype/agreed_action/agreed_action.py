from opsfamily.case.document import CaseRow


class AgreedAction(CaseRow):
	"""One action as it was agreed in an Action Schedule (F2 part II)."""
