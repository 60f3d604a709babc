"""The rows of a file that somebody chose: a workbook (XLSX), or a table as text (CSV, TXT).

Nothing of it is stored. A workbook is refused by its unpacked size before it is read, as a small file may hold a very
large sheet.
"""

from __future__ import annotations

from io import BytesIO
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from opsfamily.core.import_table import (
	BINARY,
	EMPTY,
	LARGEST_FILE,
	MOST_ROWS,
	TOO_LARGE,
	UNREADABLE,
	Row,
	TableError,
	Unreadable,
	has_value,
	limit_rows,
	read_rows_of_text,
	strip_cell,
)

ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
LARGEST_UNPACKED = 4 * LARGEST_FILE
FORMULA, ERROR = "f", "e"


def read_rows(content: bytes) -> list[Row]:
	"""Return the rows of the file that are not empty, the headers first. Raises TableError."""
	if len(content) > LARGEST_FILE:
		raise TableError(TOO_LARGE)
	if content.startswith(OLD_EXCEL):
		raise TableError(BINARY)
	return read_workbook(content) if content.startswith(ZIP) else read_rows_of_text(content)


def read_workbook(content: bytes) -> list[Row]:
	"""Return the rows of the first sheet. Raises TableError."""
	refuse_large(content)
	sheet = load_first_sheet(content, with_formulas=True)
	# The results of formulas are in a reading of their own.
	if any(cell.data_type == FORMULA for cell in sheet._cells.values()):
		computed = load_first_sheet(content, with_formulas=False)
		return limit_rows(collect_rows(sheet, computed))
	return limit_rows(collect_rows(sheet, sheet))


def refuse_large(content: bytes) -> None:
	"""Refuse a workbook that unpacks to more than a table of families has (TableError)."""
	try:
		with ZipFile(BytesIO(content)) as packed:
			size = sum(part.file_size for part in packed.infolist())
	except BadZipFile as error:
		raise TableError(UNREADABLE) from error
	if size > LARGEST_UNPACKED:
		raise TableError(TOO_LARGE)


def load_first_sheet(content: bytes, with_formulas: bool) -> Worksheet:
	"""Return the first sheet, with its formulas or with their results. Raises TableError."""
	try:
		sheets = load_workbook(BytesIO(content), data_only=not with_formulas).worksheets
	# Whatever the library stumbles over, the file is mangled or no workbook.
	except Exception as error:
		raise TableError(UNREADABLE) from error
	if not sheets:
		raise TableError(EMPTY)
	return sheets[0]


def collect_rows(sheet: Worksheet, computed: Worksheet) -> list[Row]:
	"""Return the rows that have a value. computed: the same sheet with the results of formulas."""
	# The cells that exist: a sheet may be formatted down to its millionth row.
	cells = {place: get_value(cell, computed) for place, cell in sheet._cells.items()}
	cells = {place: value for place, value in cells.items() if value is not None}
	repeated = spread_merged(sheet, cells)
	width = max((column for _row, column in cells), default=0)
	rows: dict[int, list] = {row: [None] * width for row, _column in sorted(cells)}
	for (row, column), value in cells.items():
		rows[row][column - 1] = value
	made = (
		Row(number, tuple(values), frozenset(repeated.get(number, ()))) for number, values in rows.items()
	)
	return [row for row in made if has_value(row)]


def get_value(cell, computed: Worksheet) -> object:
	"""Return what a cell holds; Unreadable for an error, and for a formula without a result."""
	if cell.data_type == ERROR:
		return Unreadable(str(cell.value))
	if cell.data_type != FORMULA:
		return strip_cell(cell.value)
	result = computed.cell(cell.row, cell.column)
	if result.data_type == ERROR or result.value is None:
		return Unreadable(str(result.value or "="))
	return strip_cell(result.value)


def spread_merged(sheet: Worksheet, cells: dict[tuple[int, int], object]) -> dict[int, set[int]]:
	"""Write the value of merged cells into each of their rows. Return row → columns that were filled so, from 0."""
	repeated: dict[int, set[int]] = {}
	last = max((row for row, _column in cells), default=0)
	for merged in sheet.merged_cells.ranges:
		value = cells.get((merged.min_row, merged.min_col))
		for row in range(merged.min_row + 1, min(merged.max_row, last, merged.min_row + MOST_ROWS) + 1):
			if value is not None:
				cells[row, merged.min_col] = value
				repeated.setdefault(row, set()).add(merged.min_col - 1)
	return repeated
