"""The kind of an institution with which the family's people cooperate is a link to the dictionary; it was a copied text.

A text that the dictionary does not have any more was renamed there since: the family's network says how it is called now. Where
the network has no such institution either, the text becomes an entry that is switched off, so that nothing is lost.
"""

from __future__ import annotations

import frappe

from opsfamily.core.cooperation import key_of

KIND = "Support Kind"


def execute() -> None:
	"""Name the entry of the dictionary in each document."""
	# get_all: a patch is run for the whole site.
	fields = ["name", "family", "institution", "kind"]
	rows = frappe.get_all("Cooperation", {"kind": ["is", "set"]}, fields, order_by="name")
	for row in rows:
		if frappe.db.exists(KIND, row.kind):
			continue
		known = find_in_network(row.family, row.institution)
		if known:
			frappe.db.set_value("Cooperation", row.name, "kind", known, update_modified=False)
		else:
			kind = frappe.get_doc({"doctype": KIND, "kind_name": row.kind, "disabled": 1})
			# A field that the office has made mandatory it fills in later.
			kind.insert(ignore_mandatory=True)


def find_in_network(family: str, institution: str) -> str | None:
	"""Return the kind that the family's support network gives the institution, if the dictionary has it."""
	place = {"parenttype": "Family", "parent": family}
	for row in frappe.get_all("Support Contact", place, ["institution", "kind"], order_by="idx"):
		if key_of(row.institution) == key_of(institution) and frappe.db.exists(KIND, row.kind):
			return row.kind
	return None
