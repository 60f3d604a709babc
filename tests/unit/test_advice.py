from datetime import date

import pytest

from opsfamily.core.consultations import AGREED, DECLINED, HELD, WAITING, WITHDRAWN, status_of
from opsfamily.core.screening import (
	DUE,
	SCREENED,
	Range,
	age_group,
	is_child,
	is_follow_up_open,
	is_to_screen,
	state_of,
)

TODAY = date(2026, 11, 27)


@pytest.mark.parametrize(
	("facts", "status"),
	[
		((False, False, False, None), WAITING),
		((False, False, False, TODAY), AGREED),
		((False, False, True, None), DECLINED),
		((False, True, True, TODAY), WITHDRAWN),
		((True, True, True, None), HELD),
	],
)
def test_where_a_request_stands(facts, status):
	assert status_of(*facts) == status


@pytest.mark.parametrize(
	("born", "is_one"),
	[
		(date(2026, 11, 27), True),
		(date(2026, 11, 28), False),
		(date(2008, 11, 28), True),
		(date(2008, 11, 27), False),
	],
)
def test_who_is_a_child(born, is_one):
	assert is_child(born, TODAY) == is_one


def test_a_tool_is_for_some_ages_its_last_month_included():
	one = Range(1, 72)
	assert [one.holds(months) for months in (0, 1, 72, 73)] == [False, True, True, False]
	assert [Range(0).holds(months) for months in (0, 215, 216)] == [True, True, False]
	assert is_to_screen(date(2026, 11, 20), TODAY, [one]) is False
	assert is_to_screen(date(2026, 11, 20), TODAY, [one, Range(0)]) is True
	assert is_to_screen(date(2024, 1, 1), TODAY, []) is False


def test_due_from_the_agreed_day_on():
	assert state_of(TODAY, TODAY) == DUE
	assert state_of(date(2026, 11, 28), TODAY) == SCREENED
	assert state_of(None, TODAY) == SCREENED


def test_a_follow_up_is_open_until_its_day():
	assert is_follow_up_open("poradnia", None)
	assert not is_follow_up_open("poradnia", TODAY)
	assert not is_follow_up_open("  ", None)
	assert not is_follow_up_open(None, None)


def test_age_groups():
	assert [age_group(months) for months in (0, 11, 12, 23, 24, 59, 60, 83, 84, 200)] == [
		0,
		0,
		1,
		1,
		2,
		3,
		4,
		4,
		5,
		5,
	]
