"""What recurs on which day, and a week in the order of its hours."""

from datetime import date, timedelta

import pytest

from opsfamily.core.cooperation import get_evaluation_due
from opsfamily.core.family_week import Expected, put_on_days, recurs_on

MONDAY = date(2026, 11, 23)
WEDNESDAY, THURSDAY = MONDAY + timedelta(2), MONDAY + timedelta(3)


@pytest.mark.parametrize(
	("day", "first", "last", "every_second", "falls"),
	[
		(WEDNESDAY, WEDNESDAY, None, False, True),
		(THURSDAY, WEDNESDAY, None, False, False),
		(WEDNESDAY, WEDNESDAY, WEDNESDAY, False, True),
		(WEDNESDAY, THURSDAY, None, False, False),
		(WEDNESDAY + timedelta(7), WEDNESDAY, WEDNESDAY, False, False),
		(WEDNESDAY + timedelta(7), WEDNESDAY, None, True, False),
		(WEDNESDAY + timedelta(14), WEDNESDAY, None, True, True),
		# Since a Friday of the week before: that was the first of the two weeks.
		(WEDNESDAY, MONDAY - timedelta(3), None, True, False),
		(WEDNESDAY + timedelta(7), MONDAY - timedelta(3), None, True, True),
	],
)
def test_what_recurs(day, first, last, every_second, falls):
	assert recurs_on(day, "Wednesday", first, last, every_second) is falls


def test_a_week_goes_by_hour_and_what_has_none_comes_last():
	late = Expected(MONDAY, "17:00", "18:00", "", "wizyta")
	early = Expected(MONDAY, "08:00", "", "Jan", "szkoła")
	open_end = Expected(MONDAY, "", "", "", "termin")
	found = put_on_days([MONDAY, WEDNESDAY], [open_end, late, early, late])
	assert found == [(MONDAY, [early, late, open_end]), (WEDNESDAY, [])]


def test_hours_in_words():
	hours = [
		Expected(MONDAY, *hours, "", "").hours for hours in (("08:00", "09:00"), ("08:00", ""), ("", ""))
	]
	assert hours == ["08:00–09:00", "08:00", ""]


def test_a_cooperation_is_evaluated_a_year_after_the_last_time():
	assert get_evaluation_due(date(2024, 2, 29), None) == date(2025, 2, 28)
	assert get_evaluation_due(date(2024, 2, 29), date(2025, 1, 10)) == date(2026, 1, 10)
