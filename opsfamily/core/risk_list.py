"""The score of an answered risk list, and what counts as a change of its wording."""

from collections.abc import Iterable
from typing import NamedTuple

YES, NO, NOT_KNOWN = "Yes", "No", "Not Known"


class Item(NamedTuple):
	"""One item of a list as it is worded."""

	section: str
	text: str
	weight: float


class Score(NamedTuple):
	"""What an answered list adds up to."""

	score: float
	highest: float
	unknown: int


def item(section: str | None, text: str | None, weight: float | str | None) -> Item:
	"""An item, told apart from another by what a reader sees: not by the spaces around it."""
	return Item((section or "").strip(), (text or "").strip(), round(float(weight or 0), 3))


def score_of(answers: Iterable[tuple[float, str | None]]) -> Score:
	"""The weights of the items answered “yes”, of all items, and how many are not known.

	answers: (weight, answer) of each item.
	"""
	rows = list(answers)
	return Score(
		score=round(sum(weight for weight, answer in rows if answer == YES), 3),
		highest=round(sum(weight for weight, _answer in rows), 3),
		unknown=sum(answer == NOT_KNOWN for _weight, answer in rows),
	)


def unanswered(answers: Iterable[str | None]) -> list[int]:
	"""Numbers (from 1) of the items without an answer; “not known” is one."""
	return [number for number, answer in enumerate(answers, 1) if answer not in (YES, NO, NOT_KNOWN)]
