"""Access to the digest's memory, which names the documents of every family: who sees the section, as far as a role lets
them read it. The roles of families have no right; a System Manager without a part sees none of it."""

from __future__ import annotations

from opsfamily.permissions.rule import NOTHING, can_see_section


def can_see(doc, user: str) -> bool:
	"""Return whether the user sees a record of the digest, whichever it is."""
	return can_see_section(user)


def get_condition(doctype: str, user: str) -> str:
	"""Return the SQL condition for the rows that the user sees (`1=0`: none, empty: all)."""
	return "" if can_see_section(user) else NOTHING
