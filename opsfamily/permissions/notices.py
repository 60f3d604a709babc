"""Access to the digest's memory: it names the documents of every family, so System Managers alone read it."""

from __future__ import annotations

import frappe

from opsfamily.permissions.rule import NOTHING


def can_see(doc, user: str) -> bool:
	"""Return whether the user sees a record of the digest, whichever it is."""
	return user == "Administrator" or "System Manager" in frappe.get_roles(user)


def get_condition(doctype: str, user: str) -> str:
	"""Return the SQL condition for the rows that the user sees (`1=0`: none, empty: all)."""
	return "" if can_see(None, user) else NOTHING
