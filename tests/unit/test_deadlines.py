"""When clocks run out, which colour they have and which notice is due."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opsfamily.core.deadlines import (
	ACTION,
	ASSESSMENT,
	CARD,
	EVALUATION,
	OVERDUE,
	Deadline,
	assessment_due,
	card_due,
	get_colour,
	get_span,
	get_stages_reached,
	parse_thresholds,
	put_in_order,
	support_began,
)

TODAY = date(2026, 11, 16)
USUAL = [30, 14, 3]
days = st.integers(-400, 400)
thresholds = st.lists(st.integers(0, 365), min_size=1, unique=True)


def deadline(clock: str, due: date = TODAY, **values) -> Deadline:
	return Deadline(clock, "ROD-1", "Family", "ROD-1", due, **values)


# days


def test_days_left_count_the_last_day_as_none():
	assert deadline(ACTION).days_left(TODAY) == 0
	assert deadline(ACTION).days_left(TODAY + timedelta(1)) == -1
	assert deadline(ACTION).days_left(date(2026, 10, 31)) == 16


def test_two_clocks_are_statutory():
	assert [clock for clock in (ASSESSMENT, EVALUATION, ACTION, CARD) if deadline(clock).is_statutory] == [
		ASSESSMENT,
		EVALUATION,
	]


def test_the_statutory_ones_stand_on_top():
	late, soon = TODAY + timedelta(90), TODAY - timedelta(90)
	rows = put_in_order([deadline(ACTION, soon), deadline(EVALUATION, late), deadline(ASSESSMENT, soon)])
	assert [(row.clock, row.due) for row in rows] == [(ASSESSMENT, soon), (EVALUATION, late), (ACTION, soon)]


def test_a_card_is_known_by_family_month_and_worker_before_it_is_made():
	clock = deadline(CARD, month="2026-10", responsible="a@b")
	assert clock.matter == ("Family", "ROD-1", "2026-10", "a@b")
	assert clock._replace(doctype="Assistant Timesheet", document="KARTA-1").matter == clock.matter
	assert deadline(ASSESSMENT, responsible="a@b").matter == ("Family", "ROD-1", "", "")


# the half-year


@pytest.mark.parametrize(
	"last, written, due",
	[
		(date(2026, 5, 16), None, date(2026, 11, 16)),
		(date(2026, 5, 16), date(2026, 8, 1), date(2026, 8, 1)),  # the office wants it sooner
		(date(2026, 5, 16), date(2027, 8, 1), date(2026, 11, 16)),  # the law's day is the latest
		(date(2026, 8, 31), None, date(2027, 2, 28)),
		(date(2027, 8, 31), None, date(2028, 2, 29)),
		(date(2027, 8, 29), None, date(2028, 2, 29)),
		(date(2028, 2, 29), None, date(2028, 8, 29)),
		(None, None, date(2026, 7, 10)),
		(None, date(2026, 1, 1), date(2026, 7, 10)),
	],
)
def test_the_next_assessment_is_due_half_a_year_after_the_last(last, written, due):
	assert assessment_due(last, written, date(2026, 1, 10), 6) == due


@pytest.mark.parametrize(
	"periods, reopened, began",
	[
		([], None, None),
		([(date(2026, 3, 1), None)], None, date(2026, 3, 1)),
		([(date(2026, 5, 1), None), (date(2026, 3, 1), date(2026, 4, 30))], None, date(2026, 3, 1)),
		# Reopened: whoever ended before counts no more, whoever stayed begins anew.
		([(date(2026, 3, 1), date(2026, 4, 30))], date(2026, 9, 1), None),
		([(date(2026, 3, 1), date(2026, 12, 31))], date(2026, 9, 1), date(2026, 9, 1)),
		(
			[(date(2026, 3, 1), date(2026, 4, 30)), (date(2026, 9, 5), None)],
			date(2026, 9, 1),
			date(2026, 9, 5),
		),
	],
)
def test_work_begins_with_an_assistant_and_anew_after_a_reopening(periods, reopened, began):
	assert support_began(periods, reopened) == began


# cards


@pytest.mark.parametrize(
	"month, due_day, due",
	[
		("2026-10", 5, date(2026, 11, 5)),
		("2026-12", 5, date(2027, 1, 5)),
		("2027-01", 31, date(2027, 2, 28)),
		("2026-10", 0, date(2026, 11, 1)),
	],
)
def test_a_card_is_due_in_the_next_month(month, due_day, due):
	assert card_due(month, due_day) == due


def test_a_month_that_is_none_is_refused():
	with pytest.raises(ValueError):
		card_due("2026-13", 5)


# colours


@pytest.mark.parametrize(
	"left, expected",
	[(-1, "red"), (0, "orange"), (3, "orange"), (4, "yellow"), (30, "yellow"), (31, "green")],
)
def test_colours(left, expected):
	assert get_colour(left, USUAL) == expected


@pytest.mark.parametrize("left, expected", [(-1, "red"), (7, "orange"), (8, "green")])
def test_colours_with_one_threshold(left, expected):
	assert get_colour(left, [7]) == expected


def test_without_a_threshold_only_the_overdue_is_coloured():
	assert [get_colour(left, []) for left in (-1, 0)] == ["red", "green"]


# thresholds


@pytest.mark.parametrize(
	"text, days", [("30, 14, 3", USUAL), ("3,14,30", USUAL), (" 7 ", [7]), ("7,7,", [7]), ("0", [0])]
)
def test_thresholds_are_read(text, days):
	assert parse_thresholds(text) == days


@pytest.mark.parametrize("text", ["", " ", ",", "x", "30;14", "-1", "3.5", "30, trzy"])
def test_what_is_no_list_of_days_is_refused(text):
	with pytest.raises(ValueError):
		parse_thresholds(text)


@pytest.mark.parametrize(
	"left, stages",
	[
		(31, []),
		(30, [30]),
		(15, [30]),
		(14, [14, 30]),
		(2, [3, 14, 30]),
		(0, [3, 14, 30]),
		(-1, [OVERDUE, 3, 14, 30]),
	],
)
def test_stages(left, stages):
	assert get_stages_reached(left, USUAL) == stages


@given(days, thresholds)
def test_a_stage_once_reached_stays_reached(left, given_days):
	assert set(get_stages_reached(left, given_days)) <= set(get_stages_reached(left - 1, given_days))


@given(days, thresholds)
def test_the_first_stage_is_the_latest(left, given_days):
	stages = get_stages_reached(left, given_days)
	assert stages == sorted(stages)
	assert bool(stages) == (left <= max(given_days))


@pytest.mark.parametrize(
	("left", "span"),
	[(-400, 0), (-1, 0), (0, 1), (7, 1), (8, 2), (14, 2), (15, 3), (90, 4), (91, 5), (400, 5)],
)
def test_each_deadline_is_in_one_span(left, span):
	assert get_span(left) == span
