"""Edges of figures: days that belong to a period or do not, persons that count once, sums that name who is missing."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opsfamily.core.basis import COURT, FOR_LIFE, Basis
from opsfamily.core.figures import reports
from opsfamily.core.figures.checks import check_sums
from opsfamily.core.figures.facts import (
	FOR_LIFE_ONLY,
	NOT_FOR_LIFE,
	Agreement,
	Assignment,
	ChildCard,
	ChildContact,
	Closing,
	ContactDay,
	Counted,
	Enrolment,
	EvaluatedAgreement,
	Facts,
	Item,
	Member,
	Placement,
)
from opsfamily.core.figures.register import AMOUNT, DECIMAL, FIGURES, MINUTES, NUMBER, OF_PARTS, compute
from opsfamily.core.figures.values import Line, compare, format_value, read_typed, seal
from opsfamily.core.optional_parts import PARTS
from opsfamily.core.status import Ending, Period
from opsfamily.core.status import Facts as Status

FIRST, LAST = date(2026, 1, 1), date(2026, 6, 30)
DAY = timedelta(days=1)


def make(first: date = FIRST, last: date | None = None, ends: tuple = (), **rows) -> Facts:
	"""A family `R` with one assistant from a day until another, in the first half of 2026."""
	status = Status((Period(first, last),), (), ends)
	assignment = Assignment("P", "R", "anna", "Family Assistant", first, last)
	return Facts(FIRST, LAST, status={"R": status}, assignments=(assignment,), **rows)


def value(facts: Facts, figure: str, part: str = "", reach: str = ""):
	return compute(facts, figure, part, reach).value


@pytest.mark.parametrize(("began", "counted"), [(LAST, 1), (LAST + DAY, 0), (FIRST - DAY, 1), (FIRST, 1)])
def test_one_day_of_support_is_enough(began, counted):
	assert value(make(began), "Families Supported") == counted


@pytest.mark.parametrize(("closed", "counted"), [(FIRST, 1), (FIRST - DAY, 0), (LAST, 1)])
def test_the_day_of_the_closing_is_the_last_of_the_support(closed, counted):
	facts = make(date(2025, 1, 1), closed, (Ending(closed),))
	assert value(facts, "Families Supported") == counted
	assert value(facts, "Families Under Support") == 0
	assert value(facts, "Supports Ended") == counted


def test_a_gap_without_an_assistant_is_support_and_not_f1():
	facts = make(date(2025, 1, 1), date(2025, 12, 31))
	assert (value(facts, "Families Supported"), value(facts, "Families Under Support")) == (0, 1)


def test_coming_back_is_no_new_family():
	ends = (Ending(date(2026, 2, 1), reopened=date(2026, 3, 1)),)
	status = Status((Period(date(2025, 1, 1), date(2026, 2, 1)), Period(date(2026, 3, 5))), (), ends)
	closing = Closing("Z", "R", date(2026, 2, 1), "Moved", date(2026, 3, 1))
	facts = Facts(FIRST, LAST, status={"R": status}, closings=(closing,))
	assert value(facts, "Families Begun") == 0
	assert value(facts, "Families Taken Up Again") == value(facts, "Supports Ended") == 1
	assert value(facts, "Endings", "Moved") == value(facts, "Returns Within a Year") == 1


def test_for_life_with_a_second_basis_is_not_for_life_only():
	alone = make(bases={"R": (Basis(FOR_LIFE, FIRST),)})
	both = make(bases={"R": (Basis(FOR_LIFE, FIRST), Basis(COURT, FIRST))})
	assert [value(alone, "Families Supported", reach=reach) for reach in (FOR_LIFE_ONLY, NOT_FOR_LIFE)] == [
		1,
		0,
	]
	assert [value(both, "Families Supported", reach=reach) for reach in (FOR_LIFE_ONLY, NOT_FOR_LIFE)] == [
		0,
		1,
	]


def member(born: date | None, **values) -> Member:
	row = {"name": "M", "family": "R", "full_name": "Jan", "joined": None, "left": None}
	return Member(
		**{**row, "is_disabled": False, "disabled_from": None, "disabled_until": None, "born": born, **values}
	)


@pytest.mark.parametrize(
	("born", "part", "counted"),
	[
		(date(2008, 1, 1), "", 0),  # of age on the first day
		(date(2008, 1, 2), "18", 1),  # came of age in the period
		(date(2008, 7, 1), "16-17", 1),
		(LAST, "0-2", 1),
		(LAST + DAY, "", 0),  # unborn
		(None, "", 0),
	],
)
def test_children_are_under_18_on_a_day_of_the_support(born, part, counted):
	assert value(make(members=(member(born),)), "Children", part) == counted


def test_who_left_and_came_back_is_one_child():
	born = date(2015, 5, 5)
	rows = (member(born, left=date(2026, 2, 1)), member(born, name="N", joined=date(2026, 4, 1)))
	assert value(make(members=rows), "Children") == 1


def test_another_form_of_care_is_no_new_placement_and_no_end():
	rows = (
		Placement("A", "R", "Jan", date(2025, 5, 1), date(2026, 2, 1), "Other Care"),
		Placement("B", "R", "Jan", date(2026, 2, 5), None, None),
	)
	facts = make(placements=rows)
	assert value(facts, "Children Placed") == 0
	assert value(facts, "Children in Care") == value(facts, "Children in Care Before") == 1
	assert value(facts, "Placements Ended", "other") == 0


def test_days_without_a_contact_lie_inside_the_support():
	facts = make(date(2026, 2, 1), direct_days=(ContactDay("R", date(2026, 2, 11)),))
	assert value(facts, "Longest Gap") == (LAST - date(2026, 2, 11)).days
	assert value(facts, "Running Gap") == (LAST - date(2026, 2, 11)).days
	assert value(facts, "Families With a Gap", "14") == 1


def test_a_family_met_every_day_has_no_gap():
	days = tuple(ContactDay("R", FIRST + DAY * number) for number in range(181))
	facts = make(direct_days=days)
	assert value(facts, "Longest Gap") == value(facts, "Running Gap") == 0


@pytest.mark.parametrize(
	("first", "last", "is_continued", "counted"),
	[
		(LAST, None, True, 1),
		(LAST + DAY, None, True, 0),
		(FIRST, LAST, False, 1),
		(FIRST, LAST - DAY, True, 0),
		(FIRST, None, False, 0),  # ended, and nobody knows when
	],
)
def test_an_agreement_runs_on_the_last_day(first, last, is_continued, counted):
	facts = make(agreements=(Agreement("U", "szkoła", first, last, is_continued),))
	assert (
		value(facts, "Agreements With Bodies") == value(facts, "Agreements With Bodies", "szkoła") == counted
	)
	assert value(facts, "Agreements With Bodies", "poradnia") == 0


def test_a_cooperation_evaluated_twice_counts_once():
	days = (FIRST - DAY, FIRST, LAST)
	rows = tuple(EvaluatedAgreement("U", day) for day in days)
	facts = make(agreements=(Agreement("U", "", FIRST, None),), cooperations_evaluated=rows)
	assert value(facts, "Cooperations Evaluated") == 1


@pytest.mark.parametrize(
	("family", "begun", "counted"), [("R", LAST, 1), ("R", LAST + DAY, 0), ("X", FIRST, 0)]
)
def test_cards_are_those_of_families_under_support(family, begun, counted):
	facts = make(
		child_cards=(ChildCard("K", family, "Jan  Nowak", begun),),
		child_contacts=(ChildContact(family, "jan nowak", "poradnia"),),
		enrolments=(Enrolment("Z", family, FIRST, LAST, "Promyk", "Jan Nowak"),),
	)
	assert value(facts, "Children With a Card") == counted
	assert value(facts, "Children With a Contact", "poradnia") == counted
	assert value(facts, "Children With a Contact", "szkoła") == 0
	assert value(facts, "Children With a Card in Day Centres") == counted


def test_every_part_of_the_work_is_one_that_an_office_may_use():
	assert set(OF_PARTS) <= set(PARTS)
	figures = [figure for figures in OF_PARTS.values() for figure in figures]
	assert len(figures) == len(set(figures)) and set(figures) <= set(FIGURES)


def test_every_figure_answers_for_an_empty_section():
	facts = Facts(FIRST, LAST)
	for name, figure in FIGURES.items():
		for part in figure.parts or ("",):
			assert not compute(facts, name, part).value


def counted(*names: str) -> Counted:
	return Counted(len(names), tuple(Item(name, "Family", name) for name in names))


def test_a_sum_that_does_not_agree_names_the_families():
	lines = [
		Line("T", "Families Supported", 3),
		Line("A", "Families by Basis", 1, "T"),
		Line("B", "Families by Basis", 1, "T"),
	]
	(check,) = check_sums(lines, {"T": counted("x", "y", "z"), "A": counted("x"), "B": counted("y")})
	assert (check.agrees, check.expected, check.found, check.families) == (False, 3, 2, ("z",))


def test_equal_numbers_of_different_families_do_not_agree():
	lines = [Line("T", "Families Supported", 1), Line("A", "Families by Basis", 1, "T")]
	(check,) = check_sums(lines, {"T": counted("x"), "A": counted("y")})
	assert not check.agrees and set(check.families) == {"x", "y"}


def test_the_flow_of_families_agrees_or_says_who_does_not_fit():
	names = ("Families Before the Period", "Families Begun", "Families Taken Up Again", "Supports Ended")
	values = {names[0]: counted("a"), names[1]: counted("b"), names[2]: counted("c"), names[3]: counted("a")}
	values["Families Under Support"] = counted("b", "c")
	lines = [Line(name, name, found.value) for name, found in values.items()]
	assert all(check.agrees for check in check_sums(lines, values))
	values["Families Under Support"] = counted("b")
	lines = [Line(name, name, found.value) for name, found in values.items()]
	(check,) = check_sums(lines, values)
	assert check.families == ("c",)


# typed values


@given(st.integers(0, 10**9))
def test_a_number_is_read_as_it_is_shown(number):
	assert read_typed(format_value(number, NUMBER), NUMBER) == number


@given(st.integers(0, 10**11 - 1))
def test_an_amount_is_read_as_it_is_shown(pennies):
	assert read_typed(format_value(pennies / 100, AMOUNT), AMOUNT) == pennies / 100


@given(st.integers(0, 10**6))
def test_hours_are_read_as_they_are_shown(minutes):
	assert read_typed(format_value(minutes, MINUTES), MINUTES) == minutes


@pytest.mark.parametrize(
	("text", "unit"),
	[
		("2,5", NUMBER),
		("-1", NUMBER),
		("1.234,50", AMOUNT),
		("1,234", AMOUNT),
		("1e9", NUMBER),
		("nan", AMOUNT),
		("Infinity", DECIMAL),
		("25:60", MINUTES),
		("25", MINUTES),
		("dużo", NUMBER),
		("9" * 40, AMOUNT),
	],
)
def test_other_texts_are_refused(text, unit):
	with pytest.raises(ValueError):
		read_typed(text, unit)


def test_differences_are_rows_whose_values_differ():
	rows = compare({"A": 1, "B": 2, "C": None}, {"A": 1, "B": 3, "D": 0})
	assert [(row.code, row.before, row.after) for row in rows] == [("B", 2, 3), ("D", None, 0)]


def test_a_checksum_is_of_the_content_and_not_of_its_order():
	assert seal({"a": 1, "b": [1, 2]}) == seal({"b": [1, 2], "a": 1}) != seal({"a": 1, "b": [2, 1]})


# periods


@pytest.mark.parametrize(
	("kind", "first", "last", "fits"),
	[
		(reports.HALF_YEAR, "2026-01-01", "2026-06-30", True),
		(reports.HALF_YEAR, "2026-07-01", "2026-12-31", True),
		(reports.HALF_YEAR, "2026-01-01", "2026-12-31", False),
		(reports.HALF_YEAR, "2025-07-01", "2026-12-31", False),
		(reports.YEAR, "2026-01-01", "2026-12-31", True),
		(reports.YEAR, "2026-01-02", "2026-12-31", False),
		(reports.OTHER, "2026-02-01", "2026-02-28", True),
		(reports.OTHER, "2026-02-01", "2026-02-27", False),
		(reports.OTHER, "2026-03-01", "2026-02-28", False),
	],
)
def test_a_period_fits_its_kind(kind, first, last, fits):
	assert reports.fits(kind, date.fromisoformat(first), date.fromisoformat(last)) is fits


@pytest.mark.parametrize(
	("kind", "last", "due"),
	[
		(reports.HALF_YEAR, "2026-06-30", "2026-07-31"),
		(reports.HALF_YEAR, "2026-12-31", "2027-01-31"),
		(reports.YEAR, "2026-12-31", "2027-03-31"),
	],
)
def test_the_three_dates(kind, last, due):
	assert reports.get_due(kind, date.fromisoformat(last)) == date.fromisoformat(due)
	assert reports.get_due(reports.OTHER, date.fromisoformat(last)) is None


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_the_last_half_year_has_ended_and_fits(today):
	first, last = reports.get_last_period(reports.HALF_YEAR, today)
	assert last < today <= last + timedelta(days=184)
	assert reports.fits(reports.HALF_YEAR, first, last)
	before = reports.get_period_before(first, last)
	assert reports.fits(reports.HALF_YEAR, *before) and before[1] + DAY == first
