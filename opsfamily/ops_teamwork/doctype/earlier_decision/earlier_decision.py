from opsfamily.case.document import CaseRow


class EarlierDecision(CaseRow):
	"""A decision of an earlier conference with its outcome, as it stood when the conference was held."""
