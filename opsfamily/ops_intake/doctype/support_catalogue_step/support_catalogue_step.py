from opsfamily.case.document import CaseRow


class SupportCatalogueStep(CaseRow):
	"""What the assistant did for the person before a body, on an authorisation that covers it."""
