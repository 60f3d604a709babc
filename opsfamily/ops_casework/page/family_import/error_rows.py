"""The rows with errors as a workbook: each faulty family whole, with what to correct beside it.

Corrected, the same file is given to the page again, which leaves the added column out.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from frappe import _

from opsfamily.core.formulas import is_formula
from opsfamily.core.import_table import Row, Unreadable, get_cell, is_number, normalize_header, read_text
from opsfamily.ops_casework.doctype.family.import_template import DATE_FORMAT
from opsfamily.ops_casework.page.family_import.reading import Fault, Table, get_ignored, get_table

HEAD, FAULTY = PatternFill("solid", fgColor="E8EEF5"), PatternFill("solid", fgColor="FFF1D6")
WRAPPED = Alignment(wrap_text=True, vertical="top")
WIDTH, WIDTH_OF_FAULTS = 22, 60
LARGEST_CELL = 32_767


def make_error_rows(table: Table) -> bytes | None:
	"""Return the workbook; None where nothing is to be corrected in single rows."""
	faulty = [family for family in table.families if family.faults]
	rows = [*table.orphans, *(row for family in faulty for row in family.rows)]
	if not rows:
		return None
	faults = [*table.faults, *(fault for family in faulty for fault in family.faults)]
	book = Workbook()
	book.active.title = _("Rows with Errors")
	write_rows(book.active, table, sorted(rows), faults)
	content = BytesIO()
	book.save(content)
	return content.getvalue()


def write_rows(sheet: Worksheet, table: Table, rows: list[Row], faults: Iterable[Fault]) -> None:
	"""Write the headers and the rows as they came, and the faults of each row in a last column."""
	headers = [read_text(header or "") for header in table.headers.values]
	kept = [number for number, header in enumerate(headers) if normalize_header(header) not in get_ignored()]
	write_head(sheet, [*(headers[number] for number in kept), _("What to Correct")])
	for line, row in enumerate(rows, 2):
		of_row = [fault for fault in faults if fault.row == row.number]
		for place, number in enumerate(kept, 1):
			write_cell(sheet, line, place, get_value_alone(table, row, number))
			if any(fault.column == number for fault in of_row):
				sheet.cell(line, place).fill = FAULTY
		texts = [": ".join(filter(None, (table.get_header(fault.column), fault.text))) for fault in of_row]
		write_cell(sheet, line, len(kept) + 1, "\n".join(texts) or None)


def get_value_alone(table: Table, row: Row, number: int) -> object:
	"""Return what a cell says where no cells are merged: the family's columns in its first row only, and nothing of a
	child table that the row has nothing of its own for."""
	if number not in row.repeated:
		return get_cell(row, number)
	name = get_table(table.columns[number].key) if number in table.columns else ""
	of_table = [each for each, column in table.columns.items() if name and get_table(column.key) == name]
	has_own = any(get_cell(row, each) is not None and each not in row.repeated for each in of_table)
	return get_cell(row, number) if has_own else None


def write_head(sheet: Worksheet, headers: list[str]) -> None:
	"""Write the first row."""
	for number, header in enumerate(headers, 1):
		write_cell(sheet, 1, number, header)
		cell = sheet.cell(1, number)
		cell.font, cell.fill, cell.alignment = Font(bold=True), HEAD, WRAPPED
		is_last = number == len(headers)
		sheet.column_dimensions[get_column_letter(number)].width = WIDTH_OF_FAULTS if is_last else WIDTH
	sheet.freeze_panes = "A2"


def write_cell(sheet: Worksheet, line: int, column: int, value: object) -> None:
	"""Write a value; a text stays one, whatever it begins with."""
	cell = sheet.cell(line, column)
	if isinstance(value, (date, datetime)):
		cell.value, cell.number_format = value, DATE_FORMAT
	elif is_number(value) or value is None:
		cell.value = value
	else:
		text = value.shown if isinstance(value, Unreadable) else read_text(value)
		cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:LARGEST_CELL]
		cell.data_type, cell.quotePrefix = "s", is_formula(text)
		cell.alignment = WRAPPED
