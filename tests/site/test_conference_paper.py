"""The minutes of a conference on paper, filled and blank."""

import pytest

import frappe
from frappe.permissions import update_permission_property

from opsfamily.ops_paper.together import make_blank_pdf
from opsfamily.permissions.session import acting_as
from opsfamily.tests.factories import assign, day, email, make_family, make_running_schedule
from opsfamily.tests.make_conference import decision, make_conference, make_held, make_planned
from tests.site.papers import assert_in_order, one_line, page_of, pdf_text, text_of

pytestmark = pytest.mark.usefixtures("nothing_is_committed")

PAPER, DOCTYPE = "Protokół spotkania", "Case Conference"
WORDING = """PROTOKÓŁ SPOTKANIA OSÓB PROWADZĄCYCH | rodzina – imię i nazwisko przedstawiciela | data i godziny
	| miejsce | zwołujący | powód spotkania | Lista obecności: | Lp. | Imię i nazwisko | Podmiot, rola | Obecność | Podpis
	| Omówiono i stwierdzono: | Ustalenia: | Lp. | Ustalenie | Kto | W terminie
	| podpis prowadzącego spotkanie | data i podpis sporządzającego protokół"""
HOSTILE = "<script>alert('x')</script> {{ 7*7 }} {% raw %} <b>gruby</b> & 1 < 2 😀"
PEOPLE = [
	{"user": email("assistant"), "attended": 1},
	{"full_name": "Zofia Szkolna", "body": "SP nr 2", "attended": 1},
	{"full_name": "Piotr Kurator", "body": "kurator sądowy"},
]


@pytest.fixture
def family(site) -> str:
	name = make_family().name
	assign(name)
	return name


def wording() -> list[str]:
	return [one_line(piece) for piece in WORDING.split("|")]


def rows_of(page) -> list[list[str]]:
	return [[cell.get_text() for cell in row.select("td")] for row in page.select(".sheet-row tr")]


def test_the_blank_one(site):
	page = page_of(frappe.get_doc({"doctype": DOCTYPE}), PAPER)
	text = text_of(page)
	assert_in_order(wording(), text)
	for piece in ("Porządek spotkania:", "Następne spotkanie (data, godzina, miejsce):"):
		assert piece in text
	assert sum(len(row) == 5 for row in rows_of(page)) == 8
	assert "ANULOWANO" not in text


def test_its_pdf(site):
	text = one_line(pdf_text(make_blank_pdf(DOCTYPE, PAPER), "-raw"))
	assert "data i podpis sporządzającego protokół" in text


def test_the_filled_one(family):
	make_running_schedule(family)
	earlier = make_held(family, conference_date=day(-20), decisions=[decision(what="Zapisać do poradni.")])
	action = frappe.get_doc("Scheduled Action", {"conference": earlier.name})
	action.update({"outcome": "Partly Done", "remark": "termin w grudniu"}).save()
	held = make_held(
		family,
		people=PEOPLE,
		agenda="1. Szkoła",
		findings="Dzieci chodzą do szkoły.",
		sensitive_findings="Ojciec podjął terapię.",
		decisions=[decision(body="SP nr 2", until_date="2027-01-15")],
		next_date="2027-02-01",
		next_from_time="9:00",
		next_place="szkoła",
	)
	page = page_of(held, PAPER)
	text = text_of(page)
	assert_in_order(wording(), text)
	for piece in (
		held.name,
		"Maria Testowa",
		"10:00–11:30",
		"przegląd cykliczny",
		"1. Szkoła",
		"Wykonanie wcześniejszych ustaleń:",
		"Zapisać do poradni.",
		"wykonane",
		"termin w grudniu",
		"Dzieci chodzą do szkoły.",
		"Ojciec podjął terapię.",
		"15.01.2027",
		"1 lutego 2027 r., 09:00, szkoła",
	):
		assert piece.lower() in text.lower(), piece
	seen = {row[1]: row[3:] for row in rows_of(page) if len(row) == 5 and row[0].isdigit()}
	assert seen["Anna Asystentka"] == ["tak", ""]
	assert seen["Piotr Kurator"] == ["nie", "–"]


def test_a_planned_one_is_a_list_to_sign(family):
	page = page_of(make_planned(family), PAPER)
	seen = {row[1]: row[3:] for row in rows_of(page) if len(row) == 5}
	assert seen["Zofia Szkolna"] == ["", ""]
	assert "Wykonanie wcześniejszych ustaleń:" not in text_of(page)


@pytest.fixture
def narrowed(site):
	"""An office that takes the fields of level 1 from the consultants, by its Role Permission Manager."""
	update_permission_property(DOCTYPE, "Family Consultant", 1, "read", 0)
	yield
	frappe.db.rollback()
	frappe.clear_cache(doctype=DOCTYPE)


def test_who_may_not_read_of_violence_gets_it_on_no_paper(family, narrowed):
	assign(family, "working_consultant", "Psychologist")
	values = {"occasion": "podejrzenie przemocy domowej", "sensitive_findings": "pobicie"}
	held = make_held(family, **values)
	assert "podejrzenie przemocy domowej" in text_of(page_of(held, PAPER))
	with acting_as(email("working_consultant")):
		text = text_of(page_of(frappe.get_doc(DOCTYPE, held.name), PAPER))
	assert "sala nr 3" in text
	assert "powód spotkania" not in text
	assert "pobicie" not in text


def test_what_was_typed_is_text(family):
	rows = [{"full_name": HOSTILE, "body": HOSTILE, "attended": 1}]
	conference = make_conference(
		family,
		place=HOSTILE,
		agenda=HOSTILE,
		findings=HOSTILE,
		people=rows,
		decisions=[decision(what=HOSTILE)],
	)
	page = page_of(conference, PAPER)
	assert not page.select("script, b")
	text = text_of(page)
	assert "{{ 7*7 }}" in text
	assert "49" not in text


def test_many_people_and_decisions_flow_over_pages(family):
	people = [{"full_name": f"Osoba {number}", "body": "szkoła", "attended": 1} for number in range(40)]
	decisions = [decision(what=f"Decyzja {number} " + "słowo " * 40) for number in range(25)]
	held = make_held(family, people=people, decisions=decisions, findings="Długi tekst. " * 600)
	text = text_of(page_of(held, PAPER))
	assert "Osoba 39" in text
	assert "Decyzja 24" in text
