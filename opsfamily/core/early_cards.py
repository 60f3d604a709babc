"""Cards that are sent before their month has ended, and why."""

from datetime import date

NO_MORE_VISITS = "No More Visits"
ON_LEAVE = "On Leave"
CONTRACT_ENDS = "Contract Ends"
ASSIGNMENT_ENDS = "Assignment Ends"
CASE_ENDS = "Case Ends"
REASONS = (NO_MORE_VISITS, ON_LEAVE, CONTRACT_ENDS, ASSIGNMENT_ENDS, CASE_ENDS)
# What is in the file is compared with it; leave and contract are the worker's statement.
ON_FILE = (ASSIGNMENT_ENDS, CASE_ENDS)


def is_early(today: date, last_day: date) -> bool:
	"""Return whether a card is sent before the last day of its month."""
	return today < last_day


def get_end_on_file(last_day: date, assignment_ends: list[date | None], closed_on: date | None) -> str | None:
	"""Return which end within the month the file shows: of the case, or of all the worker's assignments."""
	if closed_on and closed_on <= last_day:
		return CASE_ENDS
	has_ended = bool(assignment_ends) and all(end and end < last_day for end in assignment_ends)
	return ASSIGNMENT_ENDS if has_ended else None
