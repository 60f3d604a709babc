from opsfamily.case.document import CaseRow


class TimesheetRow(CaseRow):
	"""One contact of the month, copied from its Family Visit (F4 and F5). Durations are whole minutes."""
