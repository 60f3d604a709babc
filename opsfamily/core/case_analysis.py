"""When an analysis asks for a case manager, and when the case manager reviews the case."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

YES, NO = "Yes", "No"
# Every case has these; who is there besides is called in as a specialist.
USUAL_PARTS = frozenset({"Family Assistant", "Social Worker", "Coordinator", "Substitute"})


class Participant(NamedTuple):
	"""Who takes part in an analysis. user: None of an outsider; is_specialist: by the role of the user."""

	user: str | None
	name: str
	is_specialist: bool = True


def specialists(parts: Iterable[tuple[str, str, str]], participants: Iterable[Participant]) -> list[str]:
	"""Names of the specialists of a case, each once, in the order in which they are told.

	parts: (user, name, part in the case) of who is on the case that day. An outsider who takes part counts; a
	user who takes part without being on the case counts by their role.
	"""
	parts = list(parts)
	usual = {user for user, _name, part in parts if part in USUAL_PARTS}
	found = {user: name for user, name, part in parts if part not in USUAL_PARTS}
	for participant in participants:
		key = participant.user or participant.name.casefold()
		if participant.is_specialist and key not in usual:
			found.setdefault(key, participant.name)
	return list(found.values())


def asks_for_manager(count: int) -> bool:
	"""Whether the question about a case manager must be answered: one specialist needs nobody to arrange them."""
	return count > 1


def review_due(first_day: date, last_review: date | None, weeks: int) -> date:
	"""The last day for the next review: `weeks` after the last one, or after the manager's first day."""
	began = max(first_day, last_review) if last_review else first_day
	return began + timedelta(weeks=weeks)
