"""Figures of the office's own sheets: answers to the questions with a code, and the mean of those that are numbers."""

from __future__ import annotations

from collections.abc import Iterator

from opsfamily.core import sheets
from opsfamily.core.figures.facts import Answer, Counted, Facts, documents, mean

SHEET = "Family Sheet"
EQUALS = "="


def count_answers(facts: Facts, part: str) -> Counted:
	"""Count the answers on submitted sheets of the period to the questions with a code.

	part: the code, or `CODE=answer` for this answer alone, in the words of the sheet (Yes, No for yes and no).
	"""
	return documents(SHEET, get_answers(facts, part))


def mean_of_answers(facts: Facts, part: str) -> Counted:
	"""Return the mean of the numbers, or of the places on a scale from 1, of the period's answers. part: the code."""
	rows = [(row, sheets.get_number(row.kind, row.choices, row.answer)) for row in get_answers(facts, part)]
	numbered = [(row, number) for row, number in rows if number is not None]
	counted = documents(SHEET, (row for row, _number in numbered))
	value = mean([number for _row, number in numbered])
	return counted._replace(value=value, base=len({row.family for row, _number in numbered}))


def get_answers(facts: Facts, part: str) -> Iterator[Answer]:
	"""Yield the answers that a part names."""
	code, wanted = read_part(part)
	for row in facts.answers:
		if row.code == code and facts.is_in(row.day) and (not wanted or wanted in said(row)):
			yield row


def said(row: Answer) -> list[str]:
	"""Return what an answer says, in lower case: of several choices each."""
	return [line.casefold() for line in sheets.get_choices(row.answer)]


def read_part(part: str) -> tuple[str, str]:
	"""Return the code of a part and the answer that it asks for, in lower case; empty: any."""
	code, _equals, wanted = (text.strip() for text in part.partition(EQUALS))
	return code, wanted.casefold()


def is_part(part: str) -> bool:
	"""Return whether a row may ask for this part: a code, or a code with an answer."""
	code, wanted = read_part(part)
	return bool(code) and bool(wanted) == (EQUALS in part)


def is_code(part: str) -> bool:
	"""Return whether a row may ask for the mean of this part: a code alone."""
	return is_part(part) and EQUALS not in part
