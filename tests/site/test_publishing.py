"""The publication copy of a report gives no small number away, also next to what was published before."""

import pytest

import frappe

from opsfamily.api import publish_report
from opsfamily.ops_figures.paper import DOT, paper_published_groups
from opsfamily.ops_figures.publishing import NotPublishedError, decide, get_equations, get_numbers, get_rests
from opsfamily.ops_figures.workbook import make_published_workbook
from opsfamily.permissions.session import acting_as
from opsfamily.tests.factories import email
from opsfamily.tests.make_figures import make_report
from opsfamily.tests.make_section import make_section
from tests.unit.test_publication import find_other

FIRST, SECOND = ("2024-01-01", "2024-06-30"), ("2024-07-01", "2024-12-31")
YEAR = {"template": "Sprawozdanie roczne dla rady"}


@pytest.fixture
def section(site) -> None:
	make_section(40)


def sent(first: str, last: str, **values):
	return make_report(first, last, **values).submit()


def published(report):
	publish_report(report.name)
	return frappe.get_doc("Section Report", report.name)


def states(report) -> dict[str, str]:
	return {row.code: row.publication for row in report.rows}


def test_small_numbers_are_hidden_and_large_ones_shown(section):
	report = published(sent(*SECOND))
	by_code = {row.code: row for row in report.rows}
	for row in report.rows:
		if row.kind == "Computed" and row.unit == "Number" and not row.base and 0 < row.computed < 5:
			assert row.publication == "Hidden", row.code
	assert by_code["F1"].computed > 4 and by_code["F1"].publication == "Shown"
	assert "Hidden" in states(report).values()


def test_of_a_sum_no_part_is_hidden_alone(section):
	report = published(sent(*SECOND))
	hidden = {code for code, state in states(report).items() if state == "Hidden"}
	numbers = get_numbers(report)
	equations = list(get_equations([report], numbers))
	assert len(equations) > 10
	for equation in equations:
		of_report = {key.partition(":")[2] for key in equation}
		assert len(of_report & hidden) != 1, of_report


def test_every_hidden_number_could_be_another_one(section):
	"""As the property test shows it for small tables: other numbers fit all that the copy shows."""
	report = published(sent(*SECOND))
	hidden = {row.code for row in report.rows if row.publication == "Hidden"}
	numbers = get_numbers(report)
	equations = list(get_equations([report], numbers))
	rests = list(get_rests([report], equations))
	values = {number.key: number.value for number in (*numbers, *rests)}
	unknown = sorted({f"{report.name}:{code}" for code in hidden} | {number.key for number in rests})
	assert hidden
	for code in hidden:
		assert find_other(equations, values, unknown, f"{report.name}:{code}"), code


def test_the_copy_holds_no_hidden_number(section):
	report = published(sent(*SECOND))
	rows = {code: value for group in paper_published_groups(report) for code, _label, value in group["rows"]}
	for row in report.rows:
		if row.publication == "Hidden":
			assert rows[row.code] == DOT or rows[row.code] != row.computed_text
		if row.publication == "Left Out":
			assert row.code not in rows


def test_what_was_published_stays_when_the_year_follows(section):
	halves = [published(sent(*period)) for period in (FIRST, SECOND)]
	before = [states(half) for half in halves]
	year = published(sent(FIRST[0], SECOND[1], **YEAR))
	assert [states(frappe.get_doc("Section Report", half.name)) for half in halves] == before
	values = {(half.name, row.code): row for half in halves for row in half.rows}
	for row in year.rows:
		parts = [values[half.name, row.code] for half in halves]
		if row.figure in ("Endings", "Families Begun", "Contacts") and not row.base:
			# One half hidden, the other shown: the year would give it away.
			hidden = [part.publication for part in parts].count("Hidden")
			assert not (hidden == 1 and row.publication == "Shown"), row.code


def test_a_correction_does_not_give_away_what_its_first_version_hid(section):
	first = published(sent(*SECOND))
	draft = frappe.copy_doc(first)
	draft.update({"replaces": first.name, "correction_reason": "spóźniony wpis"})
	correction = published(draft.insert().submit())
	one, two = states(first), states(correction)
	assert {code for code in one if one[code] == "Hidden" and two[code] == "Shown"} == set()


def test_only_the_head_shows_a_small_number_and_never_one_of_level_1(section):
	report = sent(*SECOND)
	rows = {row.code: row for row in report.rows}
	small = next(row for row in report.rows if row.figure == "Endings" and 0 < row.computed < 5)
	for key, code, reason in (
		("clerk", small.code, "zgoda"),
		("head", small.code, " "),
		("head", "C1.7", "x"),
	):
		with acting_as(email(key)):
			fresh = frappe.get_doc("Section Report", report.name)
			row = next(row for row in fresh.rows if row.code == code)
			row.update({"is_shown_anyway": 1, "shown_reason": reason})
			with pytest.raises(frappe.ValidationError):
				fresh.save()
	with acting_as(email("head")):
		fresh = frappe.get_doc("Section Report", report.name)
		row = next(row for row in fresh.rows if row.code == small.code)
		row.update({"is_shown_anyway": 1, "shown_reason": "podano w uchwale"})
		fresh.save()
		assert decide(fresh)[small.code] == "Shown"
	assert rows


def test_a_draft_has_no_copy(site):
	report = make_report(*FIRST)
	with pytest.raises(NotPublishedError):
		publish_report(report.name)
	with pytest.raises(NotPublishedError):
		make_published_workbook(report)
	assert paper_published_groups(report) == []
