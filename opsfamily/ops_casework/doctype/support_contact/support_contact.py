from opsfamily.case_document import CaseRow


class SupportContact(CaseRow):
	"""One institution or person of a family's support network."""
