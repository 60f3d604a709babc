"""A family's competences: marked at visits or by an action's area, on its page, frozen in the evaluation and on its paper."""

import pytest

import frappe

from opsfamily.exceptions import EmptyDocumentError
from opsfamily.ops_casework.doctype.competence_area.course import read_marks
from opsfamily.ops_casework.doctype.family.overview import get_overview_html
from opsfamily.ops_visits.doctype.family_visit.family_visit import SecondLevelError
from opsfamily.patches.v1_3 import create_competence_dictionaries
from opsfamily.permissions.session import acting_as
from opsfamily.tests.base import in_row, label
from opsfamily.tests.factories import (
	assign,
	email,
	fresh,
	make_area,
	make_evaluation,
	make_family,
	make_plan,
	make_schedule,
	make_visit,
	submitted,
)
from tests.site.papers import F3, page_of, text_of

pytestmark = pytest.mark.usefixtures("nothing_is_committed")

MONEY, OFFICES = "gospodarowanie pieniędzmi", "załatwianie spraw w urzędach"
HOSTILE_AREA = 'obszar & "x"'


@pytest.fixture
def family(site) -> str:
	name = make_family().name
	assign(name)
	return name


def visit(family: str, day: str, level: str | None = None, area: str = MONEY, **values):
	rows = [{"area": area, "level": level}] if level else []
	return make_visit(family, visit_date=day, competences=rows, **values)


def make_agreed(family: str, area: str | None = None):
	"""A running schedule with one action, of this area."""
	action = {"party": "Family", "action": "Wniosek", "due_date": "2026-12-14", "competence_area": area}
	return submitted(make_schedule(submitted(make_plan(family)), actions=[action]))


def get_action(family: str):
	return frappe.get_last_doc("Scheduled Action", {"family": family})


def test_a_visit_needs_no_mark_and_a_mark_needs_both(family):
	assert visit(family, "2026-10-05").competences == []
	for values, fieldname in (({"level": "With Help"}, "area"), ({"area": MONEY}, "level")):
		with pytest.raises(EmptyDocumentError) as refused:
			make_visit(family, visit_date="2026-10-06", competences=[values])
		said = frappe.utils.strip_html(str(refused.value))
		assert in_row(1, label("Visit Competence", fieldname)) in said
	rows = [{"area": MONEY, "level": "With Help"}, {"area": MONEY, "level": "Being Trained"}]
	with pytest.raises(SecondLevelError) as refused:
		make_visit(family, visit_date="2026-10-06", competences=rows)
	assert in_row(2, label("Visit Competence", "area")) in frappe.utils.strip_html(str(refused.value))


def test_an_action_brings_its_area_to_the_visits_that_work_on_it(family):
	make_agreed(family, OFFICES)
	action = get_action(family)
	assert action.competence_area == OFFICES
	visit(family, "2026-10-05", scheduled_actions=[{"scheduled_action": action.name}])
	[mark] = read_marks(family)
	assert (mark.area, str(mark.day), mark.level) == (OFFICES, "2026-10-05", "")


def test_an_area_marked_while_the_action_goes_on_stays_through_a_new_version(family):
	schedule = make_agreed(family)
	action = get_action(family)
	with acting_as(email("assistant")):
		fresh(action).update({"competence_area": MONEY}).save()
	version = schedule.new_version()
	version.evaluation_date = "2027-01-15"
	version.submit()
	assert fresh(action).competence_area == MONEY


def test_the_familys_page_draws_them_and_says_the_same(family):
	assert "Kompetencje rodziny" not in get_overview_html(frappe.get_doc("Family", family))
	visit(family, "2026-10-05", "Being Trained")
	visit(family, "2026-10-19", "With Help")
	page = get_overview_html(frappe.get_doc("Family", family))
	assert "competences-title" in page
	assert f"{MONEY}: w trakcie treningu – 05.10.2026; z pomocą – 19.10.2026; liczba spotkań: 2" in page


def test_the_evaluation_keeps_what_was_marked_until_its_meeting(family):
	schedule = make_agreed(family)
	visit(family, "2026-10-05", "Being Trained")
	visit(family, "2026-11-18", "On Their Own")
	evaluation = make_evaluation(schedule, competence_marks="[]")
	kept = evaluation.competence_marks
	assert "2026-10-05" in kept and "2026-11-18" not in kept
	for row in evaluation.actions:
		row.outcome = "Done"
	evaluation.decision = "Continue the Plan"
	evaluation.submit()
	visit(family, "2026-10-12", "With Help")
	assert fresh(evaluation).competence_marks == kept
	page = page_of(fresh(evaluation), F3)
	assert "Kompetencje rodziny:" in text_of(page) and page.select("svg")
	assert f"{MONEY}: w trakcie treningu – 05.10.2026" in text_of(page)


def test_an_evaluation_without_marks_prints_as_ever(family):
	page = page_of(make_evaluation(make_agreed(family)), F3)
	assert "Kompetencje" not in text_of(page) and not page.select("svg")


def test_the_signs_of_an_area_stay_text(family):
	schedule = make_agreed(family)
	visit(family, "2026-10-05", "With Help", make_area(HOSTILE_AREA))
	evaluation = make_evaluation(schedule)
	assert f"{HOSTILE_AREA}: z pomocą" in text_of(page_of(evaluation, F3))
	evaluation.run_method("onload")
	for html in (evaluation.get_onload("competences"), get_overview_html(frappe.get_doc("Family", family))):
		assert "obszar &amp; " in html and "obszar & " not in html


def test_a_stranger_reads_no_marks(family):
	visit(family, "2026-10-05", "With Help")
	with acting_as(email("stranger")):
		assert read_marks(family) == []
		assert frappe.get_list("Visit Competence", parent_doctype="Family Visit", order_by="name") == []


def test_the_dictionary_is_created_once_and_stays_the_offices(site):
	frappe.db.delete("Competence Area", {"name": OFFICES})
	frappe.db.set_value("Competence Area", MONEY, "disabled", 1)
	for _again in range(2):
		create_competence_dictionaries.execute()
		assert frappe.db.exists("Competence Area", OFFICES)
		assert frappe.db.get_value("Competence Area", MONEY, "disabled") == 1
