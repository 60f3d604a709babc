"""Outcomes of agreed actions, and what a new version of a schedule does to the actions."""

from datetime import date
from typing import NamedTuple

PENDING = "Pending"
DONE = "Done"
PARTLY_DONE = "Partly Done"
NOT_DONE = "Not Done"
WITHDRAWN = "Withdrawn"
# The three columns of the evaluation (F3), in the order of the form.
EVALUATED = (DONE, PARTLY_DONE, NOT_DONE)


class CarryOver(NamedTuple):
	"""Keys of the actions that a schedule takes over, creates and withdraws."""

	carried: list[str]
	made: list[str]
	withdrawn: list[str]


def carry_over(outcomes: dict[str, str], keys: list[str]) -> CarryOver:
	"""Return what submitting a schedule with the rows `keys` does. outcomes: key of each known action → outcome.

	A pending action (or one withdrawn by a cancelled version) goes on under its key. An action that has ended
	stays as it was and a new attempt is created. A pending action without a row is withdrawn.
	"""
	live = {key for key, outcome in outcomes.items() if outcome in (PENDING, WITHDRAWN)}
	return CarryOver(
		carried=[key for key in keys if key in live],
		made=[key for key in keys if key not in live],
		withdrawn=[key for key, outcome in outcomes.items() if outcome == PENDING and key not in keys],
	)


def is_overdue(outcome: str, due: date | None, today: date) -> bool:
	"""Return whether a pending action is past its day; on the day itself it is not overdue."""
	return outcome == PENDING and due is not None and due < today
