from opsfamily.case.document import CaseRow


class SupportContact(CaseRow):
	"""One institution or person of a family's support network."""
