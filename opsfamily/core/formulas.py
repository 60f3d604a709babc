"""Cells that a spreadsheet would run: text that begins with =, +, - or @ stays text when it is exported."""

import csv
import re
from io import BytesIO, StringIO

from openpyxl import load_workbook

FORMULA = re.compile(r"[=+\-@\t\r]")
NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")


def is_formula(text: str) -> bool:
	"""Whether a spreadsheet would take the text for a formula; a signed number is none."""
	return bool(FORMULA.match(text)) and not NUMBER.fullmatch(text)


def defuse_csv(content: bytes, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
	"""The same table, with an apostrophe before each cell that would be run."""
	out = StringIO(newline="")
	writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL)
	for row in csv.reader(StringIO(content.decode(encoding), newline=""), delimiter=delimiter):
		writer.writerow([f"'{cell}" if is_formula(cell) else cell for cell in row])
	return out.getvalue().encode(encoding)


def defuse_xlsx(content: bytes) -> bytes:
	"""The same workbook, with every formula kept as the text that somebody wrote."""
	book, out = load_workbook(BytesIO(content)), BytesIO()
	for sheet in book.worksheets:
		for row in sheet.iter_rows():
			for cell in row:
				if cell.data_type == "f":
					cell.data_type = "s"
					cell.quotePrefix = True
	book.save(out)
	return out.getvalue()
