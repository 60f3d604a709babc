from opsfamily.case.document import CaseRow


class FamilyIncome(CaseRow):
	"""One income of the household in PLN a month: who gets it and from what (F1)."""
