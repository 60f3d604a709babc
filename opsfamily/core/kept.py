"""Terms of a period as a control asks for them: of each rule the day due, and the day on which it was done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple


class Term(NamedTuple):
	"""One term. clock: its rule, as in `core.deadlines`. done: None where it was not done."""

	clock: str
	family: str
	doctype: str
	document: str
	due: date
	done: date | None = None
	what: str = ""

	def is_missed(self, today: date) -> bool:
		"""Return whether it was done after its day, or is not done though its day has passed."""
		return self.done > self.due if self.done else self.due < today

	def days_late(self, today: date) -> int:
		"""Return by how many days it was late, or is late today; 0 when it was kept."""
		return max(((self.done or today) - self.due).days, 0)


class Count(NamedTuple):
	"""How many terms of a rule a period has, and how many of them were missed."""

	clock: str
	terms: int
	missed: int


def in_period(terms: Iterable[Term], first: date, last: date) -> list[Term]:
	"""Return the terms that fall due in a period (both days included), by day."""
	due = (term for term in terms if first <= term.due <= last)
	return sorted(due, key=lambda term: (term.due, term.family, term.clock, term.document))


def count_by_rule(terms: Iterable[Term], today: date) -> list[Count]:
	"""Return for each rule its terms and those that were missed, in the order in which the rules occur."""
	counts: dict[str, list[int]] = {}
	for term in terms:
		count = counts.setdefault(term.clock, [0, 0])
		count[0] += 1
		count[1] += term.is_missed(today)
	return [Count(clock, *count) for clock, count in counts.items()]


def pair_with_next(days: Iterable[date]) -> Iterator[tuple[date, date | None]]:
	"""Yield each day with the one that follows it; the last one with None."""
	days = sorted(days)
	yield from zip(days, [*days[1:], None], strict=True)


def first_from(days: Iterable[date], first: date, last: date | None = None) -> date | None:
	"""Return the earliest of the days that lies in a period; without a last day it is open."""
	return min((day for day in days if first <= day and (not last or day <= last)), default=None)
