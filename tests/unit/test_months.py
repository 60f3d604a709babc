from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opsfamily.core.months import add_months, first_and_last_day, month_of, months_between

days = st.dates(date(1900, 1, 1), date(2200, 12, 31))


@given(days)
def test_a_day_lies_in_its_month(day):
	first, last = first_and_last_day(month_of(day))
	assert first <= day <= last
	assert first.day == 1
	assert (last + timedelta(days=1)).day == 1


@given(days, days)
def test_months_sort_as_text(one, other):
	assert (month_of(one) < month_of(other)) == ((one.year, one.month) < (other.year, other.month))


@pytest.mark.parametrize(
	"text",
	[
		"",
		None,
		"2026",
		"2026-1",
		"2026-13",
		"2026-00",
		"26-10",
		"10-2026",
		"2026-10-05",
		" 2026-10",
		"2026-10\n",
		"0000-01",
		"październik",
	],
)
def test_what_is_no_month(text):
	with pytest.raises(ValueError):
		first_and_last_day(text)


@pytest.mark.parametrize(
	("month", "last"),
	[("2026-02", 28), ("2028-02", 29), ("2100-02", 28), ("2000-02", 29), ("2026-12", 31), ("9999-12", 31)],
)
def test_last_day(month, last):
	assert first_and_last_day(month)[1].day == last


@pytest.mark.parametrize(
	("day", "months", "later"),
	[
		("2026-08-17", 6, "2027-02-17"),
		("2026-08-31", 6, "2027-02-28"),
		("2027-08-31", 6, "2028-02-29"),
		("2026-12-31", 1, "2027-01-31"),
		("2026-01-31", -2, "2025-11-30"),
		("2026-06-30", 12, "2027-06-30"),
	],
)
def test_add_months(day, months, later):
	assert add_months(date.fromisoformat(day), months) == date.fromisoformat(later)


@given(days, st.integers(-600, 600))
def test_the_day_stays_or_is_the_last_of_its_month(day, months):
	later = add_months(day, months)
	assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
	assert later.day == min(day.day, monthrange(later.year, later.month)[1])


@given(days, st.integers(0, 120), st.integers(0, 120))
def test_add_months_keeps_the_order(day, months, more):
	assert add_months(day, months) <= add_months(day, months + more)


@given(days)
def test_no_month_changes_nothing(day):
	assert add_months(day, 0) == day


@given(days, st.integers(0, 800))
def test_months_of_a_period_are_those_of_its_days(first, length):
	last = first + timedelta(days=length)
	of_days = {month_of(first + timedelta(days=passed)) for passed in range(length + 1)}
	assert months_between(first, last) == sorted(of_days)
