from opsfamily.case.document import CaseRow


class SupervisionEarlierAction(CaseRow):
	"""An action that was agreed at an earlier session, and how it went until this one."""
