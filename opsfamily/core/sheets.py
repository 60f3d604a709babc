"""Sheets of an office's own: what a question is, which answers fit it, and what is carried to the next sheet.

A row is a mapping or document with the fields of WORDING; a table's answer is a text: a line for each row, its cells
parted by tabulators.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from itertools import groupby
from typing import Any, NamedTuple

from opsfamily.core.age import age_on
from opsfamily.core.consents import OF_AGE

TEXT, LONG_TEXT, YES_NO = "Short Text", "Long Text", "Yes or No"
ONE, SEVERAL, RATING = "One Choice", "Several Choices", "Rating on a Scale"
NUMBER, DAY, TABLE = "A Number", "A Day", "A Table"
# The fewest lines of `choices`: of a table they are the heads of its columns.
FEWEST_CHOICES = {ONE: 2, SEVERAL: 2, RATING: 2, TABLE: 1}
MOST_COLUMNS = 8
YES, NO = "Yes", "No"
CELL = "\t"

ONCE, EACH_CHILD, EACH_MEMBER = "Once", "For Every Child", "For Every Member of the Household"
FAMILY, VISIT, PLAN = "The Family on a Day", "A Visit", "A Work Plan"

# What a sheet copies of a question and keeps.
WORDING = (
	"section",
	"question_text",
	"prompt",
	"kind",
	"choices",
	"code",
	"is_required",
	"is_sensitive",
	"is_carried_forward",
	"in_access_copy",
)
CHECKS = frozenset({"is_required", "is_sensitive", "is_carried_forward", "in_access_copy"})

NOT_A_NUMBER, NOT_A_DAY, NOT_A_CHOICE, TOO_MANY_CELLS = "number", "day", "choice", "cells"
LARGEST_NUMBER = Decimal(10) ** 11

Row = Any


class BadAnswerError(ValueError):
	"""An answer does not fit its question. reason: one of the constants above; text: the part that does not fit."""

	def __init__(self, reason: str, text: str = ""):
		super().__init__(reason)
		self.reason, self.text = reason, text


class Key(NamedTuple):
	"""Which question of a sheet, and about whom (empty: asked once)."""

	section: str
	question: str
	person: str


def key_of(row: Row) -> Key:
	"""Return the key of an answer."""
	return Key(*(_strip(row.get(name)) for name in ("section", "question_text", "person")))


def wording_of(row: Row) -> tuple:
	"""Return what a question says, comparable with any other; surrounding spaces are ignored."""
	return tuple(is_ticked(row, name) if name in CHECKS else _strip(row.get(name)) for name in WORDING)


def is_ticked(row: Row, name: str) -> bool:
	"""Return whether a Check of a row is ticked, as the database or a client writes it."""
	return str(row.get(name) or 0).strip() not in ("", "0", "False", "false")


def get_choices(choices: str | None) -> list[str]:
	"""Return the lines of a question's choices: answers, labels of a scale from its lowest end, or heads of columns."""
	return [line.strip() for line in (choices or "").splitlines() if line.strip()]


def fill_down(sections: Iterable[str | None]) -> list[str]:
	"""Return the section of each question: one without stands in that of the question above it."""
	filled, last = [], ""
	for section in sections:
		last = _strip(section) or last
		filled.append(last)
	return filled


def arrange(questions: Sequence[Row], people: Mapping[str, Sequence[str]]) -> list[tuple[Row, str]]:
	"""Return (question, person) for each answer of a sheet, in its order; the person is empty where it is asked once.

	What a section asks for each person stands together, one person after the other. people: `asked_of` → names.
	"""
	rows = []
	for (_section, asked), group in groupby(questions, lambda row: (row.get("section"), row.get("asked_of"))):
		run = list(group)
		names = people[asked] if asked in people else [""]
		rows += [(question, name) for name in names for question in run]
	return rows


def get_people_now(known: Mapping[str, bool], present: Sequence[str]) -> list[str]:
	"""Return about whom a sheet asks: first the people that it asks about already, then those who came since.

	Who is no longer there stays where something was answered. known: person → whether it was.
	"""
	kept = [name for name, is_answered in known.items() if is_answered or name in present]
	return kept + [name for name in present if name not in known]


def read_questions(rows: Iterable[Row], asked_of: Mapping[Key, str]) -> list[dict]:
	"""Return the questions of a sheet in its own wording, each once, with of whom it is asked.

	asked_of: key of a question without a person → of whom; one that is not there is asked about whom it is asked already,
	under its own key.
	"""
	questions: dict[Key, dict] = {}
	for row in rows:
		key = key_of(row)._replace(person="")
		asked = asked_of.get(key, repr(key)) if _strip(row.get("person")) else ONCE
		questions.setdefault(key, {**{name: row.get(name) for name in WORDING}, "asked_of": asked})
	return list(questions.values())


def is_child_on(born: date | None, day: date) -> bool:
	"""Return whether a person is under 18 on the day; without a date of birth nobody knows, so not."""
	return born is not None and born <= day and age_on(born, day).months < OF_AGE


