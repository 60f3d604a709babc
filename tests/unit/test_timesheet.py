from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opsfamily.core import meanings
from opsfamily.core import timesheet as card

STATES = tuple(card.DOCSTATUS)


def may_move(state: str, next_state: str) -> bool:
	return meanings.may_move(card.MEANINGS[state], card.MEANINGS[next_state], card.MOVES)


rows = st.lists(st.fixed_dictionaries({"minutes": st.integers(0, 960), "on_timesheet": st.booleans()}))
ROW = {
	"visit": "WIZ-2026-0001",
	"visit_date": date(2026, 10, 5),
	"from_time": timedelta(hours=8, minutes=15),
	"to_time": timedelta(hours=10),
	"minutes": 105,
	"kind": "wizyta w rodzinie",
	"on_timesheet": 1,
	"signed": 0,
	"place": None,
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("next_state", STATES)
def test_moves(state, next_state):
	allowed = {
		("Card Draft", "Card Sent"),
		("Card Returned", "Card Sent"),
		("Card Sent", "Card Returned"),
		("Card Sent", "Card Accepted"),
		("Card Accepted", "Card Withdrawn"),
	}
	assert may_move(state, next_state) is ((state, next_state) in allowed or state == next_state)


def test_only_an_accepted_card_is_submitted():
	assert [state for state in STATES if card.DOCSTATUS[state] == 1] == [card.ACCEPTED]


def test_a_card_is_accepted_from_sent_only_and_withdrawn_for_good():
	before = [state for state in STATES if state != card.ACCEPTED and may_move(state, card.ACCEPTED)]
	assert before == [card.SENT]
	assert not any(may_move(card.WITHDRAWN, state) for state in STATES if state != card.WITHDRAWN)


@given(rows, st.randoms())
def test_totals_do_not_depend_on_the_order(rows, random):
	mixed = list(rows)
	random.shuffle(mixed)
	assert card.total_minutes(rows) == card.total_minutes(mixed)
	assert card.timesheet_minutes(rows) == card.timesheet_minutes(mixed)


@given(rows)
def test_the_timesheet_is_a_part_of_all_contacts(rows):
	others = sum(row["minutes"] for row in rows if not row["on_timesheet"])
	assert card.timesheet_minutes(rows) + others == card.total_minutes(rows)


def test_missing_minutes_count_as_none():
	assert card.total_minutes([{"minutes": None, "on_timesheet": 1}]) == 0


def test_a_fingerprint_does_not_depend_on_types():
	sent = {
		**ROW,
		"visit_date": "2026-10-05",
		"from_time": "8:15:00",
		"to_time": time(10),
		"minutes": "105",
		"on_timesheet": "1",
		"place": "",
	}
	assert card.fingerprint([ROW]) == card.fingerprint([sent])


@pytest.mark.parametrize("field", card.ROW_FIELDS)
def test_a_fingerprint_sees_every_field(field):
	assert card.fingerprint([ROW]) != card.fingerprint([{**ROW, field: "something else"}])


def test_a_fingerprint_sees_the_order_and_the_number_of_rows():
	other = {**ROW, "visit": "WIZ-2026-0002"}
	assert card.fingerprint([ROW, other]) != card.fingerprint([other, ROW])
	assert card.fingerprint([ROW]) != card.fingerprint([ROW, ROW])


def test_a_place_tells_cards_apart():
	keys = {
		card.get_place({"family": family, "month": month, "assistant": assistant})
		for family in ("ROD-1", "ROD-2")
		for month in ("2026-09", "2026-10")
		for assistant in ("a@b.c", "d@b.c")
	}
	assert len(keys) == 8


def test_direct_hours_and_attempts():
	rows = [
		{"minutes": minutes, "nature": nature, "on_timesheet": on_timesheet}
		for minutes, nature, on_timesheet in (
			(60, "Direct Contact", 1),
			(30, "Direct Contact", 0),
			(20, "Phone Contact", 1),
			(10, "Attempted Contact", 1),
			(5, "Attempted Contact", 0),
			(None, "Other Contact", 1),
		)
	]
	assert card.total_minutes(rows) == 125
	assert card.direct_minutes(rows) == 90
	assert card.attempt_minutes(rows) == 10
