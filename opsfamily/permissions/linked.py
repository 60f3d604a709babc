"""An office's own DocTypes with a family in them: under the rule by their Link to Family, without code.

The framework asks our hooks about them from 15.11 on (`compat.asks_hooks_of_every_doctype`); before that they are not
in the registry, and „Kontrola dostępu” names them.
"""

from __future__ import annotations

import frappe

from opsfamily import compat
from opsfamily.permissions.registry import ENTRIES, Entry

FAMILY = "Family"
CACHE = "opsfamily_linked_doctypes"
NOT_COPIED = "is the office's own form: whoever prepares the copy looks through it by hand"


def get_linked_entries() -> list[Entry]:
	"""Return an entry for each DocType that was made on this site and links to Family; kept until one is changed."""
	if not compat.asks_hooks_of_every_doctype():
		return []
	return [
		Entry(doctype, NOT_COPIED, family=column, children=children, retained=False, by_link=True)
		for doctype, column, children in frappe.cache.get_value(CACHE, find_linked_doctypes)
	]


def find_linked_doctypes() -> list[tuple[str, str, tuple[str, ...]]]:
	"""Return (DocType, its first field that links to Family, its child tables) of the DocTypes made on this site."""
	found = []
	# get_all: what the site is made of, no document.
	for doctype in frappe.get_all("DocType", {"custom": 1, "istable": 0}, pluck="name", order_by="name"):
		meta = frappe.get_meta(doctype)
		columns = [df.fieldname for df in meta.get_link_fields() if df.options == FAMILY]
		if columns and not (meta.issingle or meta.is_virtual or is_ours(doctype)):
			found.append((doctype, columns[0], tuple(df.options for df in meta.get_table_fields())))
	return found


def is_ours(doctype: str) -> bool:
	"""Return whether the app's own registry has this DocType."""
	return any(entry.doctype == doctype for entry in ENTRIES)


def forget_linked(doc=None, event: str | None = None) -> None:
	"""Look for linked DocTypes anew: called when a DocType or a field of one has changed.

	Once now, for this request, and once when the change is there for all others.
	"""
	_forget()
	frappe.db.after_commit.add(_forget)


def _forget() -> None:
	frappe.cache.delete_value(CACHE)
	if hasattr(frappe.local, "opsfamily_registry"):
		del frappe.local.opsfamily_registry
