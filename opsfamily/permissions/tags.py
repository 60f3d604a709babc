"""The words of tags: seen by users who see a document that carries the word, and by whoever made the word.

The framework keeps one list of words for the whole office, which every user of the Desk reads; a word put on a
family ("przemoc", a name) is about that family.
"""

from __future__ import annotations

import frappe

from opsfamily.compat import ask_other_hooks
from opsfamily.permissions.attached import can_reach, get_condition

TAG, LINK = "Tag", "Tag Link"
CAN_SEE = "opsfamily.permissions.tags.can_see_word"


def query_words(user: str | None = None) -> str:
	"""Return the SQL condition for the words that the user sees (`permission_query_conditions` hook of Tag)."""
	user = user or frappe.session.user
	if user == "Administrator":
		return ""
	used = f"select `tag` from `tab{LINK}` where {get_condition(LINK, user)}"
	return f"(`tab{TAG}`.`owner` = {frappe.db.escape(user)} or `tab{TAG}`.`name` in ({used}))"


def can_see_word(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""Return whether the user sees the word (`has_permission` hook of Tag); whoever writes a new one may."""
	user = user or frappe.session.user
	owner = frappe.db.get_value(TAG, doc.name, "owner") if doc.name else None
	if owner and owner != user and user != "Administrator" and not _is_on_readable(doc.name, user):
		return False
	return ask_other_hooks(doc, ptype, user, CAN_SEE)


def _is_on_readable(word: str, user: str) -> bool:
	# get_all: what carries the word; each document is asked.
	places = frappe.get_all(
		LINK, filters={"tag": word}, fields=["document_type", "document_name"], as_list=True
	)
	return any(can_reach(*place, "read", user) for place in places)
