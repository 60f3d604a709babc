"""The registry of this site: our confidential DocTypes, those that other apps have entered, and the office's own.

Another app names a tuple of `Entry` in its hooks: `opsfamily_confidential_doctypes = ["its_app.module.ENTRIES"]`,
and wires its DocTypes by `registry.query_hooks` and `registry.permission_hooks`.
"""

from __future__ import annotations

import frappe

from opsfamily.permissions.linked import get_linked_entries
from opsfamily.permissions.registry import ENTRIES, Entry, get_parents_by_child

HOOK = "opsfamily_confidential_doctypes"


def get_entries() -> dict[str, Entry]:
	"""Return DocType → entry, those of this app first (kept for one request)."""
	return _get_registry()[0]


def get_parents(child: str) -> tuple[str, ...]:
	"""Return the confidential DocTypes that have this child table; empty for any other DocType."""
	return _get_registry()[1].get(child, ()) if isinstance(child, str) else ()


def get_children() -> tuple[str, ...]:
	"""Return the child DocTypes of all confidential DocTypes."""
	return tuple(_get_registry()[1])


def get_case_doctypes() -> tuple[str, ...]:
	"""Return the confidential DocTypes that belong to a family."""
	return tuple(entry.doctype for entry in get_entries().values() if entry.family)


def is_confidential(doctype: str | None) -> bool:
	"""Return whether the DocType is in the registry."""
	# A client may send anything as a DocType; what is no text names none.
	return isinstance(doctype, str) and doctype in get_entries()


def is_known(doctype: str | None) -> bool:
	"""Return whether the DocType is in the registry, or is a child table of one that is."""
	return is_confidential(doctype) or bool(get_parents(doctype))


def get_family_column(doctype: str) -> str | None:
	"""Return the column that holds the family of a document; None for a DocType without a family."""
	entry = get_entries().get(doctype)
	return entry.family if entry else None


def get_order_field(doctype: str) -> str:
	"""Return the field by which documents of a kind are put in order, as a rule their day: the one of the DocType itself,
	however the office sorts its list (Customize Form)."""
	return frappe.get_cached_value("DocType", doctype, "sort_field") or "modified"


def _get_registry() -> tuple[dict[str, Entry], dict[str, tuple[str, ...]]]:
	if not hasattr(frappe.local, "opsfamily_registry"):
		entered = (*ENTRIES, *_get_entries_of_other_apps())
		known = {entry.doctype for entry in entered}
		entries = (*entered, *(entry for entry in get_linked_entries() if entry.doctype not in known))
		frappe.local.opsfamily_registry = {e.doctype: e for e in entries}, get_parents_by_child(entries)
	return frappe.local.opsfamily_registry


def _get_entries_of_other_apps() -> list[Entry]:
	return [entry for path in frappe.get_hooks(HOOK) for entry in frappe.get_attr(path)]
