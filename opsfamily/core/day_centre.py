"""The day centre: how long a note may be changed, and a month's attendance as a table."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from opsfamily.core.assignments import runs_on
from opsfamily.core.months import first_and_last_day

PRESENT, ABSENT, EXCUSED = "Present", "Absent", "Excused"
PRESENCES = (PRESENT, ABSENT, EXCUSED)
# Marks in the cells of the list; none begins a formula in a spreadsheet.
MARKS = {PRESENT: "o", ABSENT: "n", EXCUSED: "u"}
# Monday is 0.
FIRST_DAY_OFF = 5


class Enrolled(NamedTuple):
	"""A child's enrolment in a centre. name: of the document. start, until: both included."""

	name: str
	child: str
	centre: str
	start: date
	until: date | None


class Line(NamedTuple):
	"""A child's month: a mark for each day (empty: no note), and how often each presence was noted."""

	enrolled: Enrolled
	marks: list[str]
	present: int
	absent: int
	excused: int


class Attendance(NamedTuple):
	"""The list of a month: its days, a line for each child, and the number of children present on each day."""

	days: list[date]
	lines: list[Line]
	present: list[int]

	@property
	def total(self) -> int:
		"""Return the number of presences in the month."""
		return sum(self.present)


def is_still_open(day: date, today: date, days: int) -> bool:
	"""Return whether the staff may change the note of `day`: until the end of the `days`-th day after it."""
	return today <= day + timedelta(days=days)


def days_of(month: str) -> list[date]:
	"""Return every day of a month. Raise ValueError when the text is no month."""
	first, last = first_and_last_day(month)
	return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def is_day_off(day: date) -> bool:
	"""Return whether the day is a Saturday or Sunday."""
	return day.weekday() >= FIRST_DAY_OFF


def attendance(
	month: str, enrolments: Iterable[Enrolled], presences: dict[tuple[str, date], str]
) -> Attendance:
	"""Return the list of all children enrolled on any day of the month, in the order given.

	presences: (enrolment, day) → presence. Raise ValueError when the text is no month.
	"""
	days = days_of(month)
	lines = [
		_make_line(enrolled, days, presences)
		for enrolled in enrolments
		if any(runs_on(day, enrolled.start, enrolled.until) for day in days)
	]
	present = [sum(presences.get((line.enrolled.name, day)) == PRESENT for line in lines) for day in days]
	return Attendance(days, lines, present)


def _make_line(enrolled: Enrolled, days: list[date], presences: dict[tuple[str, date], str]) -> Line:
	noted = [presences.get((enrolled.name, day), "") for day in days]
	counts = Counter(noted)
	marks = [MARKS.get(presence, "") for presence in noted]
	return Line(enrolled, marks, *(counts[presence] for presence in PRESENCES))
