"""The card of the demo family's oldest child: tutor and doctor in the network, parental authority, days to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe

from opsfamily.ops_casework.doctype.child_card.people import add_to_network

if TYPE_CHECKING:
	from opsfamily.setup.demo.case import DemoCase

CHILD, MOTHER, FATHER = "Oliwia Zielińska", "Katarzyna Zielińska", "Paweł Zieliński"
TUTOR = {
	"kind": "szkoła",
	"institution": "SP nr 2 w Lipowej Górze, kl. VI b",
	"contact": "wychowawczyni Joanna Wrona",
	"phone": "22 555 02 11",
}
DOCTOR = {
	"kind": "ochrona zdrowia",
	"institution": "Przychodnia Rodzinna w Lipowej Górze",
	"contact": "pediatra Adam Sowa",
	"phone": "22 555 03 20",
}


def write_card(case: DemoCase) -> None:
	"""Write the card once, and the child's people in the family's network."""
	keys = {"family": case.family, "child": CHILD}
	is_new = not frappe.db.exists("Child Card", keys)
	values = {
		"as_of": "2026-11-12",
		"authority": [{"person": person, "state": "pełna"} for person in (MOTHER, FATHER)],
		"dates": [
			{"due_on": "2026-11-05", "what": "zebranie w szkole", "with_whom": "wychowawczyni", "done": 1},
			{
				"due_on": "2026-12-09",
				"what": "rozmowa o ocenach śródrocznych",
				"with_whom": "pedagog szkolny",
			},
		],
	}
	card = frappe.get_doc("Child Card", case.find_or_make("Child Card", keys, values))
	if is_new:
		for contact in (TUTOR, DOCTOR):
			add_to_network(card, contact)


STEPS = (("assistant", write_card),)
