from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opsfamily.core.outcomes import (
	DONE,
	NOT_DONE,
	PARTLY_DONE,
	PENDING,
	WITHDRAWN,
	carry_over,
	is_overdue,
)

TODAY = date(2026, 11, 16)
OUTCOMES = (PENDING, DONE, PARTLY_DONE, NOT_DONE, WITHDRAWN)
keys = st.sampled_from("abcdefgh")
known = st.dictionaries(keys, st.sampled_from(OUTCOMES))
rows = st.lists(keys, unique=True)


def test_a_new_version_carries_makes_and_withdraws():
	outcomes = {
		"goes on": PENDING,
		"dropped": PENDING,
		"tried again": NOT_DONE,
		"ended": DONE,
		"back": WITHDRAWN,
	}
	step = carry_over(outcomes, ["new", "goes on", "tried again", "back"])
	assert step.carried == ["goes on", "back"]
	assert step.made == ["new", "tried again"]
	assert step.withdrawn == ["dropped"]


@given(known, rows)
def test_every_row_is_carried_or_made(outcomes, keys):
	step = carry_over(outcomes, keys)
	assert sorted(step.carried + step.made) == sorted(keys)
	assert set(step.carried).isdisjoint(step.made)
	assert set(step.carried) <= set(outcomes)


@given(known, rows)
def test_only_pending_actions_without_a_row_are_withdrawn(outcomes, keys):
	step = carry_over(outcomes, keys)
	assert set(step.withdrawn) == {key for key, o in outcomes.items() if o == PENDING} - set(keys)


@given(rows)
def test_a_first_schedule_makes_everything(keys):
	assert carry_over({}, keys) == ([], keys, [])


@pytest.mark.parametrize(
	("outcome", "due", "overdue"),
	[
		(PENDING, TODAY - timedelta(days=1), True),
		(PENDING, TODAY, False),
		(PENDING, TODAY + timedelta(days=1), False),
		(PENDING, None, False),
		(DONE, TODAY - timedelta(days=1), False),
		(WITHDRAWN, TODAY - timedelta(days=1), False),
	],
)
def test_is_overdue(outcome, due, overdue):
	assert is_overdue(outcome, due, TODAY) is overdue
