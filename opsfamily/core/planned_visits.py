"""Visits that are planned: what came of them, the weeks of a repetition, the week of a plan."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from opsfamily.core.contact_kinds import ATTEMPT, DIRECT
from opsfamily.core.work_days import is_day_off

PLANNED, MADE, NOBODY_MET = "Visit Planned", "Visit Made", "Nobody Met"
CALLED_OFF, MOVED = "Visit Called Off", "Visit Moved"
STATES = (PLANNED, MADE, NOBODY_MET, CALLED_OFF, MOVED)
# Who called a visit off or moved it, before the worker went.
BY_FAMILY, BY_WORKER, BY_OTHER = "The Family", "The Worker", "Somebody Else"
CALLERS = (BY_FAMILY, BY_WORKER, BY_OTHER)
# The worker went: only these make of a plan what was done. A phone call on the same day is no such visit.
WENT = (DIRECT, ATTEMPT)
DAYS_A_WEEK = 7
# Half a year: by then the plan of the work is evaluated anew.
MOST_WEEKS = 26


class Repetition(NamedTuple):
	"""The further days of a weekly repetition, and the days off in between that are left out."""

	days: list[date]
	left_out: list[date]


def get_state(nature: str | None, is_called_off: bool, is_moved: bool) -> str:
	"""Return what became of a planned visit. nature: of the visit that came of it, None where there is none.

	What was written wins: a worker who went all the same made the visit.
	"""
	if nature is not None:
		return NOBODY_MET if nature == ATTEMPT else MADE
	if is_moved:
		return MOVED
	return CALLED_OFF if is_called_off else PLANNED


def repeat_weekly(first: date, until: date) -> Repetition:
	"""Return the days a week apart after the first one until the last day, which counts.

	Raise ValueError for a last day less than a week after the first, or more than MOST_WEEKS weeks.
	"""
	weeks = (until - first).days // DAYS_A_WEEK
	if not 0 < weeks <= MOST_WEEKS:
		raise ValueError(until)
	days = [first + timedelta(days=DAYS_A_WEEK * week) for week in range(1, weeks + 1)]
	return Repetition([day for day in days if not is_day_off(day)], [day for day in days if is_day_off(day)])


def get_week(day: date) -> list[date]:
	"""Return the days of the week that has this day, from Monday to Sunday."""
	monday = day - timedelta(days=day.weekday())
	return [monday + timedelta(days=offset) for offset in range(DAYS_A_WEEK)]


def get_next_week_day(day: date, today: date) -> date:
	"""Return the first same weekday after today that is a week or more after the day, and no day off."""
	following = day + timedelta(days=DAYS_A_WEEK)
	while following <= today or is_day_off(following):
		following += timedelta(days=DAYS_A_WEEK)
	return following
