"""„Lista obecności”: filled, empty, over several pages; and the day centre of the demo case."""

import re

import pytest
from bs4 import BeautifulSoup

import frappe

from opsfamily.core.months import month_of
from opsfamily.ops_day_centre.report.day_centre_attendance.attendance import (
	get_attendance,
	get_attendance_html,
)
from opsfamily.ops_day_centre.report.day_centre_attendance.day_centre_attendance import execute
from opsfamily.ops_paper.together import make_sheet_pdf
from opsfamily.permissions.session import acting_as
from opsfamily.setup.demo import day_centre as demo_daycentre
from opsfamily.setup.demo.case import CASE_FILE, DemoCase, read
from opsfamily.tests.factories import day, make_family
from opsfamily.tests.make_daycentre import make_centre, make_enrolment, make_note
from tests.site.papers import assert_in_order, one_line, pdf_text, text_of

CENTRE = "Świetlica „Papier & Spółka”"
WORDING = ["LISTA OBECNOŚCI", CENTRE, "Lp.", "imię i nazwisko dziecka", "1", "28"]
FOOT = ["o – obecne; n – nieobecne; u – usprawiedliwione", "wychowawca", "kierownik świetlicy"]


@pytest.fixture
def enrolment(site):
	members = [{"full_name": "Jan Testowy"}, {"full_name": "=1+1 <i>x</i>"}]
	family = make_family(members=members).name
	make_centre(CENTRE)
	make_enrolment(family, child="=1+1 <i>x</i>", centre=CENTRE)
	return make_enrolment(family, centre=CENTRE, from_date=day(-60))


def month() -> str:
	return month_of(day(-1))


def page(blank: bool = False) -> BeautifulSoup:
	html = get_attendance_html(get_attendance(month(), CENTRE), month(), CENTRE, blank)
	return BeautifulSoup(html, "html5lib").select_one(".paper")


def test_the_list_has_its_marks_and_sums(enrolment):
	make_note(enrolment)
	sheet = page()
	assert not sheet.select("b, i, script")
	cells = [
		[cell.get_text() for cell in row.select("td")]
		for row in sheet.select("tr")
		if row.select("td.sheet-name")
	]
	jan = next(row for row in cells if row[1] == "Jan Testowy")
	assert jan[1 + day(-1).day] == "o" and jan[-3:] == ["1", "0", "0"]
	assert cells[-1][1] == "razem obecnych" and cells[-1][-3] == "1"
	text = text_of(sheet)
	assert_in_order([*WORDING, "=1+1 <i>x</i>", "Jan Testowy", "razem obecnych", *FOOT], text)


def test_the_empty_list_has_the_names_alone(enrolment):
	make_note(enrolment)
	sheet = page(blank=True)
	rows = [row for row in sheet.select("tr") if row.select("td.sheet-name")]
	assert [row.select("td")[1].get_text() for row in rows] == ["=1+1 <i>x</i>", "Jan Testowy", "", "", ""]
	assert all(not cell.get_text() for row in rows for cell in row.select("td")[2:])
	assert_in_order([*WORDING, *FOOT], text_of(sheet))


def test_a_centre_without_children_gets_lines_to_write_on(site):
	make_centre(CENTRE)
	assert len(page(blank=True).select("td.sheet-name")) == 16


def test_the_pdf_lies_across_and_each_page_has_its_head(site):
	members = [{"full_name": f"Dziecko {number:02}"} for number in range(45)]
	family = make_family(members=members).name
	for member in members:
		make_enrolment(family, child=member["full_name"], centre=CENTRE)
	html = get_attendance_html(get_attendance(month(), CENTRE), month(), CENTRE)
	pdf = make_sheet_pdf(html, "Lista obecności", landscape=True)
	pages = [one_line(text) for text in pdf_text(pdf, "-layout").split("\f") if text.strip()]
	assert len(pages) >= 2
	assert all("imię i nazwisko dziecka" in text for text in pages if "Dziecko" in text)
	assert re.search(rb"/MediaBox ?\[ ?0 0 84[12]", pdf)


def test_the_report_says_the_same(enrolment):
	make_note(enrolment)
	make_note(enrolment, day=day(-2), presence="Excused")
	columns, rows = execute({"month": month(), "centre": CENTRE})
	assert columns[0]["label"] == "Dziecko"
	jan = next(row for row in rows if row["child"] == "Jan Testowy")
	assert (jan[f"day_{day(-1).day}"], jan["present"]) == ("o", 1)
	assert rows[-1]["child"] == "Łącznie obecnych" and rows[-1]["present"] == 1
	assert execute({"month": "2020-01", "centre": CENTRE})[1] == []


# the demo case


def test_the_demo_has_a_fortnight_of_notes(demo):
	notes = frappe.get_all(
		"Day Centre Note",
		filters={"enrolment": demo["Day Centre Enrolment"]},
		fields=["day", "presence", "alarm", "owner"],
		order_by="day",
	)
	assert len(notes) == 9
	assert [str(note.day) for note in notes if note.presence == "Absent"] == ["2026-11-13"]
	assert [str(note.day) for note in notes if note.alarm] == ["2026-11-17"]
	assert {note.owner.partition("@")[0] for note in notes} == {"day.centre"}


def test_the_demo_may_be_run_again(demo):
	before = frappe.db.count("Day Centre Note"), frappe.db.count("Notification Log")
	case = DemoCase(read(CASE_FILE))
	case.documents.update(demo)
	for user, step in demo_daycentre.STEPS:
		with acting_as(case.get_email(user)):
			step(case)
	assert (frappe.db.count("Day Centre Note"), frappe.db.count("Notification Log")) == before
