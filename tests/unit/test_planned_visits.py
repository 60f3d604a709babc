"""What becomes of a planned visit, the weeks of a repetition, and when a family is to be met or planned for."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opsfamily.core import planned_visits as core
from opsfamily.core.contact_kinds import ATTEMPT, BY_PHONE, DIRECT, NATURES
from opsfamily.core.deadlines import get_plan_due
from opsfamily.core.work_days import is_day_off

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
	("nature", "called_off", "moved", "state"),
	[
		(None, False, False, core.PLANNED),
		(None, True, False, core.CALLED_OFF),
		(None, True, True, core.MOVED),
		(DIRECT, False, False, core.MADE),
		(ATTEMPT, False, False, core.NOBODY_MET),
		# The worker went all the same.
		(DIRECT, True, False, core.MADE),
		("", False, False, core.MADE),
	],
)
def test_what_became_of_it(nature, called_off, moved, state):
	assert core.get_state(nature, called_off, moved) == state


@given(st.sampled_from((None, *NATURES)), st.booleans(), st.booleans())
def test_only_who_went_and_met_nobody_is_an_attempt(nature, called_off, moved):
	assert (core.get_state(nature, called_off, moved) == core.NOBODY_MET) == (nature == ATTEMPT)


def test_a_call_is_no_visit_that_was_planned():
	assert BY_PHONE not in core.WENT


def test_a_repetition_leaves_out_days_off():
	# Fridays up to 1 January 2027; Christmas and New Year are days off.
	repetition = core.repeat_weekly(date(2026, 12, 4), date(2027, 1, 8))
	assert repetition.days == [date(2026, 12, 11), date(2026, 12, 18), date(2027, 1, 8)]
	assert repetition.left_out == [date(2026, 12, 25), date(2027, 1, 1)]


@pytest.mark.parametrize("days", [-7, 0, 6, 7 * core.MOST_WEEKS + 7])
def test_a_repetition_is_bounded(days):
	with pytest.raises(ValueError):
		core.repeat_weekly(date(2026, 12, 1), date(2026, 12, 1) + timedelta(days=days))


@given(DAYS, st.integers(7, 7 * core.MOST_WEEKS + 6))
def test_every_week_is_planned_or_left_out(first, length):
	until = first + timedelta(days=length)
	days, left_out = core.repeat_weekly(first, until)
	every = sorted([*days, *left_out])
	assert every == [first + timedelta(days=7 * week) for week in range(1, length // 7 + 1)]
	assert all(map(is_day_off, left_out)) and not any(map(is_day_off, days))
	assert every[-1] <= until


@given(DAYS)
def test_a_week_is_from_monday_to_sunday(day):
	week = core.get_week(day)
	assert day in week and [other.weekday() for other in week] == list(range(7))


@given(DAYS, DAYS)
def test_the_next_visit_is_on_the_same_weekday_and_lies_ahead(day, today):
	following = core.get_next_week_day(day, today)
	assert following.weekday() == day.weekday() and not is_day_off(following)
	assert following > today and following >= day + timedelta(days=7)


def test_the_next_visit_after_thursday_before_christmas_waits_two_weeks():
	assert core.get_next_week_day(date(2026, 12, 18), date(2026, 12, 18)) == date(2027, 1, 8)


def test_days_run_from_the_last_contact_of_this_work():
	began = date(2026, 11, 1)
	assert get_plan_due(date(2026, 11, 10), began, 14) == date(2026, 11, 24)
	assert get_plan_due(None, began, 14) == date(2026, 11, 15)
	# A contact of the work before a reopening does not count.
	assert get_plan_due(date(2026, 3, 1), began, 14) == date(2026, 11, 15)
