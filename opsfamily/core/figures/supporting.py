"""Figures of supporting families (R1): families supported so, agreements on the last day, and costs."""

from __future__ import annotations

from opsfamily.core.assignments import periods_meet, runs_on
from opsfamily.core.figures.facts import Counted, Facts, Item, documents, families

DOCTYPE = "Supporting Family"


def families_supported(facts: Facts, _part: str) -> Counted:
	"""Count each family once that an agreement supports on a day of the period."""
	rows = facts.supporting
	return families(row.family for row in rows if periods_meet(row.first, row.last, facts.first, facts.last))


def agreements(facts: Facts, _part: str) -> Counted:
	"""Count the agreements with supporting families that run on the last day."""
	return documents(DOCTYPE, (row for row in facts.supporting if runs_on(facts.last, row.first, row.last)))


def costs(facts: Facts, _part: str) -> Counted:
	"""Add up what was paid back to supporting families in the period, in PLN."""
	rows = [row for row in facts.supporting_costs if facts.is_in(row.day)]
	items = dict.fromkeys(Item(row.family, DOCTYPE, row.name) for row in rows)
	return Counted(round(sum(row.amount for row in rows), 2), tuple(items))
