"""Employment of assistants: the norm of a month, in proportion to the post and to the days worked.

The programme „Asystent rodziny” expects at least 120 hours a month of a full post (the office may set another number),
in proportion to the post. A month that was worked in part, or with days of absence, counts by its working days.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from opsfamily.core.assignments import periods_meet, runs_on
from opsfamily.core.months import add_months, first_and_last_day, month_of
from opsfamily.core.work_days import get_working_days

OWN_CENTRE, OTHER_UNIT, COMMISSIONED = "Own Centre", "Other Unit", "Commissioned"
EMPLOYERS = (OWN_CENTRE, OTHER_UNIT, COMMISSIONED)
TASK_TIME, OTHER_EMPLOYMENT, CIVIL_CONTRACT = "Task Time", "Other Employment", "Civil Contract"
FORMS = (TASK_TIME, OTHER_EMPLOYMENT, CIVIL_CONTRACT)
MINUTES_AN_HOUR = 60


class Post(NamedTuple):
	"""A period of employment and its part of a full post (0 < fte ≤ 1). Without a last day it goes on."""

	fte: float
	from_date: date
	until_date: date | None = None


class Period(NamedTuple):
	"""Days of an absence; both count."""

	from_date: date
	until_date: date


def is_fte(fte: float) -> bool:
	"""Return whether the number is a part of a full post."""
	return 0 < fte <= 1


def get_norm(
	posts: Iterable[Post], absences: Iterable[Period], first_day: date, last_day: date, hours: int
) -> int | None:
	"""Return the norm of a worker in minutes from the first to the last day; None without employment on any of them.

	hours: of a full post in a month. Each month is rounded to whole minutes by itself, so that months add up.
	"""
	posts, absences = list(posts), list(absences)
	if not any(periods_meet(first_day, last_day, post.from_date, post.until_date) for post in posts):
		return None
	return sum(
		_get_norm_in_month(posts, absences, first, last, hours)
		for first, last in split_by_month(first_day, last_day)
	)


def _get_norm_in_month(
	posts: list[Post], absences: list[Period], first_day: date, last_day: date, hours: int
) -> int:
	days = [
		day
		for day in get_working_days(first_day, last_day)
		if not any(runs_on(day, *absence) for absence in absences)
	]
	whole_month = len(get_working_days(*first_and_last_day(month_of(first_day))))
	# Fractions: half a post of 120 hours for a third of the days is exact.
	worked = sum((_get_fte_on(posts, day) for day in days), Fraction(0))
	return round_half_up(hours * MINUTES_AN_HOUR * worked / whole_month)


def _get_fte_on(posts: list[Post], day: date) -> Fraction:
	running = (Fraction(str(post.fte)) for post in posts if runs_on(day, post.from_date, post.until_date))
	return sum(running, Fraction(0))


def round_half_up(number: Fraction) -> int:
	"""Return the nearest whole number, half upwards, as an office rounds."""
	return int(number + Fraction(1, 2))


def split_by_month(first_day: date, last_day: date) -> Iterator[tuple[date, date]]:
	"""Yield first and last day of each month's part of a period."""
	start = first_day
	while start <= last_day:
		_first, end_of_month = first_and_last_day(month_of(start))
		yield start, min(end_of_month, last_day)
		start = add_months(start.replace(day=1), 1)


def count_absent_days(absences: Iterable[Period], first_day: date, last_day: date) -> int:
	"""Return the working days of absence from the first to the last day."""
	absences = list(absences)
	return sum(
		1
		for day in get_working_days(first_day, last_day)
		if any(runs_on(day, *absence) for absence in absences)
	)


def ends_within(posts: Iterable[Post], first_day: date, last_day: date) -> bool | None:
	"""Return whether all employment with days in a period ends before its last day; None where none is on file."""
	met = [post for post in posts if periods_meet(first_day, last_day, post.from_date, post.until_date)]
	ends = [post.until_date for post in met]
	return all(end is not None and end < last_day for end in ends) if ends else None
