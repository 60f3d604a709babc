from opsfamily.case.document import CaseRow


class ConferencePerson(CaseRow):
	"""One person invited to a conference: a worker with an account, or an outsider with their body."""
