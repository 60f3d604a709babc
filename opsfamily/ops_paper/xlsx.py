"""The monthly card (F4) as a workbook, in the layout of the paper.

Dates and times are real ones, durations are parts of a day shown as hours, and the total is a formula.
"""

import re
from io import BytesIO
from textwrap import wrap

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from frappe.utils import get_time, getdate

from opsfamily.core.hours import MINUTES_A_DAY
from opsfamily.ops_paper.jinja import paper_office
from opsfamily.ops_paper.values import as_written, paper_month

TITLE = "Miesięczna karta czasu pracy asystenta rodziny"
LEAST_ROWS = 12
# Column → (head, width in characters); the hours of one column of the paper need two.
COLUMNS = {
	"A": ("Lp.", 5),
	"B": ("Data", 12),
	"C": ("Godzina od... do...", 8),
	"D": ("", 8),
	"E": ("Ilość godzin", 9),
	"F": ("miejsce spotkania", 34),
	"G": ("Podpis przedstawiciela rodziny", 26),
}
HEAD_ROW, LINE_HEIGHT = 8, 13
DATE, TIME, HOURS = "dd.mm.yyyy", "hh:mm", "[h]:mm"
SIGNED = "podpis złożony na ekranie"
PLAIN, BOLD = Font(name="Arial", size=10), Font(name="Arial", size=10, bold=True)
TITLE_FONT = Font(name="Arial", size=13, bold=True)
EDGE = Side(style="thin")
BOX = Border(left=EDGE, right=EDGE, top=EDGE, bottom=EDGE)
FORMULA_SIGNS = re.compile(r"[=+\-@\t\r]")


def timesheet_workbook(card) -> bytes:
	"""An Assistant Timesheet as an XLSX file. The caller has checked that the card may be printed."""
	book = Workbook()
	sheet = book.active
	sheet.title = "Karta czasu pracy"
	_write_heading(sheet, card)
	_write_head(sheet)
	contacts = [row for row in card.rows if row.on_timesheet]
	last = HEAD_ROW + max(len(contacts), LEAST_ROWS)
	_write_contacts(sheet, contacts, last)
	_write_total(sheet, last + 1)
	_write_signatures(sheet, last + 4)
	_set_up_page(sheet, last + 5)
	return _as_bytes(book)


def _write_heading(sheet: Worksheet, card) -> None:
	_write_text(sheet["A1"], paper_office().office_name)
	_write_text(sheet["A2"], TITLE, TITLE_FONT)
	labels = (
		("asystent rodziny", card.assistant_name),
		("rodzina – imię i nazwisko przedstawiciela", card.representative),
		("miesiąc", paper_month(card.month)),
	)
	for number, (label, value) in enumerate(labels, start=4):
		_write_text(sheet.cell(number, 1), label)
		_write_text(sheet.cell(number, 6), value)
		sheet.row_dimensions[number].height = 18
		_join(sheet, f"A{number}:E{number}")
		_join(sheet, f"F{number}:G{number}")


def _write_head(sheet: Worksheet) -> None:
	for column, (head, width) in COLUMNS.items():
		cell = sheet[f"{column}{HEAD_ROW}"]
		_write_text(cell, head, BOLD)
		cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
		sheet.column_dimensions[column].width = width
	_join(sheet, f"A{HEAD_ROW}:B{HEAD_ROW}", merge=False)
	_join(sheet, f"C{HEAD_ROW}:D{HEAD_ROW}")
	_join(sheet, f"E{HEAD_ROW}:G{HEAD_ROW}", merge=False)
	sheet.row_dimensions[HEAD_ROW].height = 32


def _write_contacts(sheet: Worksheet, contacts: list, last: int) -> None:
	for number in range(HEAD_ROW + 1, last + 1):
		_write_number(sheet.cell(number, 1), number - HEAD_ROW, "0")
		sheet.row_dimensions[number].height = 2 * LINE_HEIGHT
		_join(sheet, f"A{number}:G{number}", merge=False)
	for number, contact in enumerate(contacts, start=HEAD_ROW + 1):
		_write_contact(sheet, number, contact)


def _write_contact(sheet: Worksheet, number: int, contact) -> None:
	_write_number(sheet.cell(number, 2), getdate(contact.visit_date), DATE)
	_write_number(sheet.cell(number, 3), get_time(contact.from_time), TIME)
	_write_number(sheet.cell(number, 4), get_time(contact.to_time), TIME)
	_write_number(sheet.cell(number, 5), (contact.minutes or 0) / MINUTES_A_DAY, HOURS)
	texts = {"F": contact.place or "", "G": contact.signature_note or (SIGNED if contact.signed else "")}
	for column, text in texts.items():
		_write_text(sheet[f"{column}{number}"], text)
	lines = max(len(wrap(text, COLUMNS[column][1])) for column, text in texts.items())
	sheet.row_dimensions[number].height = LINE_HEIGHT * max(2, lines)


def _write_total(sheet: Worksheet, number: int) -> None:
	label, total = sheet.cell(number, 1), sheet.cell(number, 5)
	_write_text(label, "razem ilość godzin:")
	label.alignment = Alignment(horizontal="right", vertical="center")
	_write_number(total, f"=SUM(E{HEAD_ROW + 1}:E{number - 1})", HOURS)
	total.font = BOLD
	sheet.row_dimensions[number].height = 20
	_join(sheet, f"A{number}:D{number}")
	_join(sheet, f"E{number}:G{number}", merge=False)


def _write_signatures(sheet: Worksheet, number: int) -> None:
	for column, text in (("A", "Podpis asystenta rodziny"), ("F", "Akceptacja koordynatora")):
		_write_text(sheet[f"{column}{number}"], "." * 40)
		_write_text(sheet[f"{column}{number + 1}"], text)


def _set_up_page(sheet: Worksheet, last: int) -> None:
	sheet.print_area = f"A1:G{last}"
	sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
	sheet.freeze_panes = f"A{HEAD_ROW + 1}"
	sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
	sheet.page_setup.orientation = sheet.ORIENTATION_PORTRAIT
	sheet.sheet_properties.pageSetUpPr.fitToPage = True
	sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0


def _write_number(cell: Cell, value, number_format: str) -> None:
	cell.value, cell.number_format, cell.font = value, number_format, PLAIN
	cell.alignment = Alignment(horizontal="center", vertical="center")


def _write_text(cell: Cell, text: str | None, font: Font | None = None) -> None:
	"""A text that stays one, whatever it begins with, without characters that the file format forbids."""
	text = ILLEGAL_CHARACTERS_RE.sub("", as_written(text or ""))
	cell.value = text
	cell.data_type = "s"
	cell.font = font or PLAIN
	cell.quotePrefix = bool(FORMULA_SIGNS.match(text))
	cell.alignment = Alignment(vertical="center", wrap_text=cell.column > 5)


def _join(sheet: Worksheet, cells: str, merge: bool = True) -> None:
	"""Draw a box round each of the cells, and make one of them."""
	for row in sheet[cells]:
		for cell in row:
			cell.border = BOX
	if merge:
		sheet.merge_cells(cells)


def _as_bytes(book: Workbook) -> bytes:
	content = BytesIO()
	book.save(content)
	return content.getvalue()
