"""Rules of the case analysis: when it asks for a case manager, and when the manager reviews the case."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from opsfamily.core.assignments import ASSISTANT, COORDINATOR, SOCIAL_WORKER

YES, NO = "Yes", "No"
# Every case has these parts; people with any other part are specialists.
USUAL_PARTS = frozenset({ASSISTANT, SOCIAL_WORKER, COORDINATOR, "Substitute"})


class Participant(NamedTuple):
	"""A participant of an analysis. user: None for an outsider. is_specialist: by the role of the user."""

	user: str | None
	name: str
	is_specialist: bool = True


def specialists(parts: Iterable[tuple[str, str, str]], participants: Iterable[Participant]) -> list[str]:
	"""Return the names of the specialists of a case, each once, in the order given.

	parts: (user, name, part in the case) of the people on the case that day. Outsiders who take part count as
	specialists; users who take part without being on the case count by their role.
	"""
	parts = list(parts)
	usual = {user for user, _name, part in parts if part in USUAL_PARTS}
	names = {user: name for user, name, part in parts if part not in USUAL_PARTS}
	for participant in participants:
		key = participant.user or participant.name.casefold()
		if participant.is_specialist and key not in usual:
			names.setdefault(key, participant.name)
	return list(names.values())


def asks_for_manager(count: int) -> bool:
	"""Return whether the question about a case manager must be answered: with two specialists or more."""
	return count > 1


def review_due(first_day: date, last_review: date | None, weeks: int) -> date:
	"""Return the last day for the next review: `weeks` after the last one or the manager's first day."""
	began = max(first_day, last_review) if last_review else first_day
	return began + timedelta(weeks=weeks)
