"""What hangs on a document of ours is seen by users who see the document, whoever wrote it.

Files, comments, tags, tasks, versions, views, notices: the list is `attached_doctypes.ATTACHED`. It is decided by
the record in the database; what a client sends counts as well, so that nothing is hung on a foreign document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import frappe

from opsfamily.compat import ask_other_hooks, without_permission_notes
from opsfamily.permissions.attached_doctypes import ATTACHED, CAN_SEE
from opsfamily.permissions.known import get_children, get_entries, is_known
from opsfamily.permissions.registry import make_identifier
from opsfamily.permissions.rule import NOTHING, get_row_condition

# The form calls a document that is not saved yet by such a name, and files are attached to it before it is.
UNSAVED = "new-"
# A file of an e-mail of a family's document; nothing of the core hangs deeper.
DEEPEST = 3


def can_see(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""Return whether the user sees the documents that the record hangs on (`has_permission` hook)."""
	user = user or frappe.session.user
	places = get_places(doc)
	if not all(can_reach(doctype, name, "read", user) for doctype, name in places):
		return False
	return ask_other_hooks(doc, ptype, user, CAN_SEE)


def get_places(doc) -> set[tuple[str, str]]:
	"""Return (DocType, name) of what the record hangs on: as it is stored, and as it was sent."""
	sent = {(doc.get(of_doctype), doc.get(of_name)) for of_doctype, of_name in get_pairs(doc.doctype)}
	return {place for place in (*sent, *get_stored_places(doc.doctype, doc.name)) if place[0]}


def get_stored_places(doctype: str, name: str | None) -> Iterator[tuple[str, str]]:
	"""Yield (DocType, name) of what a stored record hangs on."""
	for pair in get_pairs(doctype) if name else ():
		stored = frappe.db.get_value(doctype, name, pair)
		if stored:
			yield stored


def get_pairs(doctype: str) -> list[tuple[str, str]]:
	"""Return the pairs of columns that this version of the DocType has."""
	meta = frappe.get_meta(doctype)
	return [pair for pair in ATTACHED[doctype] if all(meta.has_field(column) for column in pair)]


def can_reach(doctype: str, name: str | None, ptype: str, user: str, depth: int = 0) -> bool:
	"""Return whether the user has this right on a document, if it or what it hangs on is one of ours."""
	if is_known(doctype):
		return _has_right(doctype, name, ptype, user)
	if doctype not in ATTACHED or depth >= DEEPEST:
		return True
	places = [place for place in get_stored_places(doctype, name) if place != (doctype, name)]
	return all(can_reach(*place, ptype, user, depth + 1) for place in places if place[0])


def _has_right(doctype: str, name: str | None, ptype: str, user: str) -> bool:
	# The technical account passes everywhere, also where the document is gone.
	if user == "Administrator":
		return True
	# A client can send anything as a name, also a filter.
	if not isinstance(name, str | int):
		return False
	if not frappe.db.exists(doctype, name):
		return str(name).startswith(UNSAVED) and bool(frappe.has_permission(doctype, "create", user=user))
	with without_permission_notes():
		return bool(frappe.has_permission(doctype, ptype, doc=frappe.get_doc(doctype, name), user=user))


def get_condition(table: str, user: str | None) -> str:
	"""Return the SQL condition for the records that hang on nothing of ours, or on what the user may read."""
	conditions = [_get_pair_condition(table, pair, user) for pair in get_pairs(table)]
	return " and ".join(conditions)


def _get_pair_condition(table: str, pair: tuple[str, str], user: str | None) -> str:
	of_doctype, of_name = (f"`tab{table}`.`{column}`" for column in pair)
	children = get_children()
	parts = [f"{of_doctype} is null", f"{of_doctype} not in ({_quote((*get_entries(), *children))})"]
	# Of what hangs on a row, lists show files only: nothing else is hung there by anybody.
	for doctype in (*get_entries(), *(children if table == "File" else ())):
		condition = get_row_condition(doctype, user)
		if condition != NOTHING:
			names = f"select `name` from `tab{doctype}` where {condition or '1=1'}"
			parts.append(f"({of_doctype} = {frappe.db.escape(doctype)} and {of_name} in ({names}))")
	return f"({' or '.join(parts)})"


def _quote(names: tuple[str, ...]) -> str:
	return ", ".join(frappe.db.escape(name) for name in names)


def __getattr__(name: str) -> Callable[[str | None], str]:
	"""Return `query_<doctype>`, the `permission_query_conditions` hook of a DocType in the list."""
	for doctype in ATTACHED if name.startswith("query_") else ():
		if name == f"query_{make_identifier(doctype)}":
			return _make_query(doctype)
	raise AttributeError(name)


@cache
def _make_query(doctype: str) -> Callable[[str | None], str]:
	def query(user: str | None = None) -> str:
		return get_condition(doctype, user)

	return query
