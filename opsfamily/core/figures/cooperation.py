"""Figures of agreements with bodies (P1): those that run, by kind of support, and those evaluated. part: a kind, or all."""

from __future__ import annotations

from opsfamily.core.assignments import runs_on
from opsfamily.core.figures.facts import Counted, Facts, Item

DOCTYPE = "Cooperation Agreement"


def agreements(facts: Facts, part: str) -> Counted:
	"""Count the agreements with bodies that run on the last day.

	Of one that was not continued and has no last day nobody knows how long it ran, so it is left out.
	"""
	return _documents(
		row.name
		for row in facts.agreements
		if runs_on(facts.last, row.first, row.last)
		and (row.last or row.is_continued)
		and part in ("", row.kind)
	)


def evaluated(facts: Facts, part: str) -> Counted:
	"""Count each agreement once of which the cooperation was evaluated in the period."""
	kinds = {row.name: row.kind for row in facts.agreements}
	rows = [row.name for row in facts.cooperations_evaluated if facts.is_in(row.day)]
	return _documents(name for name in rows if part in ("", kinds.get(name)))


def _documents(names) -> Counted:
	items = tuple(Item("", DOCTYPE, name) for name in dict.fromkeys(names))
	return Counted(len(items), items)
