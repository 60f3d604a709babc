"""A statement of work as a table: one shape for its paper and its workbook."""

from dataclasses import dataclass, field
from typing import NamedTuple

# What a column holds: a text, a day, whole minutes, a number with one decimal, PLN, PLN with four decimals.
TEXT, DAY, MINUTES, NUMBER, MONEY, RATE = "text", "day", "minutes", "number", "money", "rate"


class Column(NamedTuple):
	"""A column. width: percent of the sheet."""

	head: str
	width: float
	kind: str = TEXT


@dataclass(frozen=True)
class Statement:
	"""A paper with a title, facts above a table, its last row of sums, notes and places to sign.

	facts: (label, text). rows: values in the kinds of their columns; None is an empty cell. total: as a row, or None.
	"""

	title: str
	facts: list[tuple[str, str]]
	columns: list[Column]
	rows: list[list]
	total: list | None = None
	notes: list[str] = field(default_factory=list)
	signatures: list[str] = field(default_factory=list)
