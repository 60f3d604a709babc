"""An office's own DocTypes with a family in them: under the rule by their Link to Family, without code.

The framework asks our hooks about them from 15.11 on (`compat.asks_hooks_of_every_doctype`); before that they are not
in the registry, and „Kontrola dostępu” names them. Whether they are on the family's page and in its control pack is ticked
in OPS Settings.
"""

from __future__ import annotations

import frappe

from opsfamily import compat
from opsfamily.office import SETTINGS
from opsfamily.permissions.registry import ENTRIES, Entry

FAMILY = "Family"
CACHE = "opsfamily_linked_doctypes"
TICKS = "Own Document"
# The group on the family's page.
PAGE = "The Office's Own Documents"
NOT_COPIED = "is the office's own form: whoever prepares the copy looks through it by hand"


def get_linked_entries() -> list[Entry]:
	"""Return an entry for each DocType that was made on this site and links to Family; kept until one is changed."""
	if not compat.asks_hooks_of_every_doctype():
		return []
	return [
		Entry(doctype, NOT_COPIED, page, column, children, retained=False, by_link=True, packed=packed)
		for doctype, column, children, page, packed in frappe.cache.get_value(CACHE, _find_ticked)
	]


def _find_ticked() -> list[tuple]:
	ticks = get_ticks()
	return [(*found, *ticks.get(found[0], (None, False))) for found in find_linked_doctypes()]


def get_ticks() -> dict[str, tuple[str | None, bool]]:
	"""Return DocType → (its group on the family's page, whether it is in the control pack), from OPS Settings."""
	# While an update is under way, the table may not be there yet.
	if not frappe.db.table_exists(TICKS):
		return {}
	fields = ["document_kind", "on_family_page", "in_control_pack"]
	# get_all: a setting, which names no family.
	rows = frappe.get_all(TICKS, {"parent": SETTINGS}, fields, order_by="idx")
	return {
		row.document_kind: (PAGE if row.on_family_page else None, bool(row.in_control_pack)) for row in rows
	}


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
	"""Look for linked DocTypes anew: called when a DocType, a field of one or OPS Settings has changed.

	Once now, for this request, and once when the change is there for all others.
	"""
	_forget()
	frappe.db.after_commit.add(_forget)


def _forget() -> None:
	frappe.cache.delete_value(CACHE)
	if hasattr(frappe.local, "opsfamily_registry"):
		del frappe.local.opsfamily_registry
