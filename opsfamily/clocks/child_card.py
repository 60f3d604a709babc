"""Clock of the days that are agreed about a child: school, court, probation officer; and health appointments, unnamed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import frappe

from opsfamily.core import deadlines as core
from opsfamily.core.deadlines import Deadline
from opsfamily.permissions.gate import can_read_sensitive_fields

if TYPE_CHECKING:
	from opsfamily.clocks.cases import Cases

CARD, DATE, HEALTH_DATE = "Child Card", "Child Date", "Child Health Date"


def get_dates_of_children(cases: Cases) -> Iterator[Deadline]:
	"""Yield every day on a child's card that is not done; of a health appointment the child alone, for readers of level 1."""
	cards = {row.name: row for row in cases.listed(CARD, {}, ["name", "family", "child"], "family, name")}
	for row in read_open_dates(DATE, cards):
		yield make_deadline(cases, cards[row.parent], row, DATE, f"{cards[row.parent].child}: {row.what}")
	if cards and can_read_sensitive_fields(CARD):
		for row in read_open_dates(HEALTH_DATE, cards):
			yield make_deadline(cases, cards[row.parent], row, HEALTH_DATE, cards[row.parent].child)


def read_open_dates(doctype: str, cards: dict) -> list:
	"""Return the rows that are not done of these cards: name, parent, day, and what it is where that may be said."""
	if not cards:
		return []
	filters = {"parenttype": CARD, "done": 0}
	# A list of names is for few; of a whole section the open rows are read and then kept.
	if len(cards) < 100:
		filters["parent"] = ["in", [*cards]]
	fields = ["name", "parent", "due_on", *(["what"] if doctype == DATE else [])]
	# get_all: rows of cards that the user may see.
	rows = frappe.get_all(doctype, filters, fields, order_by="due_on, parent, idx")
	return [row for row in rows if row.parent in cards]


def make_deadline(cases: Cases, card, row, doctype: str, what: str) -> Deadline:
	"""Return the clock of one day, for the family's assistant; each row of a card has notices of its own."""
	responsible, about = cases.get_responsible(card.family), core.Matter(doctype, row.name)
	return Deadline(core.CHILD_DATE, card.family, CARD, card.name, row.due_on, responsible, what, about=about)
