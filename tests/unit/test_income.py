from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opsfamily.core.income import per_head, to_grosz, total

amounts = st.decimals(0, 1_000_000, places=2)


def test_the_case():
	incomes = [2400.0, 438.0, 1388.5, 900.0]
	assert total(incomes) == Decimal("5126.50")
	assert per_head(total(incomes), 5) == Decimal("1025.30")


@pytest.mark.parametrize(
	("amount", "grosz"),
	[
		(None, "0.00"),
		("", "0.00"),
		(0.1 + 0.2, "0.30"),
		("10.005", "10.01"),
		(2.675, "2.68"),
		(Decimal("1.004"), "1.00"),
		(100, "100.00"),
	],
)
def test_to_grosz(amount, grosz):
	assert to_grosz(amount) == Decimal(grosz)


@given(st.lists(amounts), st.randoms())
def test_the_total_does_not_depend_on_the_order(values, random):
	mixed = list(values)
	random.shuffle(mixed)
	assert total(values) == total(mixed) == sum(values)


@given(st.lists(amounts))
def test_floats_of_a_database_give_the_same_total(values):
	assert total(float(value) for value in values) == total(values)


@given(st.lists(amounts), st.lists(amounts))
def test_a_total_of_totals(one, other):
	assert total(one) + total(other) == total(one + other)


@given(amounts, st.integers(1, 30))
def test_per_head_is_within_half_a_grosz(income, persons):
	assert abs(per_head(income, persons) * persons - income) <= Decimal("0.005") * persons


@pytest.mark.parametrize("persons", [0, -1])
def test_nobody_has_no_income(persons):
	assert per_head(Decimal("100.00"), persons) == 0


def test_nothing_adds_up_to_nothing():
	assert total([]) == Decimal("0.00")
