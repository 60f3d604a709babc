"""A child's card, for tests."""

import frappe
from frappe.utils import getdate

STATE = "ograniczona"
ILLNESS = "cukrzyca"


def make_child_card(family: str, child: str = "Jan Testowy", **values):
	"""A card of today with what is given."""
	defaults = {"doctype": "Child Card", "family": family, "child": child, "as_of": getdate()}
	return frappe.get_doc({**defaults, **values}).insert()


def make_child_cards(family: str, person: str, word: str, _assistant: str = "assistant") -> list:
	"""One card with the word in every text and row, also of a health appointment, which offices do not keep by default."""
	card = make_child_card(
		family,
		person,
		authority=[{"person": word, "state": STATE, "decision": word, "scope": word}],
		dates=[{"due_on": getdate(), "what": word, "with_whom": word}],
	)
	health = {"due_on": getdate(), "what": f"{ILLNESS} {word}", "goal": word}
	card.append("health_dates", health).db_insert()
	return [frappe.get_doc(card.doctype, card.name)]
