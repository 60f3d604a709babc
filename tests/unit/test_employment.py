"""The norm of a month: 120 hours of a full post, in proportion to the post and to the days worked."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opsfamily.core.employment import (
	Period,
	Post,
	count_absent_days,
	ends_within,
	get_norm,
	is_fte,
	split_by_month,
)
from opsfamily.core.work_days import get_easter, get_working_days, is_day_off, is_working_day

MARCH = (date(2026, 3, 1), date(2026, 3, 31))
FULL = Post(1, date(2020, 1, 1))


def norm(posts, absences=(), period=MARCH, hours=120):
	return get_norm(posts, absences, *period, hours)


@pytest.mark.parametrize(
	("year", "easter"),
	[
		(2024, "2024-03-31"),
		(2025, "2025-04-20"),
		(2026, "2026-04-05"),
		(2027, "2027-03-28"),
		(2038, "2038-04-25"),
	],
)
def test_easter(year, easter):
	assert get_easter(year) == date.fromisoformat(easter)


@pytest.mark.parametrize(
	("day", "is_off"),
	[
		("2026-01-06", True),
		("2010-01-06", False),
		("2026-04-06", True),
		("2026-06-04", True),
		("2024-12-24", False),
		("2025-12-24", True),
		("2018-11-12", True),
		("2026-05-02", False),
	],
)
def test_days_off(day, is_off):
	assert is_day_off(date.fromisoformat(day)) is is_off


def test_working_days_of_a_year():
	# As the calendar of working time for 2026 has them, before a day is given for a holiday on a Saturday.
	counted = [
		len(get_working_days(first, last))
		for first, last in split_by_month(date(2026, 1, 1), date(2026, 12, 31))
	]
	assert counted == [20, 20, 22, 21, 20, 21, 23, 21, 22, 22, 20, 21]
	assert not is_working_day(date(2026, 3, 7)) and is_working_day(date(2026, 3, 9))


@pytest.mark.parametrize(("fte", "minutes"), [(1, 7200), (0.5, 3600), (0.75, 5400), (0.3333, 2400)])
def test_in_proportion_to_the_post(fte, minutes):
	assert norm([Post(fte, date(2026, 1, 1))]) == minutes


def test_without_employment_there_is_none():
	assert norm([]) is None
	assert norm([Post(1, date(2026, 4, 1))]) is None
	assert norm([Post(1, date(2025, 1, 1), date(2026, 2, 28))]) is None


def test_absences_count_by_working_days():
	# 22 working days; a week from Saturday to Sunday next has five of them.
	assert norm([FULL], [Period(date(2026, 3, 7), date(2026, 3, 15))]) == round(7200 * 17 / 22)
	assert norm([FULL], [Period(date(2026, 3, 7), date(2026, 3, 8))]) == 7200
	assert norm([FULL], [Period(date(2026, 2, 1), date(2026, 4, 30))]) == 0


def test_a_post_that_changes_in_the_month():
	posts = [Post(1, date(2026, 1, 1), date(2026, 3, 15)), Post(0.5, date(2026, 3, 16))]
	assert norm(posts) == round(7200 * (10 + 12 / 2) / 22)


def test_the_offices_own_hours():
	assert norm([FULL], hours=100) == 6000


def test_months_add_up():
	half_year = (date(2026, 1, 1), date(2026, 6, 30))
	months = list(split_by_month(*half_year))
	posts, absences = [Post(0.7, date(2026, 2, 11))], [Period(date(2026, 4, 20), date(2026, 5, 6))]
	assert len(months) == 6
	assert norm(posts, absences, half_year) == sum(norm(posts, absences, month) or 0 for month in months)


days = st.dates(date(2024, 1, 1), date(2027, 12, 31))
ftes = st.integers(1, 1000).map(lambda thousandth: thousandth / 1000)


@given(fte=ftes, first=days, length=st.integers(0, 200))
def test_an_absence_never_raises_the_norm(fte, first, length):
	posts, period = [Post(fte, date(2020, 1, 1))], (date(2025, 1, 1), date(2025, 12, 31))
	absence = Period(first, first + timedelta(days=length))
	without, with_absence = norm(posts, (), period), norm(posts, [absence], period)
	assert 0 <= with_absence <= without <= 12 * 7200
	assert (with_absence == without) or count_absent_days([absence], *period)


def test_absent_days_are_working_days_counted_once():
	twice = [Period(date(2026, 3, 9), date(2026, 3, 10)), Period(date(2026, 3, 10), date(2026, 3, 14))]
	assert count_absent_days(twice, *MARCH) == 5


@pytest.mark.parametrize(
	("fte", "good"), [(0, False), (-1, False), (0.01, True), (1, True), (1.01, False), (1.5, False)]
)
def test_a_part_of_a_full_post(fte, good):
	assert is_fte(fte) is good


def test_the_end_of_the_contract():
	ended = Post(1, date(2026, 1, 1), date(2026, 3, 20))
	assert ends_within([ended], *MARCH) is True
	assert ends_within([ended, Post(1, date(2026, 3, 21))], *MARCH) is False
	assert ends_within([Post(1, date(2026, 1, 1), date(2026, 3, 31))], *MARCH) is False
	assert ends_within([Post(1, date(2025, 1, 1), date(2026, 2, 28))], *MARCH) is None
	assert ends_within([], *MARCH) is None
