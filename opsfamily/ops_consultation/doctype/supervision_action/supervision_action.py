from opsfamily.case.document import CaseRow


class SupervisionAction(CaseRow):
	"""What one of the participants will do, until when."""
