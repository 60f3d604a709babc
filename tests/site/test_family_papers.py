"""„Rodzina w zarysie” and „Plan dla rodziny”: the papers that no form of the office prescribes."""

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

import frappe

from opsfamily.ops_paper.together import make_blank_pdf, make_pdf
from opsfamily.tests.factories import (
	assign,
	day,
	email,
	fresh,
	make_assessment,
	make_family,
	make_plan,
	make_running_schedule,
	make_schedule,
	make_timesheet,
	make_visit,
	submitted,
)
from tests.site.papers import F4, assert_in_order, one_line, page_of, pdf_text, text_of

pytestmark = pytest.mark.usefixtures("nothing_is_committed")

GLANCE, PLAN = "Rodzina w zarysie", "Plan dla rodziny"
HOSTILE = "<script>alert('x')</script> {{ 7*7 }} & 😀"
ACTIONS = [
	{"party": "Family", "action": "Zapisać Jana do świetlicy", "due_date": "2027-02-01"},
	{"party": "Family", "action": "Stały plan dnia", "due_date": "2026-12-14"},
	{"party": "Family Assistant", "action": "Trening budżetowy", "due_date": "2026-12-30"},
]


@pytest.fixture
def family(site):
	network = [{"kind": "szkoła", "institution": f"Szkoła nr {number}"} for number in range(20)]
	family = make_family(support_network=network)
	assign(family.name)
	return fresh(family)


@pytest.fixture
def schedule(family):
	return make_running_schedule(family.name, actions=ACTIONS, evaluation_date="2027-02-16")


def pages(pdf: bytes) -> int:
	return len(PdfReader(BytesIO(pdf)).pages)


# the family in outline


def test_the_outline_says_what_the_form_shows(family, schedule):
	submitted(make_assessment(family.name, bonds_rating="3", next_due="2027-02-17"))
	make_visit(family.name, course="Omówiono wydatki.")
	text = text_of(page_of(family, GLANCE))
	pieces = [
		"INFORMACJA O RODZINIE – PODSUMOWANIE",
		"Maria Testowa",
		"Dzieci są bezpieczne w domu.",
		"NAJBLIŻSZE TERMINY",
		"16.02.2027",
		"termin ustawowy",
		"OTWARTE DZIAŁANIA",
		"Rodzina Stały plan dnia 14.12.2026",
		"Asystent rodziny Trening budżetowy",
		"OSTATNIE KONTAKTY",
		"05.10.2026 15:00–17:00",
		"EKOMAPA",
		"Szkoła nr 19",
		"PRZEBIEG SPRAWY",
		"Więzi emocjonalne",
	]
	assert_in_order(pieces, text)


def test_both_pictures_stand_on_the_outlines_paper(family):
	submitted(make_assessment(family.name, bonds_rating="3"))
	page = page_of(family, GLANCE)
	assert len(page.select(".sheet-picture svg[role=img]")) == 2
	text = pdf_text(make_pdf([family], GLANCE))
	for words in ("Szkoła nr 0", "Szkoła nr 19", "Kontakty w tygodniu", "Więzi emocjonalne"):
		assert words in text
	assert pages(make_pdf([family], GLANCE)) <= 3


def test_an_outline_without_anything(site):
	family = make_family(members=[])
	text = text_of(page_of(family, GLANCE))
	assert "nie ma jeszcze planu pracy" in text
	assert "OTWARTE DZIAŁANIA" not in text and "OSTATNIE KONTAKTY" not in text
	assert "None" not in text


def test_the_outline_is_the_familys_paper_by_default():
	assert frappe.get_meta("Family").default_print_format == GLANCE


def test_violence_stands_on_the_outline_of_who_holds_its_level(family, as_user):
	assign(family.name, "social_worker", "Social Worker")
	submitted(make_assessment(family.name, violence_rating="1"))
	for key, seen in (("assistant", True), ("social_worker", False)):
		with as_user(email(key)):
			assert ("Przemoc" in text_of(page_of(fresh(family), GLANCE))) is seen


@pytest.mark.parametrize("print_format", [GLANCE, PLAN])
def test_hostile_text_prints_as_text(family, print_format):
	family.update({"representative": HOSTILE, "address": HOSTILE})
	family.support_network[0].institution = HOSTILE
	family.save()
	plan = submitted(make_plan(family.name, main_goal=HOSTILE))
	schedule = submitted(
		make_schedule(plan, actions=[{"party": "Family", "action": HOSTILE, "due_date": day(9)}])
	)
	page = page_of(fresh(family if print_format == GLANCE else schedule), print_format)
	assert not page.select("script")
	assert text_of(page).count(HOSTILE) >= 3


# the plan for the family


