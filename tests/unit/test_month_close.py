from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opsfamily.core.contact_kinds import ATTEMPT, BY_PHONE, DIRECT
from opsfamily.core.month_close import Tally, differs, month_to_close, overlapping, shifted, tallies

CARD = {"out_of_date": 0, "total_minutes": 120}


def contact(**values) -> dict:
	values = {"minutes": 60, "on_timesheet": 1, "nature": DIRECT, **values}
	return {"family": "ROD-1", "assistant": "anna", **values}


def span(begin: int, end: int) -> tuple[datetime, datetime]:
	midnight = datetime(2026, 10, 5)
	return midnight + timedelta(minutes=begin), midnight + timedelta(minutes=end)


@pytest.mark.parametrize(
	("today", "month"),
	[
		("2026-11-01", "2026-10"),
		("2026-11-20", "2026-10"),
		("2026-11-21", "2026-11"),
		("2026-11-30", "2026-11"),
		("2026-01-01", "2025-12"),
		("2026-03-31", "2026-03"),
	],
)
def test_the_month_that_is_offered_first(today, month):
	assert month_to_close(date.fromisoformat(today)) == month


@pytest.mark.parametrize(
	("month", "months", "other"),
	[("2026-01", -1, "2025-12"), ("2026-12", 1, "2027-01"), ("2026-05", 0, "2026-05")],
)
def test_the_months_beside(month, months, other):
	assert shifted(month, months) == other


def test_what_is_no_month_has_none_beside_it():
	with pytest.raises(ValueError):
		shifted("2026-13", 1)


def test_contacts_are_counted_by_family_and_assistant():
	contacts = [
		contact(),
		contact(minutes=20, on_timesheet=0, nature=BY_PHONE),
		contact(minutes=10, nature=ATTEMPT),
		contact(family="ROD-2", minutes=None),
		contact(assistant="beata"),
	]
	assert tallies(contacts, "family", "assistant") == {
		("ROD-1", "anna"): Tally(3, 90, 2, contacts=2, direct=60, timesheet=70),
		("ROD-2", "anna"): Tally(1, 0, 1, contacts=1),
		("ROD-1", "beata"): Tally(1, 60, 1, contacts=1, direct=60, timesheet=60),
	}
	assert tallies([], "family") == {}


@given(st.lists(st.integers(1, 960), max_size=30))
def test_nothing_is_lost_in_the_sums(minutes):
	contacts = [contact(minutes=each, family=f"ROD-{each % 3}") for each in minutes]
	counted = tallies(contacts, "family").values()
	assert sum(tally.minutes for tally in counted) == sum(minutes)
	assert sum(tally.contacts for tally in counted) == len(minutes)


@pytest.mark.parametrize(
	("card", "rows", "now", "different"),
	[
		(CARD, 2, Tally(2, 120, 2), False),
		(CARD, 2, Tally(2, 90, 2), True),
		(CARD, 2, Tally(3, 120, 3), True),
		({**CARD, "out_of_date": 1}, 2, Tally(2, 120, 2), True),
		({**CARD, "total_minutes": None}, 0, Tally(), False),
	],
)
def test_a_card_differs_from_the_visits(card, rows, now, different):
	assert differs(card, rows, now) is different


def test_contacts_that_share_a_minute():
	spans = {"c": span(60, 120), "a": span(0, 61), "b": span(120, 150), "d": span(10, 20)}
	assert overlapping(spans) == [("a", "d"), ("a", "c")]


def test_a_contact_that_begins_when_another_ends_is_no_overlap():
	assert overlapping({"a": span(0, 60), "b": span(60, 120)}) == []
	assert overlapping({}) == []


@given(st.dictionaries(st.text(max_size=3), st.tuples(st.integers(0, 500), st.integers(1, 60)), max_size=8))
def test_every_pair_is_found_once(begins):
	spans = {name: span(begin, begin + length) for name, (begin, length) in begins.items()}
	found = overlapping(spans)
	assert len({frozenset(pair) for pair in found}) == len(found)
	for one, other in found:
		assert spans[one][0] <= spans[other][0] < spans[one][1]
