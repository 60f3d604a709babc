from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opsfamily.core.assignments import periods_meet, runs_on

FIRST, LAST = date(2026, 8, 1), date(2026, 8, 31)
days = st.dates(date(2026, 1, 1), date(2026, 3, 1))


@st.composite
def periods(draw):
	start = draw(days)
	length = draw(st.none() | st.integers(0, 60))
	return start, None if length is None else start + timedelta(days=length)


@pytest.mark.parametrize(
	("day", "until", "runs"),
	[
		(FIRST - timedelta(days=1), LAST, False),
		(FIRST, LAST, True),
		(LAST, LAST, True),
		(LAST + timedelta(days=1), LAST, False),
		(date(2099, 1, 1), None, True),
		(FIRST, FIRST, True),
	],
)
def test_runs_on(day, until, runs):
	assert runs_on(day, FIRST, until) is runs


@pytest.mark.parametrize(
	("start", "until", "meet"),
	[
		(LAST, None, True),
		(LAST + timedelta(days=1), None, False),
		(date(2026, 7, 1), FIRST, True),
		(date(2026, 7, 1), FIRST - timedelta(days=1), False),
		(date(2026, 7, 1), None, True),
	],
)
def test_periods_meet(start, until, meet):
	assert periods_meet(FIRST, LAST, start, until) is meet


@given(periods(), periods())
def test_meeting_is_symmetric(one, other):
	assert periods_meet(*one, *other) == periods_meet(*other, *one)


@given(periods(), periods())
def test_meeting_is_a_shared_day(one, other):
	# A shared day, if there is any, is the later of the two first days.
	day = max(one[0], other[0])
	assert periods_meet(*one, *other) == (runs_on(day, *one) and runs_on(day, *other))
