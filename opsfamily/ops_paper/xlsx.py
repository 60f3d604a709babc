"""The monthly card (F4) as a workbook, in the layout of the paper.

Dates and times are real ones, durations are parts of a day shown as hours, and the total is a formula. The sheet
is written as a stream with one cell per column, which keeps its style in all rows: looking up the style of every
cell took most of the time.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import chain, repeat
from textwrap import wrap
from typing import TYPE_CHECKING, NamedTuple

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from frappe import _
from frappe.utils import get_time, getdate

from opsfamily.core.formulas import is_formula
from opsfamily.core.hours import MINUTES_A_DAY
from opsfamily.core.timesheet import attempt_minutes
from opsfamily.ops_paper.custom_fields import get_plain_value, paper_custom_columns
from opsfamily.ops_paper.jinja import paper_office
from opsfamily.ops_paper.values import as_written, paper_month

if TYPE_CHECKING:
	from openpyxl.worksheet._write_only import WriteOnlyWorksheet

TITLE = "Miesięczna karta czasu pracy asystenta rodziny"
LEAST_ROWS = 12
# Column → (head, width in characters); the paper's one column of hours becomes two.
COLUMNS = {
	"A": ("Lp.", 5),
	"B": ("Data", 12),
	"C": ("Godzina od... do...", 8),
	"D": ("", 8),
	"E": ("Ilość godzin", 9),
	"F": ("miejsce spotkania", 34),
	"G": ("Podpis przedstawiciela rodziny", 26),
}
# Of a column that the office added to the rows; they stand after those of the paper.
ADDED_WIDTH = 18
WIDTHS = (COLUMNS["F"][1], COLUMNS["G"][1])
HEAD_ROW, LINE_HEIGHT, PLAIN_HEIGHT = 8, 13, 15
DATE, TIME, HOURS = "dd.mm.yyyy", "hh:mm", "[h]:mm"
SIGNED = "podpis złożony na ekranie"
ATTEMPTS = "w tym próby kontaktu:"
PLAIN, BOLD = Font(name="Arial", size=10), Font(name="Arial", size=10, bold=True)
TITLE_FONT = Font(name="Arial", size=13, bold=True)
EDGE = Side(style="thin")
BOX = Border(left=EDGE, right=EDGE, top=EDGE, bottom=EDGE)
MIDDLE = Alignment(vertical="center")
CENTRED = Alignment(horizontal="center", vertical="center")
WRAPPED = Alignment(vertical="center", wrap_text=True)
HEAD = Alignment(horizontal="center", vertical="center", wrap_text=True)


class StreamedCell(Cell):
	"""A cell that is written in many rows, with its style looked up once."""

	__slots__ = ("known_style",)

	@property
	def style_id(self) -> int:
		return self.known_style


class Texts(NamedTuple):
	"""The two cells of a column of texts: `quoted` is for texts that would be read as a formula."""

	plain: StreamedCell
	quoted: StreamedCell


def make_timesheet_workbook(card) -> bytes:
	"""Return an Assistant Timesheet as an XLSX file. The caller has checked that the card may be printed."""
	book = Workbook(write_only=True)
	sheet = book.create_sheet("Karta czasu pracy")
	contacts = [row for row in card.rows if row.on_timesheet]
	added = paper_custom_columns(card, "rows")
	attempts = attempt_minutes(card.rows)
	last = HEAD_ROW + max(len(contacts), LEAST_ROWS)
	# In a stream the sheet's settings come before its rows.
	_set_up_page(sheet, last + 5, len(added))
	_set_heights(sheet, last)
	_merge_cells(sheet, last, bool(attempts))
	for rows in (
		_make_heading(sheet, card, [_(df.label, "pl") for df in added]),
		_make_contact_rows(sheet, contacts, added),
		_make_foot(sheet, last + 1, attempts),
	):
		for row in rows:
			sheet.append(row)
	return _to_bytes(book)


def _make_heading(sheet: WriteOnlyWorksheet, card, added: list[str]) -> Iterator[list]:
	"""Yield the rows down to the head of the table."""
	yield [_make_text(sheet, paper_office().office_name)]
	yield [_make_text(sheet, TITLE, TITLE_FONT)]
	yield []
	labels = (
		("asystent rodziny", card.assistant_name),
		("rodzina – imię i nazwisko przedstawiciela", card.representative),
		("miesiąc", paper_month(card.month)),
	)
	for label, value in labels:
		label_cell = _make_text(sheet, label, border=BOX)
		value_cell = _make_text(sheet, value, alignment=WRAPPED, border=BOX)
		yield [label_cell, *_make_boxes(sheet, 4), value_cell, *_make_boxes(sheet, 1)]
	yield []
	heads = [*(head for head, _width in COLUMNS.values()), *added]
	yield [_make_text(sheet, head, BOLD, HEAD, BOX) for head in heads]


def _make_contact_rows(sheet: WriteOnlyWorksheet, contacts: list, added: list) -> Iterator[list]:
	"""Yield a row for every contact, and numbered empty ones up to LEAST_ROWS."""
	number, day, begin, end, hours = (
		_make_cell(sheet, PLAIN, CENTRED, BOX, number_format)
		for number_format in ("0", DATE, TIME, TIME, HOURS)
	)
	columns = [_make_texts(sheet) for _column in (*WIDTHS, *added)]
	for count, contact in enumerate(contacts, start=1):
		number.value, day.value = count, getdate(contact.visit_date)
		begin.value, end.value = get_time(contact.from_time), get_time(contact.to_time)
		hours.value = (contact.minutes or 0) / MINUTES_A_DAY
		typed = (get_plain_value(contact, df) for df in added)
		texts = [_clean(text) for text in (contact.place, _get_signature(contact), *typed)]
		_fit_height(sheet, HEAD_ROW + count, texts)
		yield [number, day, begin, end, hours, *map(_fill, columns, texts)]
	for count in range(len(contacts) + 1, LEAST_ROWS + 1):
		number.value = count
		yield [number, *_make_boxes(sheet, 6 + len(added))]


def _make_attempts_row(sheet: WriteOnlyWorksheet, minutes: int) -> list:
	"""Return the subtotal of the attempted contacts, which are part of the total."""
	to_the_right = Alignment(horizontal="right", vertical="center")
	hours = _make_cell(sheet, PLAIN, CENTRED, BOX, HOURS)
	hours.value = minutes / MINUTES_A_DAY
	label = _make_text(sheet, ATTEMPTS, PLAIN, to_the_right, BOX)
	return [label, *_make_boxes(sheet, 3), hours]


def _make_foot(sheet: WriteOnlyWorksheet, number: int, attempts: int) -> Iterator[list]:
	"""Yield the total, the subtotal of attempts (minutes) and the places for the signatures."""
	to_the_right = Alignment(horizontal="right", vertical="center")
	total = _make_cell(sheet, BOLD, CENTRED, BOX, HOURS)
	total.value = f"=SUM(E{HEAD_ROW + 1}:E{number - 1})"
	label = _make_text(sheet, "razem ilość godzin:", PLAIN, to_the_right, BOX)
	yield [label, *_make_boxes(sheet, 3), total, *_make_boxes(sheet, 2)]
	yield _make_attempts_row(sheet, attempts) if attempts else []
	yield []
	for left, right in (("." * 40, "." * 40), ("Podpis asystenta rodziny", "Akceptacja koordynatora")):
		yield [_make_text(sheet, left), *[None] * 4, _make_text(sheet, right, alignment=WRAPPED)]


def _get_signature(contact) -> str:
	return contact.signature_note or (SIGNED if contact.signed else "")


def _set_up_page(sheet: WriteOnlyWorksheet, last: int, added: int) -> None:
	widths = [*(width for _head, width in COLUMNS.values()), *[ADDED_WIDTH] * added]
	for number, width in enumerate(widths, start=1):
		sheet.column_dimensions[get_column_letter(number)].width = width
	sheet.print_area = f"A1:{get_column_letter(len(widths))}{last}"
	sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
	sheet.freeze_panes = f"A{HEAD_ROW + 1}"
	sheet.page_setup.paperSize, sheet.page_setup.orientation = "9", "portrait"
	sheet.sheet_properties.pageSetUpPr.fitToPage = True
	sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0


def _set_heights(sheet: WriteOnlyWorksheet, last: int) -> None:
	"""Set the default height to two lines, and the heights of the rows around the table."""
	sheet.sheet_format.defaultRowHeight, sheet.sheet_format.customHeight = 2 * LINE_HEIGHT, True
	around = dict.fromkeys((1, 3, 7, last + 2, last + 3, last + 4, last + 5), PLAIN_HEIGHT)
	for number, height in {**around, 2: 18, 4: 18, 5: 18, 6: 18, HEAD_ROW: 32, last + 1: 20}.items():
		sheet.row_dimensions[number].height = height


def _merge_cells(sheet: WriteOnlyWorksheet, last: int, has_attempts: bool) -> None:
	joined = [f"{columns[0]}{row}:{columns[1]}{row}" for row in (4, 5, 6) for columns in ("AE", "FG")]
	if has_attempts:
		joined.append(f"A{last + 2}:D{last + 2}")
	for cells in (*joined, f"C{HEAD_ROW}:D{HEAD_ROW}", f"A{last + 1}:D{last + 1}"):
		sheet.merged_cells.add(cells)


def _fit_height(sheet: WriteOnlyWorksheet, number: int, texts: list[str]) -> None:
	lines = max(map(_count_lines, texts, chain(WIDTHS, repeat(ADDED_WIDTH))))
	if lines > 2:
		sheet.row_dimensions[number].height = LINE_HEIGHT * lines


def _count_lines(text: str, width: int) -> int:
	return 1 if len(text) <= width else len(wrap(text, width))


def _make_cell(
	sheet: WriteOnlyWorksheet,
	font: Font,
	alignment: Alignment,
	border: Border | None = None,
	number_format: str | None = None,
	quoted: bool = False,
) -> StreamedCell:
	cell = StreamedCell(sheet, row=1, column=1)
	cell.font, cell.alignment, cell.quotePrefix = font, alignment, quoted
	if border:
		cell.border = border
	if number_format:
		cell.number_format = number_format
	cell.known_style = Cell.style_id.fget(cell)
	return cell


def _make_boxes(sheet: WriteOnlyWorksheet, count: int) -> list[StreamedCell]:
	"""Return empty cells of the table."""
	return [_make_cell(sheet, PLAIN, CENTRED, BOX)] * count


def _make_texts(sheet: WriteOnlyWorksheet) -> Texts:
	return Texts(*(_make_cell(sheet, PLAIN, WRAPPED, BOX, quoted=quoted) for quoted in (False, True)))


def _fill(texts: Texts, text: str) -> StreamedCell:
	return _set_text(texts.quoted if is_formula(text) else texts.plain, text)


def _make_text(
	sheet: WriteOnlyWorksheet,
	text: str | None,
	font: Font = PLAIN,
	alignment: Alignment = MIDDLE,
	border: Border | None = None,
) -> StreamedCell:
	clean = _clean(text)
	quoted = is_formula(clean)
	return _set_text(_make_cell(sheet, font, alignment, border, quoted=quoted), clean)


def _set_text(cell: StreamedCell, text: str) -> StreamedCell:
	"""Write a text that stays one, whatever it begins with."""
	cell.value, cell.data_type = text, "s"
	return cell


def _clean(text: str | None) -> str:
	"""Return the text as it was typed, without characters that the file format forbids."""
	return ILLEGAL_CHARACTERS_RE.sub("", as_written(text or ""))


def _to_bytes(book: Workbook) -> bytes:
	content = BytesIO()
	book.save(content)
	return content.getvalue()
