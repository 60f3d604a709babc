from opsfamily.case.document import CaseRow


class SupportCatalogueNeed(CaseRow):
	"""One need, and the support that was agreed for it."""
