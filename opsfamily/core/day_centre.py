"""The day centre: until when a note is changed, and a month's attendance as a table. Plain values in and out."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from opsfamily.core.assignments import runs_on
from opsfamily.core.months import first_and_last_day

PRESENT, ABSENT, EXCUSED = "Present", "Absent", "Excused"
PRESENCES = (PRESENT, ABSENT, EXCUSED)
# What stands in a cell of the list; no sign that a spreadsheet would take for the beginning of a formula.
MARKS = {PRESENT: "o", ABSENT: "n", EXCUSED: "u"}
# Monday is 0.
FIRST_DAY_OFF = 5


class Enrolled(NamedTuple):
	"""A child's enrolment: which one, whose, from which day until which (both included)."""

	name: str
	child: str
	centre: str
	start: date
	until: date | None


class Line(NamedTuple):
	"""One child in a month: a mark for each day (empty: no note), and how often each presence was noted."""

	enrolled: Enrolled
	marks: list[str]
	present: int
	absent: int
	excused: int


class Attendance(NamedTuple):
	"""The list of a month: its days, a line for each child, on each day the number of those present."""

	days: list[date]
	lines: list[Line]
	present: list[int]

	@property
	def total(self) -> int:
		return sum(self.present)


def is_still_open(day: date, today: date, days: int) -> bool:
	"""Whether the staff may change the note of `day`: until the end of the `days`-th day after it."""
	return today <= day + timedelta(days=days)


def days_of(month: str) -> list[date]:
	"""Every day of a month. Raises ValueError when the text is no month."""
	first, last = first_and_last_day(month)
	return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def is_day_off(day: date) -> bool:
	"""Saturday or Sunday."""
	return day.weekday() >= FIRST_DAY_OFF


def attendance(
	month: str, enrolments: Iterable[Enrolled], presences: dict[tuple[str, date], str]
) -> Attendance:
	"""The list of everybody who is enrolled on some day of the month, in the order given.

	presences: (enrolment, day) → presence. Raises ValueError when the text is no month.
	"""
	days = days_of(month)
	lines = [
		_line(enrolled, days, presences)
		for enrolled in enrolments
		if any(runs_on(day, enrolled.start, enrolled.until) for day in days)
	]
	present = [sum(presences.get((line.enrolled.name, day)) == PRESENT for line in lines) for day in days]
	return Attendance(days, lines, present)


def _line(enrolled: Enrolled, days: list[date], presences: dict[tuple[str, date], str]) -> Line:
	noted = [presences.get((enrolled.name, day), "") for day in days]
	counts = Counter(noted)
	marks = [MARKS.get(presence, "") for presence in noted]
	return Line(enrolled, marks, *(counts[presence] for presence in PRESENCES))
