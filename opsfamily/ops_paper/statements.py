"""Statements of work (`core/statement.py`) as PDF and as XLSX."""

from __future__ import annotations

import re
from collections.abc import Iterable
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

import frappe
from frappe.utils import flt, getdate

from opsfamily.core import statement as core
from opsfamily.core.formulas import is_formula
from opsfamily.core.hours import MINUTES_A_DAY
from opsfamily.core.statement import Statement
from opsfamily.ops_paper.together import make_sheet_pdf
from opsfamily.ops_paper.values import as_written, paper_date, paper_decimal, paper_hours, paper_money

TEMPLATE = "opsfamily/templates/print_formats/statement.html"
# Of the name of a sheet in a workbook; numbers of equal names need room.
FORBIDDEN_IN_NAMES, LONGEST_NAME = re.compile(r"[][:*?/\\]"), 31
# Millimetres of the first page above the table besides the facts, and of one fact.
ABOVE, FACT = 26, 8
# The widths of a workbook's columns for one percent of the sheet.
CHARACTERS = 0.95
CENTRED = (core.DAY, core.MINUTES, core.NUMBER, core.MONEY, core.RATE)
FORMATS = {
	core.DAY: "dd.mm.yyyy",
	core.MINUTES: "[h]:mm",
	core.NUMBER: "0.0",
	core.MONEY: "#,##0.00",
	core.RATE: "0.0000",
}
PLAIN, BOLD = Font(name="Arial", size=10), Font(name="Arial", size=10, bold=True)
TITLE = Font(name="Arial", size=13, bold=True)
EDGE = Side(style="thin")
BOX = Border(left=EDGE, right=EDGE, top=EDGE, bottom=EDGE)
WRAPPED = Alignment(vertical="center", wrap_text=True)
MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)


def make_pdf(statements: Iterable[Statement]) -> bytes:
	"""Return one PDF, each statement on a new page."""
	statements = list(statements)
	return make_sheet_pdf([get_html(statement) for statement in statements], statements[0].title)


def get_html(statement: Statement) -> str:
	"""Return a statement as HTML for printing; the template escapes its texts."""
	return frappe.render_template(
		TEMPLATE,
		{
			"statement": statement,
			"heads": [column.head for column in statement.columns],
			"widths": [column.width for column in statement.columns],
			"rows": [to_texts(statement, row) for row in statement.rows],
			"total": to_texts(statement, statement.total) if statement.total else None,
			"classes": ["sheet-centred" if column.kind in CENTRED else "" for column in statement.columns],
			"letter_head": get_letter_head(),
			"above": ABOVE + FACT * len(statement.facts),
		},
	)


def get_letter_head() -> str:
	"""Return the markup of the office's default letter head; empty where there is none."""
	content = frappe.db.get_value("Letter Head", {"is_default": 1, "disabled": 0}, "content")
	# Safe: an administrator's own letter head, rendered as the platform does on every print.
	return frappe.render_template(content, {"doc": frappe._dict()}) if content else ""


def to_texts(statement: Statement, row: list) -> list[str]:
	"""Return the cells of a row as a paper has them."""
	return [to_text(column.kind, value) for column, value in zip(statement.columns, row, strict=True)]


def to_text(kind: str, value: object) -> str:
	"""Return a value as a paper has it; a text stands in a column of any kind."""
	if value is None or isinstance(value, str):
		return value or ""
	if kind == core.RATE:
		return f"{flt(value, 4):.4f}".replace(".", ",")
	write = {
		core.DAY: paper_date,
		core.MINUTES: paper_hours,
		core.NUMBER: paper_decimal,
		core.MONEY: paper_money,
	}
	return write[kind](value) if kind in write else str(value)


def make_workbook(*statements: Statement) -> bytes:
	"""Return statements as an XLSX file, each on a sheet of its own; every text stays one, whatever it begins with."""
	book = Workbook()
	book.remove(book.active)
	for statement in statements:
		_write_sheet(book.create_sheet(_name_sheet(statement, len(statements))), statement)
	content = BytesIO()
	book.save(content)
	return content.getvalue()


def _name_sheet(statement: Statement, count: int) -> str:
	"""Return the title of the only sheet, or whose each of several is; without what a workbook does not allow."""
	name = statement.title if count == 1 else statement.facts[0][1]
	return FORBIDDEN_IN_NAMES.sub(" ", _clean(name))[:LONGEST_NAME]


def _write_sheet(sheet, statement: Statement) -> None:
	_write(sheet.cell(1, 1), statement.title, TITLE)
	for number, (label, value) in enumerate(statement.facts, start=2):
		_write(sheet.cell(number, 1), label)
		_write(sheet.cell(number, 3), value)
	head = len(statement.facts) + 3
	for number, column in enumerate(statement.columns, start=1):
		sheet.column_dimensions[get_column_letter(number)].width = max(6, column.width * CHARACTERS)
		_write(sheet.cell(head, number), column.head, BOLD, MIDDLE, BOX)
	_write_rows(sheet, head + 1, statement)
	_set_up_page(sheet, head)


def _write_rows(sheet, first: int, statement: Statement) -> None:
	rows = [*statement.rows, *([statement.total] if statement.total else [])]
	for number, row in enumerate(rows, start=first):
		font = BOLD if statement.total and number == first + len(rows) - 1 else PLAIN
		for place, (column, value) in enumerate(zip(statement.columns, row, strict=True), start=1):
			_write_value(sheet.cell(number, place), column.kind, value, font)
	for number, note in enumerate(statement.notes, start=first + len(rows) + 1):
		_write(sheet.cell(number, 1), note)


def _write_value(cell, kind: str, value: object, font: Font) -> None:
	"""Write a value in its type: days are days, hours parts of a day, amounts numbers."""
	if value is None or isinstance(value, str) or kind == core.TEXT:
		_write(cell, "" if value is None else str(value), font, WRAPPED, BOX)
		return
	values = {
		core.DAY: lambda: getdate(value),
		core.MINUTES: lambda: int(value) / MINUTES_A_DAY,
	}
	cell.value = values[kind]() if kind in values else float(value)
	cell.font, cell.alignment, cell.border, cell.number_format = font, MIDDLE, BOX, FORMATS[kind]


def _write(
	cell, text: str, font: Font = PLAIN, alignment: Alignment | None = None, border: Border | None = None
):
	cell.value, cell.data_type, cell.font = _clean(text), "s", font
	cell.quotePrefix = is_formula(_clean(text))
	if alignment:
		cell.alignment = alignment
	if border:
		cell.border = border


def _clean(text: str | None) -> str:
	"""Return the text as it was typed, without characters that the file format forbids."""
	return ILLEGAL_CHARACTERS_RE.sub("", as_written(text or ""))


def _set_up_page(sheet, head: int) -> None:
	sheet.print_title_rows = f"{head}:{head}"
	sheet.freeze_panes = f"A{head + 1}"
	sheet.page_setup.paperSize, sheet.page_setup.orientation = "9", "portrait"
	sheet.sheet_properties.pageSetUpPr.fitToPage = True
	sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
