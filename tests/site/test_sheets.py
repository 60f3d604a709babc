"""Sheets of an office's own: their paper, their deadlines, two of them side by side, and a person's copy."""

import pytest

import frappe
from frappe.utils import add_days, getdate

from opsfamily import api
from opsfamily.case.closed import CaseClosedError
from opsfamily.clocks.cases import Cases
from opsfamily.clocks.register import get_deadlines
from opsfamily.ops_casework.doctype.control_pack.papers import get_papers
from opsfamily.ops_casework.page.sheet_comparison.two_sheets import SheetsNotAlikeError, get_parts
from opsfamily.ops_paper.own_sheets import WITHHELD
from opsfamily.ops_paper.together import make_pdf
from opsfamily.permissions.session import acting_as
from opsfamily.tests.factories import (
	assign,
	day,
	email,
	make_access_copy,
	make_closed_case,
	make_family,
	make_visit,
	submitted,
)
from opsfamily.tests.make_sheets import answered, make_sheet, make_sheet_template
from tests.site.papers import assert_in_order, one_line, page_of, pdf_text, text_of

PAPER, BLANK = "Arkusz rodziny", "Pusty arkusz"
HOME, SAFE, TASKS, HEALTH = "Czy w domu jest ciepło?", "Bezpieczeństwo", "Zadania", "Leczenie domowników"
ROOM, SEEN = "Ile osób śpi w izbie?", "Spostrzeżenia"
CHILDREN = [
	{"full_name": "Maria Testowa", "birth_date": "1990-01-01", "kinship": "matka"},
	{"full_name": "Jan Testowy", "birth_date": "2015-06-01", "kinship": "syn"},
	{"full_name": "Ola Testowa", "birth_date": "2018-02-03", "kinship": "córka"},
]
ANSWERS = {
	HOME: "Yes",
	ROOM: "2,5",
	"Ostatni przegląd pieca": "2026-11-03",
	(SAFE, "Jan Testowy"): "dobrze",
	(SAFE, "Ola Testowa"): "źle",
	(SEEN, "Ola Testowa"): "boi się <b>psa</b>",
	HEALTH: "poradnia",
	TASKS: "lekarz\tmatka\t3.11\nszkoła\tojciec",
	"Kto był obecny": "matka\ndzieci",
	"Wniosek": "przegląd planu",
}
HOSTILE = "<script>alert('x')</script> {{ 7*7 }} {% raw %} <b>gruby</b> & 1 < 2 😀"


@pytest.fixture
def family(site) -> str:
	name = make_family(members=CHILDREN).name
	assign(name)
	return name


@pytest.fixture
def template(site):
	return make_sheet_template()


# paper


def test_a_paper_has_every_question_with_its_answer(family, template):
	text = text_of(page_of(make_sheet(family, ANSWERS), PAPER))
	assert_in_order(
		[
			"KARTA BEZPIECZEŃSTWA DZIECI (PRÓBNA)",
			"Rodzina:",
			"Maria Testowa",
			"Data wypełnienia:",
			"Osoba wypełniająca:",
			"Dom",
			HOME,
			"tak",
			ROOM,
			"2,5",
			"03.11.2026",
			"Dzieci: Jan Testowy",
			SAFE,
			"sen, jedzenie, opieka",
			"dobrze (3 z 3)",
			"Dzieci: Ola Testowa",
			"źle (1 z 3)",
			"boi się <b>psa</b>",
			"Zdrowie",
			"poradnia",
			"Ustalenia",
			TASKS,
			"Zadanie",
			"Wykonano",
			"lekarz",
			"3.11",
			"szkoła",
			"przegląd planu",
			"data i podpis wypełniającego",
		],
		text,
	)


def test_a_paper_has_its_own_places_to_sign_and_words_above(family):
	questions = [{"question_text": "Jak było?"}]
	made = make_sheet_template(
		"Protokół próbny", questions, intro="Po wizycie.", signatures="asystent\nrodzic"
	)
	text = text_of(page_of(make_sheet(family, template=made.name), PAPER))
	assert_in_order(["PROTOKÓŁ PRÓBNY", "Po wizycie.", "Jak było?", "asystent", "rodzic"], text)
	assert "wypełniającego" not in text


def test_a_blank_sheet_has_room_for_the_pen(template):
	text = text_of(page_of(template, BLANK))
	assert_in_order(["KARTA BEZPIECZEŃSTWA", HOME, "….. tak", "….. nie", "Dzieci: (imię"], text)
	assert text.count("….. średnio") == 2
	assert "Zadanie" in text and "None" not in text


