"""Conferences of the people on a case: the decisions that come back at the next one."""

from opsfamily.core.outcomes import PENDING

# A decision that no schedule has taken up yet.
WAITS = "Waits for a Schedule"
OPEN = (PENDING, WAITS)


def comes_back(outcome: str, of_the_last_one: bool) -> bool:
	"""Return whether the next conference shows a decision: all of the last one, older ones while open."""
	return of_the_last_one or outcome in OPEN
