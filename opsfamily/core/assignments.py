"""Parts in a family's case, and periods of assignments and other records."""

from __future__ import annotations

from datetime import date
from typing import Any

# Parts that rules refer to; an office may add others.
ASSISTANT = "Family Assistant"
SOCIAL_WORKER = "Social Worker"
COORDINATOR = "Coordinator"
MANAGER = "Case Manager"
SUBSTITUTE = "Substitute"
FOSTER_COORDINATOR = "Foster-Care Coordinator"
CONSULTANT = "Consultant"
# These work with the family as its assistant.
ASSISTANTS = (ASSISTANT, SUBSTITUTE)


def runs_on(day: date, start: date, end: date | None) -> bool:
	"""Return whether a period includes the day. Its first and last day count; without an end it is open."""
	return start <= day and (end is None or day <= end)


def runs_on_in_sql(table: Any, day: date) -> Any:
	"""Return `runs_on` as a condition on a table with `from_date` and `until_date` (query builder)."""
	return (table.from_date <= day) & (table.until_date.isnull() | (table.until_date >= day))


def periods_meet(start: date, end: date | None, other_start: date, other_end: date | None) -> bool:
	"""Return whether two periods share a day."""
	return (other_end is None or start <= other_end) and (end is None or other_start <= end)
