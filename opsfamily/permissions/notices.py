"""Access to the digest's memory, which names the documents of every family: the app alone reads it."""

from __future__ import annotations

from opsfamily.permissions.rule import NOTHING


def can_see(doc, user: str) -> bool:
	"""Return whether the user sees a record of the digest, whichever it is."""
	return user == "Administrator"


def get_condition(doctype: str, user: str) -> str:
	"""Return the SQL condition for the rows that the user sees (`1=0`: none, empty: all)."""
	return "" if user == "Administrator" else NOTHING