# Answers


def normalize(kind: str | None, choices: str | None, answer: str | None) -> str:
	"""Return an answer as it is stored: a day as RRRR-MM-DD, chosen lines in their order. Raise BadAnswerError."""
	text = (answer or "").replace("\r\n", "\n")
	if not text.strip():
		return ""
	return NORMALIZERS.get(kind or "", lambda _choices, given: given)(get_choices(choices), text)


def _normalize_yes_no(_choices: list[str], text: str) -> str:
	return _choose([YES, NO], text)


def _normalize_several(choices: list[str], text: str) -> str:
	chosen = [_choose(choices, line) for line in get_choices(text)]
	return "\n".join(choice for choice in choices if choice in chosen)


def _normalize_number(_choices: list[str], text: str) -> str:
	parse_number(text)
	return text.strip().replace(".", ",")


def _normalize_day(_choices: list[str], text: str) -> str:
	for form in ("%Y-%m-%d", "%d.%m.%Y"):
		try:
			return datetime.strptime(text.strip(), form).date().isoformat()
		except ValueError:
			continue
	raise BadAnswerError(NOT_A_DAY, text.strip())


def _normalize_table(columns: list[str], text: str) -> str:
	lines = [line.rstrip() for line in text.split("\n")]
	for line in lines:
		if len(line.split(CELL)) > len(columns):
			raise BadAnswerError(TOO_MANY_CELLS, line.replace(CELL, " "))
	return "\n".join(line for line in lines if line.strip())


def _choose(choices: list[str], text: str) -> str:
	for choice in choices:
		if text.strip() == choice:
			return choice
	raise BadAnswerError(NOT_A_CHOICE, text.strip())


NORMALIZERS: dict[str, Callable[[list[str], str], str]] = {
	YES_NO: _normalize_yes_no,
	ONE: _choose,
	RATING: _choose,
	SEVERAL: _normalize_several,
	NUMBER: _normalize_number,
	DAY: _normalize_day,
	TABLE: _normalize_table,
}


def parse_number(text: str) -> Decimal:
	"""Return a number written with a comma or a full stop. Raise BadAnswerError."""
	plain = "".join(text.split()).replace(",", ".")
	try:
		number = Decimal(plain)
	except InvalidOperation:
		raise BadAnswerError(NOT_A_NUMBER, text.strip()) from None
	if not number.is_finite() or abs(number) > LARGEST_NUMBER:
		raise BadAnswerError(NOT_A_NUMBER, text.strip())
	return number


def get_number(kind: str, choices: str | None, answer: str | None) -> float | None:
	"""Return what an answer counts: a number, or the place on a scale from 1; None for answers that are no numbers."""
	text = _strip(answer)
	if kind == NUMBER and text:
		return float(parse_number(text))
	labels = get_choices(choices)
	return float(labels.index(text) + 1) if kind == RATING and text in labels else None


def get_cells(answer: str | None, columns: int) -> list[list[str]]:
	"""Return the rows of a table's answer, each with so many cells."""
	rows = [line.split(CELL) for line in (answer or "").split("\n") if line.strip()]
	return [[*map(str.strip, row[:columns]), *([""] * (columns - len(row)))] for row in rows]


# From one sheet to the next


def carry_on(question: Row, last: Row, answer: str | None) -> str:
	"""Return with which answer a question begins: the one of the last sheet, of a table its open rows.

	last: the question as it was asked then. Nothing of an answer that does not fit the question any more, nor of one
	that others than then would read.
	"""
	opened = is_ticked(last, "is_sensitive") and not is_ticked(question, "is_sensitive")
	if opened or not is_ticked(question, "is_carried_forward"):
		return ""
	if last.get("kind") == TABLE:
		heads = [get_choices(row.get("choices")) for row in (last, question)]
		answer = _move_open_rows(answer, *heads) if question.get("kind") == TABLE else ""
	try:
		return normalize(question.get("kind"), question.get("choices"), answer)
	except BadAnswerError:
		return ""


def _move_open_rows(answer: str | None, heads: list[str], new_heads: list[str]) -> str:
	"""Return the rows whose last cell is empty, each cell under its head; one that was renamed is the next new one."""
	renamed = iter([head for head in new_heads if head not in heads])
	places = [head if head in new_heads else next(renamed, None) for head in heads]
	rows = [dict(zip(places, cells, strict=True)) for cells in get_cells(answer, len(heads)) if not cells[-1]]
	return "\n".join(CELL.join(row.get(head, "") for head in new_heads) for row in rows)


def get_unanswered(rows: Iterable[tuple[bool, str | None]]) -> list[int]:
	"""Return the numbers (from 1) of the required answers that are missing. rows: (is it required, its answer)."""
	return [number for number, (needed, answer) in enumerate(rows, 1) if needed and not _strip(answer)]


def _strip(text: object) -> str:
	return str(text or "").strip()
