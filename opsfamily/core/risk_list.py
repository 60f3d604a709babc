"""The score of an answered risk list, and the comparison of its wordings."""

from collections.abc import Iterable
from typing import NamedTuple

YES, NO, NOT_KNOWN = "Yes", "No", "Not Known"


class Item(NamedTuple):
	"""An item of a list as it is worded."""

	section: str
	text: str
	weight: float


class Score(NamedTuple):
	"""The sums of an answered list: score, highest possible score, and number of items not known."""

	score: float
	highest: float
	unknown: int


def item(section: str | None, text: str | None, weight: float | str | None) -> Item:
	"""Return an item that equals any other with the same wording and weight; surrounding spaces are ignored."""
	return Item((section or "").strip(), (text or "").strip(), round(float(weight or 0), 3))


def score_of(answers: Iterable[tuple[float, str | None]]) -> Score:
	"""Return the sum of weights answered “yes”, the sum of all weights, and the number of items not known.

	answers: (weight, answer) of each item.
	"""
	rows = list(answers)
	return Score(
		score=round(sum(weight for weight, answer in rows if answer == YES), 3),
		highest=round(sum(weight for weight, _answer in rows), 3),
		unknown=sum(answer == NOT_KNOWN for _weight, answer in rows),
	)


def unanswered(answers: Iterable[str | None]) -> list[int]:
	"""Return the numbers (from 1) of the items without an answer; “not known” is an answer."""
	return [number for number, answer in enumerate(answers, 1) if answer not in (YES, NO, NOT_KNOWN)]
