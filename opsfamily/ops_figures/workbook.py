"""A section's report as a workbook: the sheet from which it is copied into the ministry's application."""

from __future__ import annotations

from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from opsfamily.core.figures.register import AMOUNT, MINUTES, NUMBER
from opsfamily.core.formulas import is_formula
from opsfamily.core.hours import MINUTES_A_DAY
from opsfamily.ops_figures.comparing import REPORT, get_beside
from opsfamily.ops_figures.computing import COMPUTED, TYPED, get_value
from opsfamily.ops_figures.paper import paper_published_groups, require_published
from opsfamily.ops_paper.downloads import send_file
from opsfamily.ops_paper.jinja import paper_office
from opsfamily.ops_paper.values import as_written, paper_date
from opsfamily.permissions.access_log import write_line
from opsfamily.permissions.documents import get_permitted

KINDS = {
	"Half-Year Report": "Sprawozdanie półroczne",
	"Yearly Report": "Sprawozdanie roczne",
	"Report of Another Period": "Sprawozdanie",
}
PUBLISHED = "wersja do publikacji"
HIDDEN_NOTE = "• – liczba od 1 do 4 albo liczba, z której można by ją obliczyć"
HEADS = ("Kod", "Wiersz", "Wartość", "Obliczono", "Powód zmiany wartości obliczonej", "Źródło")
WIDTHS = (10, 62, 16, 14, 30, 24)
FORMATS = {NUMBER: "#,##0", MINUTES: "[h]:mm", AMOUNT: '#,##0.00 "zł"'}
DECIMAL_FORMAT = "#,##0.0"
PLAIN, BOLD = Font(name="Arial", size=10), Font(name="Arial", size=10, bold=True)
EDGE = Side(style="thin")
BOX = Border(left=EDGE, right=EDGE, top=EDGE, bottom=EDGE)
WRAPPED = Alignment(vertical="top", wrap_text=True)


def send_xlsx(name: str, published: bool = False) -> None:
	"""Answer with a report, or its publication copy, as XLSX, and log the download like a print."""
	report = get_permitted(REPORT, name, "read")
	report.check_permission("print")
	write_line(doctype=report.doctype, document=report.name, file_type="XLSX", method="Print")
	make = make_published_workbook if published else make_workbook
	send_file("download", f"{report.name}.xlsx", make(report))


def make_workbook(report) -> bytes:
	"""Return the report as an XLSX file: numbers are numbers, hours parts of a day, texts stay texts."""
	book = Workbook()
	sheet, beside = book.active, get_beside(report)
	add_heading(sheet, get_heading(report))
	add_table(sheet, report, beside)
	add_texts(sheet, report)
	set_up_page(sheet, len(beside))
	return to_bytes(book)


def make_published_workbook(report) -> bytes:
	"""Return the publication copy as an XLSX file: texts only, so that nothing hidden is in it."""
	require_published(report)
	book = Workbook()
	sheet = book.active
	add_heading(sheet, [*get_heading(report)[:2], PUBLISHED, HIDDEN_NOTE])
	for group in paper_published_groups(report):
		number = sheet.max_row + 2
		write_text(sheet.cell(number, 1), group["name"], BOLD)
		for line in group["rows"]:
			number += 1
			for column, text in enumerate(line, start=1):
				write_text(sheet.cell(number, column), text, border=BOX)
	add_texts(sheet, report)
	set_up_page(sheet, 0)
	return to_bytes(book)


def add_heading(sheet: Worksheet, lines: list[str]) -> None:
	sheet.title = "Sprawozdanie"
	for number, line in enumerate(lines, start=1):
		write_text(sheet.cell(number, 1), line)


def to_bytes(book: Workbook) -> bytes:
	content = BytesIO()
	book.save(content)
	return content.getvalue()


