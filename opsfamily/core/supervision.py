"""Supervision of the workers: the attendance and duration of a session."""

from collections.abc import Collection
from datetime import time

from opsfamily.core.hours import MINUTES_A_DAY, is_hour, minutes_between

INDIVIDUAL, GROUP = "Individual Session", "Group Session"
PLANNED, HELD, NOT_HELD = "Planned", "Held", "Not Held"


def fits_form(form: str, participants: int) -> bool:
	"""Return whether the number of participants fits the form: one in an individual session, else two or more."""
	return participants == 1 if form == INDIVIDUAL else participants > 1


def attendance_fits(status: str, attended: Collection[bool]) -> bool:
	"""Return whether the attendance fits the status: somebody attended a held session, nobody any other."""
	return any(attended) if status == HELD else not any(attended)


def is_duration(minutes: int | None) -> bool:
	"""Return whether the minutes are a possible duration: more than none, less than a day."""
	return 0 < (minutes or 0) < MINUTES_A_DAY


def parse_hour(text: str | None) -> time | None:
	"""Return the time of day in a text (`9:30`), None for an empty text. Raise ValueError for other texts."""
	written = (text or "").strip()
	if not written:
		return None
	if not is_hour(written):
		raise ValueError(text)
	hour, minute = written.split(":")[:2]
	return time(int(hour), int(minute))


def minutes_of(start: time | None, end: time | None, minutes: int | None) -> int | None:
	"""Return the minutes between both times (zero or less when the end is not later), else `minutes`."""
	return minutes_between(start, end) if start and end else minutes
