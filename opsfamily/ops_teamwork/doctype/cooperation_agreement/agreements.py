"""The agreement that runs with a body, for what the form of a cooperation shows."""

from __future__ import annotations

import frappe
from frappe.utils import getdate

from opsfamily.core.assignments import runs_on
from opsfamily.core.cooperation import key_of
from opsfamily.ops_paper.values import as_written
from opsfamily.permissions.rule import get_readable_rows

AGREEMENT = "Cooperation Agreement"


def get_agreement_with(institution: str | None) -> dict:
	"""Return the agreement that runs today with an institution, by its name: `name` and `contacts`; empty without one.

	For users who read agreements.
	"""
	fields = ["name", "body", "valid_from", "valid_until"]
	for row in get_readable_rows(AGREEMENT, {"not_continued": 0}, fields, "valid_from desc, name"):
		if key_of(row.body) == key_of(institution) and runs_on(getdate(), row.valid_from, row.valid_until):
			return {"name": row.name, "contacts": get_contacts(row.name)}
	return {}


def get_contacts(agreement: str) -> list[str]:
	"""Return the contact persons of an agreement, each with position and phone."""
	# get_all: rows of an agreement that the user reads; they name workers of a body.
	rows = frappe.get_all(
		"Agreement Contact",
		{"parenttype": AGREEMENT, "parent": agreement},
		["person", "position", "phone"],
		order_by="idx",
	)
	return [as_written(", ".join(filter(None, (row.person, row.position, row.phone)))) for row in rows]
