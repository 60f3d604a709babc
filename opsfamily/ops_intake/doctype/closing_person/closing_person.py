from opsfamily.case.document import CaseRow


class ClosingPerson(CaseRow):
	"""One person on a case that is closed: until when before, until when now, and who stays for monitoring."""
