from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opsfamily.core.retention import kept_until, latest_base

days = st.dates(date(1990, 1, 1), date(2100, 12, 31))
years = st.integers(0, 50)


@pytest.mark.parametrize(
	("base_year", "years", "until"),
	[(2026, 10, date(2036, 12, 31)), (2026, 5, date(2031, 12, 31)), (2026, 0, date(2026, 12, 31))],
)
def test_whole_years_after_the_year(base_year, years, until):
	assert kept_until(base_year, years) == until


@given(days, days, years)
def test_a_paper_is_proposed_on_the_day_after_its_last_day(base, today, years):
	assert (base <= latest_base(today, years)) == (today > kept_until(base.year, years))


@given(days, years)
def test_on_new_years_day_another_year_has_passed(today, years):
	assert latest_base(today + timedelta(days=366), years) > latest_base(today, years)