def test_the_plan_holds_the_familys_own_tasks_by_day(schedule):
	text = text_of(page_of(fresh(schedule), PLAN))
	pieces = [
		"NASZ PLAN",
		"Maria Testowa",
		"Do czego dążymy Dzieci są bezpieczne w domu.",
		"Co robimy",
		"Stały plan dnia 14 grudnia 2026",
		"Zapisać Jana do świetlicy 1 lutego 2027",
		"Kiedy wspólnie sprawdzimy, jak nam idzie 16 lutego 2027",
		"Do kogo zadzwonić Anna Asystentka, asystent rodziny telefon: 600 555 900",
	]
	assert_in_order(pieces, text)
	assert "Trening budżetowy" not in text


def test_what_is_done_is_said_and_what_is_withdrawn_is_left_out(schedule):
	done, withdrawn = (
		frappe.get_last_doc("Scheduled Action", {"schedule": schedule.name, "action": row["action"]})
		for row in ACTIONS[:2]
	)
	done.update({"outcome": "Done"}).save()
	withdrawn.db_set("outcome", "Withdrawn")
	text = text_of(page_of(fresh(schedule), PLAN))
	assert "Zapisać Jana do świetlicy 1 lutego 2027 tak" in text
	assert "Stały plan dnia" not in text


def test_without_a_task_the_plan_says_so(family):
	text = text_of(page_of(make_running_schedule(family.name, actions=ACTIONS[2:]), PLAN))
	assert "W tym planie nie ma teraz zadań dla rodziny." in text


def test_who_is_the_assistant_today_is_called(family, schedule):
	for name in frappe.get_all("Case Assignment", {"family": family.name}, pluck="name"):
		frappe.get_doc("Case Assignment", name).update({"until_date": day(-1)}).save()
	assert "Anna Asystentka" in text_of(page_of(fresh(schedule), PLAN))
	assign(family.name, "other_assistant", from_date=day())
	text = text_of(page_of(fresh(schedule), PLAN))
	assert "Beata Bystra" in text and "600 555 900" not in text


def test_the_plan_takes_one_page_and_flows_on_when_long(family, schedule):
	assert pages(make_pdf([fresh(schedule)], PLAN)) == 1
	assert pages(make_blank_pdf("Action Schedule", PLAN)) == 1
	many = [
		{"party": "Family", "action": f"Zadanie-{number}", "due_date": "2027-01-10"} for number in range(40)
	]
	draft = make_schedule(frappe.get_doc("Family Work Plan", schedule.plan), actions=many)
	pdf = make_pdf([draft], PLAN)
	assert re.findall(r"Zadanie-\d+", pdf_text(pdf)) == [row["action"] for row in many]
	assert pages(pdf) > 1


def test_the_plans_letters_are_large(schedule):
	words = pdf_text(make_pdf([fresh(schedule)], PLAN), "-bbox")
	heights = [
		float(bottom) - float(top)
		for top, bottom in re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)"', words)
	]
	# Letters reach from 0.905 of their size above the base line to 0.212 below it.
	assert min(heights) / 1.117 >= 13.5


def test_the_blank_plan_has_lines_to_write_on():
	page = page_of(frappe.get_doc({"doctype": "Action Schedule"}), PLAN)
	assert sum(len(row.select("td")) == 3 for row in page.select(".sheet-row tr")) == 5
	assert "None" not in text_of(page)


def test_of_a_family_that_is_not_the_readers_nothing_is_told(schedule, as_user):
	from opsfamily.ops_paper import jinja as helpers

	with as_user(email("stranger")):
		assert helpers.paper_whom_to_call(schedule, {}) == (None, None)
		assert helpers._get_outcomes(schedule.name) == {}


def test_a_stranger_prints_neither(family, schedule, as_user):
	with as_user(email("stranger")):
		for doc, print_format in ((family, GLANCE), (schedule, PLAN)):
			with pytest.raises(frappe.PermissionError):
				make_pdf([doc], print_format)


def test_no_platforms_bar_on_them(family, schedule):
	for doc, print_format in ((family, GLANCE), (schedule, PLAN)):
		assert not re.search(
			r"get pdf|draft|wersja robocza", one_line(pdf_text(make_pdf([doc], print_format))), re.I
		)


def test_attempts_on_the_card_are_named_and_added_up(family):
	make_visit(family.name)
	make_visit(family.name, kind="nieobecność rodziny w domu", from_time="18:00", to_time="18:30")
	text = text_of(page_of(make_timesheet(family.name), F4))
	assert_in_order(
		["próba kontaktu – bez podpisu", "razem ilość godzin:", "2:30", "w tym próby kontaktu:", "0:30"], text
	)


def test_a_card_without_attempts_is_the_offices_form(family):
	make_visit(family.name)
	assert "próby kontaktu" not in text_of(page_of(make_timesheet(family.name), F4))
