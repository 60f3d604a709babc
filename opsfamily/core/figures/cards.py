"""Figures of children's cards (C4): children with a card, and whom or what they have on it.

Counted are the cards of families with a day of support in the period that were begun up to its last day. People of the
network are those of now: the network has no days.
"""

from __future__ import annotations

from opsfamily.core.assignments import runs_on
from opsfamily.core.figures.facts import ChildCard, Counted, Facts, documents
from opsfamily.core.former_names import normalize

DOCTYPE = "Child Card"


def cards(facts: Facts, _part: str) -> Counted:
	"""Count children with a card; a child has one."""
	return documents(DOCTYPE, get_cards(facts))


def cards_with_contact(facts: Facts, part: str) -> Counted:
	"""Count those of them of whom a contact of this kind is in the network. part: a kind of support, or any."""
	known = {(row.family, normalize(row.child)) for row in facts.child_contacts if part in ("", row.kind)}
	return _cards_of(facts, known)


def cards_in_day_centres(facts: Facts, _part: str) -> Counted:
	"""Count those of them who are enrolled in a day centre on the last day."""
	enrolled = {
		(row.family, normalize(row.child))
		for row in facts.enrolments
		if runs_on(facts.last, row.first, row.last)
	}
	return _cards_of(facts, enrolled)


def get_cards(facts: Facts) -> list[ChildCard]:
	return [row for row in facts.child_cards if row.begun <= facts.last and row.family in facts.in_period]


def _cards_of(facts: Facts, children: set[tuple[str, str]]) -> Counted:
	"""Count the cards of these children. children: (family, name as it is compared)."""
	return documents(
		DOCTYPE, (row for row in get_cards(facts) if (row.family, normalize(row.child)) in children)
	)
