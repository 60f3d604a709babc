from datetime import date

import pytest

from opsfamily.core.workload import Load, ceiling_on, load_of

CEILINGS = [(date(2015, 1, 1), 15), (date(2011, 6, 9), 20), (date(2027, 1, 1), 10)]


def test_a_family_without_a_difficulty_weighs_one():
	assert load_of([None, 1.5, 2]) == Load(3, 4.5)
	assert load_of([]) == Load(0, 0)


@pytest.mark.parametrize(
	("day", "families"),
	[
		(date(2011, 6, 8), None),
		(date(2011, 6, 9), 20),
		(date(2014, 12, 31), 20),
		(date(2015, 1, 1), 15),
		(date(2026, 12, 31), 15),
		(date(2027, 1, 1), 10),
	],
)
def test_the_limit_of_the_day_is_in_force(day, families):
	assert ceiling_on(day, CEILINGS) == families


def test_no_limit_and_a_limit_of_nothing_are_none():
	assert ceiling_on(date(2026, 1, 1), []) is None
	assert ceiling_on(date(2026, 1, 1), [(date(2015, 1, 1), 0)]) is None
	assert not Load(99, 99).is_above(None)


@pytest.mark.parametrize(
	("load", "above"),
	[
		(Load(15, 15), False),
		(Load(10, 15), False),
		(Load(10, 15.5), True),
		(Load(16, 16), True),
		# Weights under one make no room: the law counts families.
		(Load(16, 8), True),
	],
)
def test_the_limit_holds_for_families_and_for_their_weight(load, above):
	assert load.is_above(15) is above


def test_one_more_family():
	assert Load(3, 4.5).plus(1.5) == Load(4, 6)
	assert Load(0, 0).plus(0.1).plus(0.2) == Load(2, 0.3)
