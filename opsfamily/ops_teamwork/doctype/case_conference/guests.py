"""People whom a conference may invite with one click: those on the case, and the family's support network."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import getdate

from opsfamily.core.assignments import runs_on
from opsfamily.notify import get_workers
from opsfamily.permissions.rule import get_readable_rows


def get_guests(family) -> dict[str, list[dict]]:
	"""Return rows for a conference's people: `workers` on the case today, and `contacts` of the network.

	family: the document, with the fields that its reader may see.
	"""
	return {"workers": get_workers_on(family.name), "contacts": get_contacts(family)}


def get_workers_on(family: str) -> list[dict]:
	"""Return enabled workers who are on the case today, each once with their part, in the order of assignment."""
	fields = ["user", "full_name", "part", "from_date", "until_date"]
	rows = get_readable_rows("Case Assignment", {"family": family}, fields, "from_date, creation")
	working = set(get_workers())
	running = [
		row for row in rows if row.user in working and runs_on(getdate(), row.from_date, row.until_date)
	]
	by_user = {row.user: row for row in reversed(running)}
	return [
		{
			"user": row.user,
			"full_name": row.full_name,
			"body": _(row.part),
			"email": frappe.db.get_value("User", row.user, "email"),
		}
		for row in running
		if by_user[row.user] is row
	]


def get_contacts(family) -> list[dict]:
	"""Return the network's contacts with their institution as body; a nameless one by institution and kind."""
	return [
		{"full_name": row.contact or row.institution, "body": row.institution if row.contact else row.kind}
		for row in family.support_network
		if row.contact or row.institution
	]
