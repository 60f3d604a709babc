"""Kilometres and their cost, by the regulation of 25 March 2002."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opsfamily.core.travel import (
	LARGE_CAR,
	MOPED,
	SMALL_CAR,
	LumpSum,
	Rate,
	add_up,
	get_cost,
	get_limit_on,
	get_lump_sum,
	get_rate_on,
	is_distance,
)

RATES = [
	Rate(LARGE_CAR, date(2007, 11, 14), 0.8358),
	Rate(LARGE_CAR, date(2023, 1, 17), 1.15),
	Rate(SMALL_CAR, date(2023, 1, 17), 0.89),
]


@pytest.mark.parametrize(
	("kilometres", "good"),
	[(0, True), (12, True), (12.4, True), (0.1, True), (-1, False), (12.45, False), (2000.1, False)],
)
def test_kilometres_of_a_way(kilometres, good):
	assert is_distance(kilometres) is good


@pytest.mark.parametrize(
	("day", "capacity_class", "rate"),
	[
		("2023-01-16", LARGE_CAR, 0.8358),
		("2023-01-17", LARGE_CAR, 1.15),
		("2026-11-01", SMALL_CAR, 0.89),
		("2023-01-16", SMALL_CAR, None),
		("2026-11-01", MOPED, None),
	],
)
def test_the_rate_in_force(day, capacity_class, rate):
	assert get_rate_on(date.fromisoformat(day), capacity_class, RATES) == rate


def test_the_limit_in_force():
	limits = [(date(2020, 1, 1), 300), (date(2026, 5, 1), 500)]
	days = (date(2019, 12, 31), date(2026, 4, 30), date(2026, 5, 1))
	assert [get_limit_on(day, limits) for day in days] == [None, 300, 500]


@pytest.mark.parametrize(
	("kilometres", "rate", "cost"),
	[(12.4, 1.15, 14.26), (0.1, 0.8358, 0.08), (3, 0.8358, 2.51), (12.5, 0.5214, 6.52), (10.5, 0.89, 9.35)],
)
def test_what_a_way_costs(kilometres, rate, cost):
	assert get_cost(kilometres, rate) == cost


def test_the_lump_sum_less_a_twenty_second_part_a_day():
	assert get_lump_sum(300, 1.15, 0) == LumpSum(345.0, 0.0, 345.0)
	assert get_lump_sum(300, 1.15, 3) == LumpSum(345.0, 47.05, 297.95)
	assert get_lump_sum(300, 1.15, 22) == get_lump_sum(300, 1.15, 23) == LumpSum(345.0, 345.0, 0.0)


tenths = st.integers(0, 20000).map(lambda number: number / 10)


@given(st.lists(tenths, max_size=60))
def test_tenths_add_up_exactly(distances):
	assert add_up(distances) == float(sum((Decimal(str(each)) for each in distances), Decimal(0)))


@given(
	limit=st.integers(0, 3000), rate=st.integers(1, 30000).map(lambda x: x / 10000), days=st.integers(0, 23)
)
def test_a_lump_sum_adds_up(limit, rate, days):
	sum_ = get_lump_sum(limit, rate, days)
	assert 0 <= sum_.amount <= sum_.whole
	assert round(sum_.amount + sum_.reduction, 2) == sum_.whole
