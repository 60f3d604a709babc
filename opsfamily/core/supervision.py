"""Supervision of the workers: what a session's attendance must look like, and how long it took."""

from collections.abc import Collection
from datetime import time

from opsfamily.core.hours import MINUTES_A_DAY, is_hour, minutes_between

INDIVIDUAL, GROUP = "Individual Session", "Group Session"
PLANNED, HELD, NOT_HELD = "Planned", "Held", "Not Held"


def fits_form(form: str, participants: int) -> bool:
	"""Whether so many participants make a session of this form: exactly one, or at least two."""
	return participants == 1 if form == INDIVIDUAL else participants > 1


def attendance_fits(status: str, attended: Collection[bool]) -> bool:
	"""Whether the ticks fit: somebody was at a session that was held, nobody at another."""
	return any(attended) if status == HELD else not any(attended)


def is_duration(minutes: int | None) -> bool:
	"""Whether something may have taken so many minutes."""
	return 0 < (minutes or 0) < MINUTES_A_DAY


def parse_hour(text: str | None) -> time | None:
	"""`9:30` → the time of day; None for nothing. Raises ValueError for what is no hour."""
	written = (text or "").strip()
	if not written:
		return None
	if not is_hour(written):
		raise ValueError(text)
	hour, minute = written.split(":")[:2]
	return time(int(hour), int(minute))


def minutes_of(start: time | None, end: time | None, minutes: int | None) -> int | None:
	"""Minutes from both hours, else as they were written; zero or less when the end does not follow."""
	return minutes_between(start, end) if start and end else minutes
