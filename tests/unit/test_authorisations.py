from datetime import date

import pytest

from opsfamily.core.authorisations import Authority, authority_for

START, END = date(2026, 10, 1), date(2026, 10, 31)
GENERAL = Authority("ogólne", None, START)
SPECIAL = Authority("szczególne", "ZUS", START, END)


@pytest.mark.parametrize(
	("day", "covered"),
	[
		(date(2026, 9, 30), False),
		(START, True),
		(END, True),
		(date(2026, 11, 1), False),
	],
)
def test_both_ends_are_included(day, covered):
	assert SPECIAL.covers("ZUS", day) is covered


def test_a_special_one_covers_its_body_alone():
	assert not SPECIAL.covers("NFZ", START)
	assert authority_for("NFZ", START, [SPECIAL]) is None


@pytest.mark.parametrize("body", [None, ""])
def test_a_general_one_covers_any_body(body):
	assert Authority("ogólne", body, START).covers("NFZ", END)


@pytest.mark.parametrize(("until", "withdrawn_on"), [(END, date(2026, 10, 5)), (None, date(2026, 10, 5))])
def test_nothing_after_the_day_of_withdrawal(until, withdrawn_on):
	withdrawn = Authority("odwołane", "ZUS", START, until, withdrawn_on)
	assert withdrawn.last_day == date(2026, 10, 5)
	assert withdrawn.covers("ZUS", date(2026, 10, 5))
	assert not withdrawn.covers("ZUS", date(2026, 10, 6))


def test_the_end_counts_when_it_comes_first():
	assert Authority("x", None, START, END, date(2026, 11, 5)).last_day == END


def test_one_made_for_the_body_comes_before_a_general_one():
	assert authority_for("ZUS", START, [GENERAL, SPECIAL]) == "szczególne"
	assert authority_for("NFZ", START, [GENERAL, SPECIAL]) == "ogólne"
