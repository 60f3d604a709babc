"""A family's week: who of it is expected where, and who comes to it, on each day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from opsfamily.core.assignments import runs_on
from opsfamily.core.day_centre import WEEKDAYS
from opsfamily.core.planned_visits import get_week

# What has no hour stands after what has one.
WITHOUT_HOUR = "99:99"


class Expected(NamedTuple):
	"""Somebody of a family is expected, or is visited. start, end: HH:MM, may be empty; who: empty for the whole family."""

	day: date
	start: str
	end: str
	who: str
	what: str
	place: str = ""

	@property
	def hours(self) -> str:
		"""Return `15:00–16:00`, `15:00`, or nothing."""
		return "–".join(filter(None, (self.start, self.end)))


def recurs_on(day: date, weekday: str, first: date, last: date | None, every_second: bool) -> bool:
	"""Return whether something of every week, or of every second one since the first day, falls on the day."""
	if WEEKDAYS[day.weekday()] != weekday or not runs_on(day, first, last):
		return False
	weeks = (get_week(day)[0] - get_week(first)[0]).days // len(WEEKDAYS)
	return not every_second or weeks % 2 == 0


def put_on_days(days: Iterable[date], expected: Iterable[Expected]) -> list[tuple[date, list[Expected]]]:
	"""Return each day with what is on it, by hour and person; the same thing told by two documents stands once."""
	rows = sorted(set(expected), key=lambda row: (row.start or WITHOUT_HOUR, row.who, row.what, row.place))
	return [(day, [row for row in rows if row.day == day]) for day in days]
