from opsfamily.case.document import CaseRow


class ConsultationPerson(CaseRow):
	"""One person whom the consultant advised: a worker with an account, or somebody else by name."""
