"""How agreed actions end, and what a new version of a schedule does to them."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

PENDING = "Pending"
DONE = "Done"
PARTLY_DONE = "Partly Done"
NOT_DONE = "Not Done"
WITHDRAWN = "Withdrawn"
# The three columns of the evaluation (F3), in the order of the paper.
EVALUATED = (DONE, PARTLY_DONE, NOT_DONE)


class CarryOver(NamedTuple):
	"""Keys of the actions that a schedule takes over, makes new and withdraws."""

	carried: list[str]
	made: list[str]
	withdrawn: list[str]


def carry_over(outcomes: dict[str, str], keys: list[str]) -> CarryOver:
	"""What submitting a schedule with the rows `keys` does, given the outcome of every action known by key.

	An action that is pending (or was withdrawn by a cancelled version) goes on under its key; one that
	has ended stays as it was and a new attempt is made; a pending one without a row is withdrawn.
	"""
	live = {key for key, outcome in outcomes.items() if outcome in (PENDING, WITHDRAWN)}
	return CarryOver(
		carried=[key for key in keys if key in live],
		made=[key for key in keys if key not in live],
		withdrawn=[key for key, outcome in outcomes.items() if outcome == PENDING and key not in keys],
	)


def count_by_outcome(outcomes: Iterable[str]) -> dict[str, int]:
	"""How many actions ended in each of the three columns of F3."""
	counted = Counter(outcomes)
	return {outcome: counted[outcome] for outcome in EVALUATED}


def is_overdue(outcome: str, due: date | None, today: date) -> bool:
	"""Whether an action is past its day and still pending. On the day itself it is not."""
	return outcome == PENDING and due is not None and due < today