def test_hostile_text_is_printed_as_text(family):
	questions = [
		{"section": HOSTILE, "question_text": HOSTILE, "prompt": HOSTILE},
		{"question_text": "2?", "kind": "A Table", "choices": HOSTILE},
	]
	made = make_sheet_template("Zły arkusz", questions, intro=HOSTILE, signatures=HOSTILE)
	sheet = make_sheet(family, {HOSTILE: HOSTILE, "2?": HOSTILE}, template=made.name)
	for doc, paper in ((sheet, PAPER), (made, BLANK)):
		page = page_of(doc, paper)
		assert not page.select(".paper script, .paper b")
		assert one_line(HOSTILE) in text_of(page)


def test_a_reader_without_the_level_sees_that_something_is_withheld(family, template):
	sheet = make_sheet(family, ANSWERS)
	assign(family, "social_worker", "Social Worker")
	with acting_as(email("social_worker")):
		text = text_of(page_of(frappe.get_doc("Family Sheet", sheet.name), PAPER))
	assert WITHHELD in text and "poradnia" not in text and "przegląd planu" in text


def test_a_long_table_goes_on_with_its_head(family, template):
	rows = "\n".join(f"zadanie {number}\tmatka" for number in range(60))
	text = pdf_text(make_pdf([make_sheet(family, {TASKS: rows})], PAPER), "-layout")
	assert all(f"zadanie {number}" in text for number in range(60))
	assert text.count("Wykonano") >= 2


# what a new one begins with


def test_the_form_begins_with_the_questions_and_what_is_carried_on(family, template):
	submitted(make_sheet(family, ANSWERS))
	with acting_as(email("assistant")):
		begun = api.sheet_beginning(family, template.name, str(day()))
	answers = {
		row["question_text"]: row.get("answer") or row.get("sensitive_answer") for row in begun["rows"]
	}
	assert begun["sheet_title"] == template.name and begun["template_version"] == 1
	assert answers[TASKS] == "szkoła\tojciec" and answers[HEALTH] == "poradnia" and not answers[HOME]
	assert [row["person"] for row in begun["rows"] if row["question_text"] == SAFE] == [
		"Jan Testowy",
		"Ola Testowa",
	]


def test_a_stranger_begins_nothing(family, template):
	for user in ("stranger", "day_centre", "clerk"):
		with acting_as(email(user)), pytest.raises(frappe.PermissionError):
			api.sheet_beginning(family, template.name)


def test_the_sheet_of_a_visit_is_dated_by_hand_and_names_it(family):
	made = make_sheet_template("Protokół wizyty (próbny)", [{"question_text": "Co?"}], used_for="A Visit")
	visit = make_visit(family, visit_date=day(-2))
	sheet = make_sheet(family, template=made.name, visit=visit.name, sheet_date=day(-2))
	assert (sheet.used_for, sheet.visit) == ("A Visit", visit.name)


# deadlines


def clocked(**values):
	return make_sheet_template("Arkusz z terminem", [{"question_text": "Co?"}], **values)


def rows(family: str, clock: str | None = "Arkusz z terminem") -> list[tuple]:
	found = get_deadlines(Cases(family), clock)
	return [(row.clock, row.due, row.document, row.responsible) for row in found]


def test_the_first_one_is_due_from_the_first_day(family):
	clocked(first_after_days=14, interval_days=90)
	(row,) = rows(family)
	began = Cases(family).began[family]
	assert row == ("Arkusz z terminem", getdate(add_days(began, 14)), family, email("assistant"))


def test_the_next_one_is_due_from_the_last(family):
	made = clocked(first_after_days=14, interval_days=90)
	submitted(make_sheet(family, template=made.name, sheet_date=day(-30)))
	last = submitted(make_sheet(family, template=made.name, sheet_date=day(-10)))
	make_sheet(family, template=made.name)
	assert [row[1:3] for row in rows(family)] == [(getdate(day(80)), last.name)]


def test_without_days_there_is_no_deadline(family):
	made = clocked(first_after_days=14)
	submitted(make_sheet(family, template=made.name))
	assert rows(family) == []
	other = make_sheet_template("Bez terminu", [{"question_text": "Co?"}])
	assert other.name not in {row[0] for row in rows(family, None)}


def test_a_disabled_sheet_and_a_closed_case_have_none(family):
	made = clocked(interval_days=30)
	submitted(make_sheet(family, template=made.name, sheet_date=day(-3)))
	assert len(rows(family)) == 1
	made.update({"disabled": 1}).save()
	assert rows(family) == []
	made.update({"disabled": 0}).save()
	make_closed_case(family, closing_date=day(-1), monitoring_until=None)
	assert rows(family) == []


def test_who_is_to_fill_it_in(family):
	assign(family, "coordinator", "Coordinator")
	clocked(first_after_days=1, part="Coordinator")
	assert [row[3] for row in rows(family)] == [email("coordinator")]
	with acting_as(email("stranger")):
		assert [row for row in get_deadlines(clock="Arkusz z terminem") if row.family == family] == []


# two side by side


