"""Values of a report's rows: typed by people, compared, written for people, and sealed by a checksum."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from hashlib import sha256
from typing import NamedTuple

from opsfamily.core.figures.register import AMOUNT, DECIMAL, MINUTES, NUMBER, TEXT
from opsfamily.core.hours import format_minutes

SPACES = re.compile(r"[\s\u00a0\u202f]")
HOURS = re.compile(r"([0-9]{1,7}):([0-5][0-9])")
DECIMAL_NUMBER = re.compile(r"[0-9]+([.,][0-9]{1,2})?")
LARGEST = Decimal(10) ** 11


def read_typed(text: str, unit: str) -> float:
	"""Return a number, an amount in PLN or minutes (`25:30`) as a person typed it. Raise ValueError for other texts."""
	plain = SPACES.sub("", text)
	if unit == MINUTES:
		match = HOURS.fullmatch(plain)
		if not match:
			raise ValueError(text)
		return int(match[1]) * 60 + int(match[2])
	return float(_read_decimal(plain.removesuffix("zł"), whole=unit == NUMBER))


def _read_decimal(plain: str, whole: bool) -> Decimal:
	if not DECIMAL_NUMBER.fullmatch(plain):
		raise ValueError(plain)
	number = Decimal(plain.replace(",", "."))
	if number >= LARGEST or (whole and number != int(number)):
		raise ValueError(plain)
	return number


def format_value(value: float | None, unit: str) -> str:
	"""Return a value as it is written: `1 234`, `12,5`, `25:30`, `1 234,50 zł`; „–” where nothing was measured."""
	if value is None:
		return "–"
	if unit == MINUTES:
		return format_minutes(int(value))
	if unit == AMOUNT:
		return f"{_group(f'{value:,.2f}')} zł"
	if unit == NUMBER or value == int(value):
		return _group(f"{int(value):,}")
	return _group(f"{value:,.1f}" if unit == DECIMAL else f"{value:,.2f}".rstrip("0"))


def _group(text: str) -> str:
	return text.replace(",", "\u00a0").replace(".", ",")


class Difference(NamedTuple):
	"""A row whose value differs between two reports; None: the other report has no such row, or nothing measured."""

	code: str
	before: float | str | None
	after: float | str | None


def compare(
	before: Mapping[str, float | str | None], after: Mapping[str, float | str | None]
) -> list[Difference]:
	"""Return the rows (by code) whose values differ, in the order of the later report, then those that it lacks."""
	codes = dict.fromkeys((*after, *before))
	rows = (Difference(code, before.get(code), after.get(code)) for code in codes)
	return [row for row in rows if row.before != row.after]


def seal(values: object) -> str:
	"""Return the checksum of what a sent report says (SHA-256 of its canonical JSON)."""
	text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
	return sha256(text.encode("utf-8")).hexdigest()


def is_text(unit: str) -> bool:
	"""Return whether rows of this unit hold a text, not a number."""
	return unit == TEXT


class Line(NamedTuple):
	"""A computed row of a report, as far as sums and the publication copy ask for it.

	reach: empty for all families. part_of: code of the row of which it is a part. is_of_them: it is one part of it, „w tym”, so that it adds up with
	no other. families: how many families it counts, None where it counts none.
	"""

	code: str
	figure: str
	value: float | None
	part_of: str = ""
	reach: str = ""
	is_of_them: bool = False
	families: int | None = None
	base: int | None = None
	is_sensitive: bool = False
	is_shown_anyway: bool = False


class Block(NamedTuple):
	"""Rows of one figure that add up to another row."""

	total: Line
	parts: tuple[Line, ...]


def get_blocks(lines: Iterable[Line]) -> list[Block]:
	"""Return the rows that add up, by the total and the figure of its parts; F1 is divided by basis and by reach."""
	lines = list(lines)
	by_code, parts = {line.code: line for line in lines}, {}
	for line in lines:
		if line.part_of in by_code and not line.is_of_them and line.value is not None:
			parts.setdefault((line.part_of, line.figure, bool(line.reach)), []).append(line)
	return [Block(by_code[code], tuple(rows)) for (code, *_kind), rows in parts.items()]
