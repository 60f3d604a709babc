"""„Lista obecności”, „Rozkład zajęć świetlicy”, „Zasady świetlicy”: filled, empty; and the day centre of the demo case."""

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
from opsfamily.ops_paper.together import make_blank_pdf, make_pdf, make_sheet_pdf
from opsfamily.permissions.session import acting_as
from opsfamily.setup.demo import day_centre as demo_daycentre
from opsfamily.setup.demo.case import CASE_FILE, DemoCase, read
from opsfamily.tests.factories import day, fresh, make_family
from opsfamily.tests.make_daycentre import make_centre, make_enrolment, make_note
from tests.site.papers import assert_in_order, one_line, page_of, pdf_text, text_of
from tests.site.test_papers import HOSTILE

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


def test_closed_days_are_grey_on_the_list_and_dashes_in_the_report(enrolment):
	"""11 November 2025 is a Tuesday and a public holiday, whatever the timetable says."""
	centre = frappe.get_doc("Day Centre", CENTRE)
	for weekday in ("Tuesday", "Wednesday"):
		centre.append("timetable", {"weekday": weekday, "activity": "konkurs"})
	centre.append("breaks", {"break_name": "x", "from_date": "2025-11-25", "until_date": "2025-11-25"})
	centre.breaks[0].is_closed = 1
	centre.save()
	enrolment.update({"from_date": "2025-10-01"}).save()
	html = get_attendance_html(get_attendance("2025-11", CENTRE), "2025-11", CENTRE)
	head = BeautifulSoup(html, "html5lib").select(".sheet-head th")
	grey = [int(cell.get_text()) for cell in head if "sheet-off" in cell.get("class", ())]
	open_days = {4, 5, 12, 18, 19, 26}
	assert set(grey) == set(range(1, 31)) - open_days
	[jan] = [
		row for row in execute({"month": "2025-11", "centre": CENTRE})[1] if row["child"] == "Jan Testowy"
	]
	assert {number for number in range(1, 31) if not jan[f"day_{number}"]} == open_days
	assert jan["day_11"] == "–"


def test_the_list_of_one_group(enrolment):
	centre = frappe.get_doc("Day Centre", CENTRE)
	centre.append("children_groups", {"group_name": "Starsi"})
	centre.save()
	enrolment.update({"children_group": "Starsi"}).save()
	table = get_attendance(month(), CENTRE, "Starsi")
	assert [line.enrolled.child for line in table.lines] == ["Jan Testowy"]
	assert f"{CENTRE}, Starsi," in one_line(
		BeautifulSoup(get_attendance_html(table, month(), CENTRE, group="Starsi"), "html5lib").get_text()
	)


# timetable and house rules

TIMETABLE, RULES = "Rozkład zajęć świetlicy", "Zasady świetlicy"
TIMETABLE_WORDING = """ROZKŁAD ZAJĘĆ ŚWIETLICY | placówka wsparcia dziennego | adres | telefon | liczba miejsc
	| kierownik świetlicy | W OKRESIE NAUKI | dzień | godziny | zajęcia | grupa | W OKRESIE FERII I WAKACJI
	| FERIE, WAKACJE I DNI WOLNE | W dni ustawowo wolne od pracy świetlica jest nieczynna."""
RULES_WORDING = """ZASADY OBOWIĄZUJĄCE W ŚWIETLICY | świetlica | imię i nazwisko dziecka | grupa | uczęszcza od dnia
	| ZASADY | Lp. | zasada | Znam zasady świetlicy i będę ich przestrzegać. | podpis dziecka
	| podpis rodzica (opiekuna) | kierownik świetlicy"""


def furnish(word: str = "Starsi"):
	"""A centre with everything of its own, this word in every text."""
	centre = frappe.get_doc("Day Centre", make_centre(CENTRE))
	centre.update({"address": word, "phone": word, "places": 15, "house_rules": f"Mówimy prawdę.\n{word}"})
	centre.append("children_groups", {"group_name": word})
	hours = {"from_time": "13:00:00", "to_time": "14:30:00"}
	for season in ("Term Time", "Holidays"):
		row = {"season": season, "activity": "konkurs", "children_group": word}
		centre.append("timetable", {**row, "weekday": "Tuesday", **hours})
		centre.append("timetable", row)
	centre.append("breaks", {"break_name": word, "from_date": "2027-02-01", "until_date": "2027-02-14"})
	return centre.save()


def test_the_timetable_prints_term_holidays_and_what_has_no_fixed_day(site):
	text = text_of(page_of(furnish(), TIMETABLE))
	assert_in_order([one_line(piece) for piece in TIMETABLE_WORDING.split("|")], text)
	assert text.count("wtorek") == 2 and text.count("13:00–14:30") == 2
	assert "01.02.2027 – 14.02.2027" in text and "według rozkładu ferii i wakacji" in text
	assert "konkurs (Starsi)" in text


@pytest.mark.parametrize(
	("doctype", "paper", "wording"),
	[("Day Centre", TIMETABLE, TIMETABLE_WORDING), ("Day Centre Enrolment", RULES, RULES_WORDING)],
)
def test_a_blank_paper_has_lines_to_write_on(site, doctype, paper, wording):
	text = one_line(pdf_text(make_blank_pdf(doctype, paper)))
	for piece in wording.split("|"):
		assert one_line(piece) in text, piece
	assert "None" not in text


def test_the_house_rules_print_for_a_child_to_sign(site):
	furnish()
	enrolment = make_enrolment(make_family().name, centre=CENTRE, children_group="Starsi")
	text = text_of(page_of(enrolment, RULES))
	assert_in_order([one_line(piece) for piece in RULES_WORDING.split("|")], text)
	assert_in_order([CENTRE, "Jan Testowy", "Starsi", "1", "Mówimy prawdę.", "2", "Starsi"], text)


def test_hostile_text_on_both_is_printed_as_text(site):
	centre = furnish(HOSTILE)
	page = page_of(fresh(centre), TIMETABLE)
	assert not page.select("script, b")
	assert text_of(page).count(HOSTILE) == 7
	enrolment = make_enrolment(
		make_family().name, centre=CENTRE, children_group=fresh(centre).children_groups[0].group_name
	)
	page = page_of(enrolment, RULES)
	assert not page.select("script, b")
	assert text_of(page).count(HOSTILE) == 2
	assert "alert('x')" in pdf_text(make_pdf([enrolment], RULES))


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
