"""The day centre: its timetable, how long a note may be changed, and a month's attendance as a table."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from opsfamily.core.assignments import runs_on
from opsfamily.core.months import first_and_last_day
from opsfamily.core.work_days import is_day_off, is_working_day

PRESENT, ABSENT, EXCUSED = "Present", "Absent", "Excused"
PRESENCES = (PRESENT, ABSENT, EXCUSED)
# Marks in the cells of the list; none begins a formula in a spreadsheet.
MARKS = {PRESENT: "o", ABSENT: "n", EXCUSED: "u"}
# On the list of all centres, a day on which the child's centre is closed; a dash, not the minus that begins a formula.
CLOSED_MARK = "–"
TERM, HOLIDAYS = "Term Time", "Holidays"
SEASONS = (TERM, HOLIDAYS)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# Why a centre is closed on a day.
PUBLIC_HOLIDAY, BREAK, NOT_OPEN = "Public Holiday", "Break", "Not Open"


class Lesson(NamedTuple):
	"""A row of the timetable. weekday: empty for what is offered without a fixed day; hours as HH:MM, may be empty; row: its
	name in the database."""

	season: str
	weekday: str
	start: str
	end: str
	activity: str
	group: str = ""
	row: str = ""


class Break(NamedTuple):
	"""Holidays in which the other timetable holds, or days on which the centre is closed. Both days are included.

	row: its name in the database.
	"""

	name: str
	first: date
	last: date
	is_closed: bool
	row: str = ""


class Calendar(NamedTuple):
	"""When a centre is open: its timetable, and its holidays and closed days."""

	lessons: tuple[Lesson, ...] = ()
	breaks: tuple[Break, ...] = ()


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


def find_break(day: date, calendar: Calendar) -> Break | None:
	"""Return the holidays or closed days with this day; closed days come before holidays that last longer."""
	found = [row for row in calendar.breaks if row.first <= day <= row.last]
	return min(found, key=lambda row: not row.is_closed, default=None)


def get_season(day: date, calendar: Calendar) -> str:
	"""Return which timetable holds on the day."""
	return HOLIDAYS if find_break(day, calendar) else TERM


def why_closed(day: date, calendar: Calendar) -> str:
	"""Return why the centre is closed on the day; empty when it is open.

	Without fixed days in the timetable of the season it is open from Monday to Friday.
	"""
	if is_day_off(day):
		return PUBLIC_HOLIDAY
	pause = find_break(day, calendar)
	if pause and pause.is_closed:
		return BREAK
	open_days = {row.weekday for row in get_lessons_of(get_season(day, calendar), calendar) if row.weekday}
	is_open = WEEKDAYS[day.weekday()] in open_days if open_days else is_working_day(day)
	return "" if is_open else NOT_OPEN


def get_lessons_of(season: str, calendar: Calendar) -> list[Lesson]:
	"""Return the rows of one timetable: by day and hour, what has no fixed day last."""
	rows = [row for row in calendar.lessons if row.season == season]
	return sorted(rows, key=lambda row: (_find_place(row.weekday), row.start, row.end, row.activity))


def get_lessons_on(day: date, calendar: Calendar) -> list[Lesson]:
	"""Return what is on the timetable of a day, by hour; nothing when the centre is closed."""
	if why_closed(day, calendar):
		return []
	rows = get_lessons_of(get_season(day, calendar), calendar)
	return [row for row in rows if row.weekday == WEEKDAYS[day.weekday()]]


def get_hours(lessons: Iterable[Lesson]) -> tuple[str, str]:
	"""Return the first and the last hour of a day's rows; two empty texts where no hours are written."""
	rows = [row for row in lessons if row.start and row.end]
	return min((row.start for row in rows), default=""), max((row.end for row in rows), default="")


def _find_place(weekday: str) -> int:
	return WEEKDAYS.index(weekday) if weekday in WEEKDAYS else len(WEEKDAYS)


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