def get_heading(report) -> list[str]:
	"""Return the lines above the table: office, kind, period, version, sending, confirmation."""
	period = f"za okres od {paper_date(report.from_date)} do {paper_date(report.to_date)}"
	lines = [paper_office().office_name or "", f"{KINDS[report.report_kind]} {period}"]
	version = f"korekta nr {report.correction_number}" if report.correction_number else "wersja pierwotna"
	lines.append(f"{report.name}, {version}, szablon: {report.template}, wersja {report.template_version}")
	if report.sent_on:
		lines.append(
			f"wysłano {paper_date(report.sent_on)}: {report.sent_by_name}; suma kontrolna {report.checksum}"
		)
	else:
		lines.append("wersja robocza")
	if report.confirmation_number:
		lines.append(f"numer potwierdzenia: {report.confirmation_number}")
	return lines


def add_table(sheet: Worksheet, report, beside: list[tuple[str, dict]]) -> None:
	"""Add the head and a line for every row, with a line above each part of the report."""
	number = sheet.max_row + 2
	for column, head in enumerate((*HEADS, *(heading for heading, _values in beside)), start=1):
		write_text(sheet.cell(number, column), head, BOLD, BOX)
	sheet.freeze_panes = f"A{number + 1}"
	sheet.print_title_rows = f"{number}:{number}"
	group = None
	for row in report.rows:
		if row.row_group != group:
			group, number = row.row_group, number + 1
			write_text(sheet.cell(number, 1), group, BOLD)
		number += 1
		add_row(sheet, number, row, [values.get(row.code) for _heading, values in beside])


def add_row(sheet: Worksheet, number: int, row, beside: list) -> None:
	is_typed_over = row.kind != TYPED and row.typed
	computed = row.computed if row.kind == COMPUTED and not row.is_empty else None
	for column, text in (
		(1, row.code),
		(2, row.label),
		(5, row.reason if is_typed_over else ""),
		(6, row.source),
	):
		write_text(sheet.cell(number, column), text, border=BOX)
	for column, value in ((3, get_value(row)), (4, computed), *enumerate(beside, start=len(HEADS) + 1)):
		write_value(sheet.cell(number, column), value, row.unit)


def write_value(cell: Cell, value: float | str | None, unit: str) -> None:
	"""Write a number in its unit, or a text."""
	if isinstance(value, str):
		write_text(cell, value, border=BOX)
		return
	cell.font, cell.border, cell.alignment = PLAIN, BOX, Alignment(vertical="top")
	if value is not None:
		cell.value = value / MINUTES_A_DAY if unit == MINUTES else value
		cell.number_format = FORMATS.get(unit, DECIMAL_FORMAT)


def write_text(cell: Cell, text: str | None, font: Font = PLAIN, border: Border | None = None) -> None:
	"""Write a text that stays one, whatever it begins with, as it was typed."""
	clean = ILLEGAL_CHARACTERS_RE.sub("", as_written(text or ""))
	cell.value, cell.data_type, cell.quotePrefix = clean, "s", is_formula(clean)
	cell.font, cell.alignment = font, WRAPPED if border else Alignment(vertical="top")
	if border:
		cell.border = border


def add_texts(sheet: Worksheet, report) -> None:
	"""Add the texts for the council below the table."""
	texts = (("Opis dla rady", report.council_text), ("Potrzeby na rok następny", report.needs_next_year))
	number = sheet.max_row + 2
	for heading, text in texts:
		if text:
			write_text(sheet.cell(number, 1), heading, BOLD)
			write_text(sheet.cell(number + 1, 2), text, border=BOX)
			number += 3


def set_up_page(sheet: Worksheet, beside: int) -> None:
	for column, width in enumerate((*WIDTHS, *[16] * beside)):
		sheet.column_dimensions[chr(ord("A") + column)].width = width
	sheet.page_setup.paperSize, sheet.page_setup.orientation = "9", "landscape"
	sheet.sheet_properties.pageSetUpPr.fitToPage = True
	sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
