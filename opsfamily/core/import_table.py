"""Read a table of families as a spreadsheet really saves it: encodings, separators, headers, values and families.

Nothing is guessed where two readings are possible: such a value is an error that names its cell.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Container, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from io import StringIO
from typing import NamedTuple

# A table of the largest section; a bigger file is another file.
LARGEST_FILE = 5 * 1024 * 1024
MOST_FAMILIES = 300
# Rows and columns that are read; a family has about five rows.
MOST_ROWS, MOST_COLUMNS = 3000, 120

# Why a file is no table.
TOO_LARGE, EMPTY, BINARY, UNREADABLE, TOO_LONG = "too large", "empty", "binary", "unreadable", "too long"

ENCODINGS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
DELIMITERS = (";", "\t", ",")
SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
# How Excel keeps leading zeros in a CSV: ="0600".
TEXT_FORMULA = re.compile(r'="([^"]*)"')
HOUR = r"(?:[ T]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
DAY_FIRST = re.compile(rf"(\d{{1,2}})([.\-/])(\d{{1,2}})\2(\d{{4}}){HOUR}(?:\s*r\.?)?")
YEAR_FIRST = re.compile(rf"(\d{{4}})([.\-/])(\d{{1,2}})\2(\d{{1,2}}){HOUR}")
# Day 0 of a spreadsheet, and the last number that is taken for a day (31 December 2199).
DAY_ZERO, LAST_NUMBER = date(1899, 12, 30), 109_574
YES = frozenset({"tak", "t", "x", "1", "prawda", "yes", "true"})
NO = frozenset({"nie", "n", "0", "fałsz", "falsz", "no", "false", "-", "–", "brak"})
NONE_WORDS = frozenset({"brak", "nie ma", "nie posiada", "-", "–"})
PHONE = re.compile(r"[0-9 +_\-,.*#()/]{1,20}")
WHOLE_AS_FLOAT = re.compile(r"(\+?\d{5,})[.,]0+")
NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")


class TableError(ValueError):
	"""The file is no table that can be read. `reason` is one of the constants above."""

	def __init__(self, reason: str):
		super().__init__(reason)
		self.reason = reason


class Unreadable(NamedTuple):
	"""The value of a cell that has none: a formula that was never computed, or an error such as `#N/A`."""

	shown: str


class Row(NamedTuple):
	"""A row of the table. number: as the spreadsheet shows it; values: of each column; repeated: the columns whose value
	comes from a merged cell that begins further up."""

	number: int
	values: tuple
	repeated: frozenset[int] = frozenset()


class Headers(NamedTuple):
	"""The columns of a table: known as column number → key, those that nobody knows, and keys that appear twice."""

	known: dict[int, str]
	unknown: list[int]
	doubled: list[int]


def read_rows_of_text(content: bytes) -> list[Row]:
	"""Return the rows of a CSV or TXT file that are not empty. Raises TableError."""
	text = decode(content)
	separator = SEPARATOR_LINE.match(text)
	# The spreadsheet does not show this line, so it is not counted.
	text = text[separator.end() :] if separator else text
	delimiter = separator[1] if separator else find_delimiter(text)
	try:
		lines = list(csv.reader(StringIO(text, newline=""), delimiter=delimiter))
	except csv.Error as error:
		raise TableError(UNREADABLE) from error
	rows = [Row(number, tuple(map(strip_cell, line))) for number, line in enumerate(lines, 1)]
	return limit_rows(row for row in rows if has_value(row))


def limit_rows(rows: Iterable[Row]) -> list[Row]:
	"""Return the rows. Raises TableError for none and for too many."""
	read = list(rows)
	if not read:
		raise TableError(EMPTY)
	if len(read) > MOST_ROWS or any(len(row.values) > MOST_COLUMNS for row in read):
		raise TableError(TOO_LONG)
	return read


def decode(content: bytes) -> str:
	"""Return the text of a file: UTF-8 or UTF-16 where it says so or fits, else the Windows code page of Polish."""
	if not content.strip():
		raise TableError(EMPTY)
	for mark, encoding in ENCODINGS:
		if content.startswith(mark):
			return _decode_as(content, encoding)
	if b"\x00" in content:
		raise TableError(BINARY)
	try:
		return content.decode("utf-8")
	except UnicodeDecodeError:
		return _decode_as(content, "cp1250")


def _decode_as(content: bytes, encoding: str) -> str:
	try:
		return content.decode(encoding)
	except UnicodeDecodeError as error:
		raise TableError(BINARY) from error


def find_delimiter(text: str) -> str:
	"""Return the delimiter that the first line has most of, outside of quotes; a semicolon where it has none."""
	first = re.sub(r'"[^"]*"', "", text.lstrip("\r\n").split("\n", 1)[0])
	return max(DELIMITERS, key=first.count)


def strip_cell(value: object) -> object:
	"""Return a value without the spaces around it; None for an empty one. Lines within a text stay."""
	if not isinstance(value, str):
		return value
	text = value.replace("\xa0", " ").replace("\r\n", "\n").strip()
	if as_text := TEXT_FORMULA.fullmatch(text):
		text = as_text[1].strip()
	return text or None


def has_value(row: Row) -> bool:
	"""Return whether anything is written in the row itself."""
	return any(value is not None and number not in row.repeated for number, value in enumerate(row.values))


def normalize_header(header: object) -> str:
	"""Return a header in one spelling: case, spaces, asterisks and colons do not matter."""
	words = re.sub(r"[*:]", " ", str(header or "")).casefold()
	return re.sub(r"\s*([()])\s*", r"\1", re.sub(r"\s+", " ", words)).strip()


def match_headers(headers: Iterable[object], keys: Mapping[str, str], ignored: Container[str]) -> Headers:
	"""Return which column is which. keys: header → key; ignored: headers that need no mention, both as in the template."""
	spelled = {normalize_header(header): key for header, key in keys.items()}
	found = Headers({}, [], [])
	for number, header in enumerate(map(normalize_header, headers)):
		key = spelled.get(header)
		if key and key in found.known.values():
			found.doubled.append(number)
		elif key:
			found.known[number] = key
		elif header and header not in ignored:
			found.unknown.append(number)
	return found


def split_families(rows: Iterable[Row], column: int) -> tuple[list[list[Row]], list[Row]]:
	"""Return the rows of each family, and those above the first family.

	column: of the representative. A row with one begins a family; the rows below, up to the next, continue it.
	"""
	families: list[list[Row]] = []
	orphans: list[Row] = []
	for row in rows:
		begins = get_cell(row, column) is not None and column not in row.repeated
		if begins:
			families.append([row])
		else:
			(families[-1] if families else orphans).append(row)
	return families, orphans


def get_cell(row: Row, column: int) -> object:
	"""Return the value of a cell; None where the row is shorter."""
	return row.values[column] if column < len(row.values) else None


def read_day(value: object) -> date:
	"""Return a day as a spreadsheet or a person writes it, with or without an hour. Raises ValueError."""
	if isinstance(value, datetime):
		return value.date()
	if isinstance(value, date):
		return value
	if is_number(value):
		return _read_day_number(float(value))
	text = str(value).strip()
	if found := DAY_FIRST.fullmatch(text):
		return date(int(found[4]), int(found[3]), int(found[1]))
	if found := YEAR_FIRST.fullmatch(text):
		return date(int(found[1]), int(found[3]), int(found[4]))
	raise ValueError(text)


def _read_day_number(number: float) -> date:
	# A day in a cell that is not formatted as one. A small number is a year or an age, not a day of 1905.
	if not 10_000 <= number <= LAST_NUMBER:
		raise ValueError(number)
	return DAY_ZERO + timedelta(days=int(number))


def is_number(value: object) -> bool:
	"""Return whether a spreadsheet holds the value as a number."""
	return isinstance(value, (int, float)) and not isinstance(value, bool)


def read_yes_no(value: object) -> int:
	"""Return 1 for yes and 0 for no. Raises ValueError."""
	text = read_text(value).casefold()
	if text in YES:
		return 1
	if text in NO:
		return 0
	raise ValueError(text)


def read_number(value: object) -> str:
	"""Return a number with a decimal point, as a text that the form reads. Raises ValueError."""
	text = read_text(value).replace(" ", "")
	if not NUMBER.fullmatch(text):
		raise ValueError(text)
	return text.replace(",", ".")


def read_text(value: object) -> str:
	"""Return a value as a person reads it in the cell: no `.0` behind a whole number, a day as dd.mm.yyyy."""
	if isinstance(value, bool):
		return "tak" if value else "nie"
	if isinstance(value, float) and value.is_integer():
		return str(int(value))
	if isinstance(value, (datetime, date)):
		return value.strftime("%d.%m.%Y")
	if isinstance(value, time):
		return value.strftime("%H:%M")
	return str(value).strip()


def read_phone(value: object) -> str | None:
	"""Return a phone number; None for a word that says there is none. Raises ValueError for other words.

	A number that a spreadsheet took for one to reckon with (600100200.0) becomes a phone number again.
	"""
	text = repair_number(value)
	if text.casefold() in NONE_WORDS:
		return None
	if not PHONE.fullmatch(text) or not any(sign.isdigit() for sign in text):
		raise ValueError(text)
	return text.replace("/", " ")


def repair_number(value: object) -> str:
	"""Return a text without the `.0` that a spreadsheet puts behind a long number."""
	text = read_text(value)
	whole = WHOLE_AS_FLOAT.fullmatch(text)
	return whole[1] if whole else text


def read_option(value: object, options: Mapping[str, str]) -> str:
	"""Return the stored word of an option. options: word (stored or shown) → stored word. Raises ValueError."""
	by_word = {fold(word): stored for word, stored in options.items()}
	try:
		return by_word[fold(read_text(value))]
	except KeyError as error:
		raise ValueError(value) from error


def fold(text: str) -> str:
	"""Return a text in one case and with single spaces, for a comparison."""
	return " ".join(text.casefold().split())


def name_column(number: int) -> str:
	"""Return the letters of a column as a spreadsheet shows them: 0 → A, 26 → AA."""
	letters = ""
	number += 1
	while number:
		number, rest = divmod(number - 1, 26)
		letters = chr(ord("A") + rest) + letters
	return letters