@pytest.fixture
def pair(family, template):
	earlier = submitted(make_sheet(family, ANSWERS, sheet_date=day(-90)))
	later = make_sheet(family)
	changed = {
		**ANSWERS,
		ROOM: "4",
		(SAFE, "Ola Testowa"): "średnio",
		(SEEN, "Ola Testowa"): "",
		TASKS: "nic",
	}
	return earlier, answered(later, changed)


def test_each_change_is_said_in_words(pair):
	lines = {
		(part.heading, line.label): (line.sign, line.words)
		for part in get_parts(*pair)
		for line in part.lines
	}
	assert lines["Dom", HOME] == ("", "bez zmian")
	assert lines["Dom", ROOM] == ("≠", "wyżej")
	assert lines["Dzieci: Ola Testowa", SAFE] == ("≠", "wyżej")
	assert lines["Dzieci: Ola Testowa", SEEN] == ("−", "ubyło")
	assert lines["Dzieci: Jan Testowy", SAFE] == ("", "bez zmian")
	assert lines["Ustalenia", TASKS] == ("≠", "zmiana")


def test_a_reworded_question_is_found_by_its_code(family, template):
	earlier = submitted(make_sheet(family, ANSWERS, sheet_date=day(-90)))
	template.questions[1].question_text = "Ile osób śpi w jednym pokoju?"
	template.save()
	later = answered(make_sheet(family), {"Ile osób śpi w jednym pokoju?": "2"})
	(line,) = [line for part in get_parts(earlier, later) for line in part.lines if "śpi" in str(line.label)]
	assert (str(line.label), line.words) == ("Ile osób śpi w jednym pokoju?", "niżej")


def test_the_page_shows_the_sheet_before(pair):
	earlier, later = pair
	with acting_as(email("assistant")):
		for asked in ((later.name, ""), (later.name, earlier.name), (earlier.name, later.name)):
			screen = api.sheet_comparison(*asked)
			text = one_line(frappe.utils.strip_html(screen["html"]))
			assert_in_order([earlier.name, later.name, ROOM, "2,5", "4", "wyżej"], text)
	alone = make_sheet_template("Jedyny arkusz", [{"question_text": "Co?"}])
	only = make_sheet(earlier.family, template=alone.name)
	assert api.sheet_comparison(only.name)["earlier"] is None


def test_sheets_of_two_families_or_templates_are_not_compared(pair, family):
	earlier, _later = pair
	foreign = make_sheet(make_family(members=CHILDREN).name)
	other = make_sheet(family, template=make_sheet_template("Inny arkusz", [{"question_text": "Co?"}]).name)
	for sheet in (foreign, other):
		with pytest.raises(SheetsNotAlikeError):
			api.sheet_comparison(earlier.name, sheet.name)


def test_a_comparison_withholds_what_its_reader_may_not_know(pair, family):
	assign(family, "social_worker", "Social Worker")
	with acting_as(email("social_worker")):
		html = api.sheet_comparison(pair[1].name)["html"]
	assert "poradnia" not in html and "przegląd planu" in html
	with acting_as(email("stranger")), pytest.raises(frappe.PermissionError):
		api.sheet_comparison(pair[1].name)


# the file


def test_a_submitted_sheet_is_in_the_control_pack(family, template):
	done, draft = submitted(make_sheet(family, ANSWERS)), make_sheet(family)
	papers = {paper.name: paper.forms for paper in get_papers(family, day(-1), day())}
	assert papers[done.name] == (PAPER,)
	assert draft.name not in papers


def test_no_sheet_is_begun_on_a_closed_case(family, template):
	make_closed_case(family, closing_date=day(-1), monitoring_until=None)
	with pytest.raises(CaseClosedError):
		make_sheet(family)


# a person's copy


def test_a_copy_has_the_persons_answers_and_those_about_the_family(family):
	questions = [
		{"question_text": "Nauka", "asked_of": "For Every Child"},
		{"question_text": "Co ustalono?"},
		{"question_text": "Leki", "is_sensitive": 1},
		{"question_text": "Notatka własna", "in_access_copy": 0},
	]
	made = make_sheet_template("Do kopii", questions)
	answers = {
		("Nauka", "Jan Testowy"): "czyta płynnie",
		("Nauka", "Ola Testowa"): "liczy do stu",
		"Co ustalono?": "spotkanie za tydzień",
		"Leki": "tajne leki",
		"Notatka własna": "tajna notatka",
	}
	make_sheet(family, answers, template=made.name)
	copy = make_access_copy(family, person="Jan Testowy")
	api.prepare_access_copy(copy.name)
	copy.reload()
	texts = {row.heading: row.text for row in copy.entries if row.source_doctype == "Family Sheet"}
	assert texts == {"Nauka": "czyta płynnie", "Co ustalono?": "spotkanie za tydzień"}
	assert not any(row.include for row in copy.entries if row.source_doctype == "Family Sheet")
