"""Cards that are sent before their month has ended, and why."""

from datetime import date

NO_MORE_VISITS = "No More Visits"
ON_LEAVE = "On Leave"
CONTRACT_ENDS = "Contract Ends"
ASSIGNMENT_ENDS = "Assignment Ends"
CASE_ENDS = "Case Ends"
REASONS = (NO_MORE_VISITS, ON_LEAVE, CONTRACT_ENDS, ASSIGNMENT_ENDS, CASE_ENDS)
# What is on file is compared with it; leave is the worker's statement.
ON_FILE = (CASE_ENDS, ASSIGNMENT_ENDS, CONTRACT_ENDS)


def is_early(today: date, last_day: date) -> bool:
	"""Return whether a card is sent before the last day of its month."""
	return today < last_day


def get_ends_on_file(
	last_day: date,
	assignment_ends: list[date | None],
	closed_on: date | None,
	contract_has_ended: bool | None = None,
) -> list[str]:
	"""Return the ends within the month that the file shows: of the case, of all the worker's assignments, of the contract.

	contract_has_ended: None where no employment is on file; then the contract's end is the worker's statement.
	"""
	ends = {
		CASE_ENDS: bool(closed_on and closed_on <= last_day),
		ASSIGNMENT_ENDS: bool(assignment_ends) and all(end and end < last_day for end in assignment_ends),
		CONTRACT_ENDS: bool(contract_has_ended),
	}
	return [end for end in ON_FILE if ends[end]]


def is_contradicted(reason: str, on_file: list[str], contract_has_ended: bool | None) -> bool:
	"""Return whether the file does not show the end that the worker gives as the reason."""
	if reason == CONTRACT_ENDS and contract_has_ended is None:
		return False
	return reason in ON_FILE and reason not in on_file
