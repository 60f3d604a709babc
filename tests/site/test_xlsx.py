import csv
import shutil
import subprocess
from datetime import date, datetime, time
from io import BytesIO

import openpyxl
import pytest

import frappe

from opsfamily import api
from opsfamily.ops_paper.xlsx import make_timesheet_workbook
from opsfamily.tests.factories import assign, email, make_family, make_timesheet, make_visit
from tests.site.papers import DRAWN

pytestmark = pytest.mark.usefixtures("nothing_is_committed")

HEAD_ROW = 8
HOSTILE = ("=1+1", "+48 500", "-kuchnia", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")')


@pytest.fixture
def family():
	family = make_family()
	assign(family.name)
	return family


@pytest.fixture
def card(demo):
	return frappe.get_doc("Assistant Timesheet", demo["Assistant Timesheet"])


def sheet_of(card):
	return openpyxl.load_workbook(BytesIO(make_timesheet_workbook(card))).active


def total_row(sheet) -> int:
	return next(cell.row for cell in sheet["A"] if cell.value == "razem ilość godzin:")


def test_dates_times_and_durations_are_real(card):
	sheet = sheet_of(card)
	first = [cell.value for cell in sheet[HEAD_ROW + 1]]
	assert first[:4] == [1, datetime(2026, 10, 5), time(15), time(17)]
	assert sheet["B9"].is_date and sheet["B9"].value.date() == date(2026, 10, 5)
	assert sheet["E9"].number_format == "[h]:mm"
	assert sheet["C9"].number_format == "hh:mm"
	# An hour is a 24th of a day.
	assert first[4].total_seconds() == 2 * 3600


def test_the_total_is_a_formula_over_all_rows(card):
	sheet = sheet_of(card)
	row = total_row(sheet)
	assert row == HEAD_ROW + 13 + 1
	assert sheet.cell(row, 5).value == f"=SUM(E{HEAD_ROW + 1}:E{row - 1})"
	assert sheet.cell(row, 5).number_format == "[h]:mm"


def test_the_layout_is_the_papers(card):
	sheet = sheet_of(card)
	assert [sheet["A1"].value, sheet["A2"].value] == [
		"Ośrodek Pomocy Społecznej w Lipowej Górze",
		"Miesięczna karta czasu pracy asystenta rodziny",
	]
	assert [sheet["A4"].value, sheet["A5"].value, sheet["A6"].value] == [
		"asystent rodziny",
		"rodzina – imię i nazwisko przedstawiciela",
		"miesiąc",
	]
	assert sheet["F6"].value == "październik 2026"
	assert [cell.value for cell in sheet[HEAD_ROW]] == [
		"Lp.",
		"Data",
		"Godzina od... do...",
		None,
		"Ilość godzin",
		"miejsce spotkania",
		"Podpis przedstawiciela rodziny",
	]
	assert "rozmowa telefoniczna" not in [cell.value for cell in sheet["F"]]


def test_it_prints_on_a4_with_its_head_on_each_page(card):
	sheet = sheet_of(card)
	assert str(sheet.page_setup.paperSize) == sheet.PAPERSIZE_A4
	assert sheet.sheet_properties.pageSetUpPr.fitToPage
	assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
	assert sheet.print_title_rows == f"${HEAD_ROW}:${HEAD_ROW}"
	assert sheet.print_area.startswith("'Karta czasu pracy'!$A$1:$G$")
	assert all(sheet.column_dimensions[column].width > 4 for column in "ABCDEFG")


def test_twelve_numbered_rows_at_least(family):
	make_visit(family.name)
	sheet = sheet_of(make_timesheet(family.name))
	assert [sheet.cell(HEAD_ROW + number, 1).value for number in range(1, 13)] == list(range(1, 13))
	assert total_row(sheet) == HEAD_ROW + 13


def test_text_that_looks_like_a_formula_stays_text(family):
	for number, place in enumerate(HOSTILE, start=1):
		make_visit(family.name, visit_date=f"2026-10-{number:02d}", place=place)
	sheet = sheet_of(make_timesheet(family.name))
	for number, place in enumerate(HOSTILE, start=1):
		cell = sheet.cell(HEAD_ROW + number, 6)
		assert (cell.value, cell.data_type, cell.quotePrefix) == (place, "s", True)


def test_each_row_keeps_its_own_text_and_style(family):
	"""The cells of a column are written again and again: nothing of one row stands in the next."""
	long = ", ".join(["poradnia psychologiczno-pedagogiczna przy ulicy Długiej"] * 4)
	for number, place in enumerate(("=1+1", "dom", long, ""), start=1):
		make_visit(family.name, visit_date=f"2026-10-{number:02d}", place=place)
	sheet = sheet_of(make_timesheet(family.name))
	cells = [sheet.cell(HEAD_ROW + number, 6) for number in range(1, 14)]
	assert [cell.value for cell in cells[:5]] == ["=1+1", "dom", long, None, None]
	assert [bool(cell.quotePrefix) for cell in cells[:4]] == [True, False, False, False]
	boxes = [
		sheet.cell(HEAD_ROW + number, column).border.left.style for number in (1, 12, 13) for column in (1, 7)
	]
	assert boxes == ["thin"] * 6
	heights = [sheet.row_dimensions[HEAD_ROW + number].height for number in (2, 3)]
	assert heights[0] is None and heights[1] > sheet.sheet_format.defaultRowHeight == 26


def test_control_characters_do_not_break_the_file(family):
	make_visit(family.name, place="dom\x07 rodzinny\x00")
	assert sheet_of(make_timesheet(family.name)).cell(HEAD_ROW + 1, 6).value == "dom rodzinny"


def test_the_cell_says_how_the_visit_was_signed(family):
	make_visit(family.name, signature_mode="On Screen", signature=DRAWN, signed_by="Maria")
	make_visit(
		family.name,
		visit_date="2026-10-06",
		signature_mode="Signature Refused",
		refusal_reason="spieszyła się",
	)
	sheet = sheet_of(make_timesheet(family.name))
	assert sheet.cell(HEAD_ROW + 1, 7).value == "podpis złożony na ekranie"
	assert "spieszyła się" in sheet.cell(HEAD_ROW + 2, 7).value


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not on this machine")
def test_libreoffice_shows_the_right_total(card, tmp_path):
	(tmp_path / "karta.xlsx").write_bytes(make_timesheet_workbook(card))
	# UTF-8, values as they are shown.
	convert = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"]
	convert += ["--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,1045,false,true,true"]
	subprocess.run([*convert, "karta.xlsx"], cwd=tmp_path, check=True, capture_output=True, timeout=120)
	rows = list(csv.reader((tmp_path / "karta.csv").open(encoding="utf-8")))
	total = next(row for row in rows if row[0] == "razem ilość godzin:")
	assert total[4].startswith("25:15")
	assert rows[HEAD_ROW][5] == "mieszkanie rodziny"


def test_whoever_may_print_the_card_downloads_it(card, as_user):
	with as_user("assistant@lipowagora.example"):
		api.timesheet_xlsx(card.name)
	answer = frappe.local.response
	assert (answer.type, answer.filename) == ("download", f"{card.name}.xlsx")
	assert openpyxl.load_workbook(BytesIO(answer.filecontent)).active["F4"].value == "Anna Wierzbicka"
	logged = {"reference_document": card.name, "file_type": "XLSX", "user": "assistant@lipowagora.example"}
	assert frappe.db.exists("Access Log", logged)


def test_nobody_else_does(card, as_user):
	with as_user(email("stranger")), pytest.raises(frappe.PermissionError):
		api.timesheet_xlsx(card.name)


def test_attempts_have_a_subtotal_of_their_own(family):
	make_visit(family.name)
	make_visit(family.name, kind="nieobecność rodziny w domu", from_time="18:00", to_time="18:30")
	sheet = sheet_of(make_timesheet(family.name))
	below = total_row(sheet) + 1
	assert sheet.cell(below, 1).value == "w tym próby kontaktu:"
	assert sheet.cell(below, 5).value.total_seconds() == 30 * 60
	assert sheet.cell(HEAD_ROW + 2, 7).value == "próba kontaktu – bez podpisu"
	assert sheet.cell(below, 5).number_format == "[h]:mm"


def test_without_attempts_nothing_is_said_of_them(card):
	assert all(cell.value != "w tym próby kontaktu:" for cell in sheet_of(card)["A"])
