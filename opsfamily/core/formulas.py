"""Guards against formula injection: exported text that begins with =, +, - or @ stays text in a spreadsheet."""

import csv
import re
from io import BytesIO, StringIO

from openpyxl import load_workbook

FORMULA = re.compile(r"[=+\-@\t\r]")
NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")


def is_formula(text: str) -> bool:
	"""Return whether a spreadsheet would take the text for a formula; a signed number is not one."""
	return bool(FORMULA.match(text)) and not NUMBER.fullmatch(text)


def defuse_csv(content: bytes, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
	"""Return the same table with an apostrophe before each cell that a spreadsheet would run."""
	out = StringIO(newline="")
	writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL)
	for row in csv.reader(StringIO(content.decode(encoding), newline=""), delimiter=delimiter):
		writer.writerow([f"'{cell}" if is_formula(cell) else cell for cell in row])
	return out.getvalue().encode(encoding)


def defuse_xlsx(content: bytes) -> bytes:
	"""Return the same workbook with every formula stored as plain text."""
	book, out = load_workbook(BytesIO(content)), BytesIO()
	for sheet in book.worksheets:
		for row in sheet.iter_rows():
			for cell in row:
				if cell.data_type == "f":
					cell.data_type = "s"
					cell.quotePrefix = True
	book.save(out)
	return out.getvalue()
