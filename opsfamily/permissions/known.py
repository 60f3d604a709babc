"""The registry as this site has it: our confidential DocTypes, and those that other apps have entered.

Another app names a tuple of `Entry` in its hooks: `opsfamily_confidential_doctypes = ["its_app.module.ENTRIES"]`,
and wires its DocTypes by `registry.query_hooks` and `registry.permission_hooks`.
"""

from __future__ import annotations

import frappe

from opsfamily.permissions.registry import ENTRIES, Entry, parents_by_child

HOOK = "opsfamily_confidential_doctypes"


def get_entries() -> dict[str, Entry]:
	"""Return DocType → its entry, ours first (kept for one request)."""
	return _registry()[0]


def get_parents(child: str) -> tuple[str, ...]:
	"""Return the confidential DocTypes whose rows this DocType holds; none for any other DocType."""
	return _registry()[1].get(child, ())


def get_children() -> tuple[str, ...]:
	"""Return every DocType of rows of a confidential document."""
	return tuple(_registry()[1])


def get_case_doctypes() -> tuple[str, ...]:
	"""Return the confidential DocTypes that belong to a family."""
	return tuple(entry.doctype for entry in get_entries().values() if entry.family)


def is_confidential(doctype: str | None) -> bool:
	"""Return whether the DocType stands in the registry."""
	return doctype in get_entries()


def is_known(doctype: str | None) -> bool:
	"""Return whether the DocType stands in the registry, or holds rows of one that does."""
	return is_confidential(doctype) or bool(get_parents(doctype))


def get_family_column(doctype: str) -> str | None:
	"""Return the column that says to which family a document belongs."""
	entry = get_entries().get(doctype)
	return entry.family if entry else None


def _registry() -> tuple[dict[str, Entry], dict[str, tuple[str, ...]]]:
	if not hasattr(frappe.local, "opsfamily_registry"):
		entries = (*ENTRIES, *_entries_of_other_apps())
		frappe.local.opsfamily_registry = {e.doctype: e for e in entries}, parents_by_child(entries)
	return frappe.local.opsfamily_registry


def _entries_of_other_apps() -> list[Entry]:
	return [entry for path in frappe.get_hooks(HOOK) for entry in frappe.get_attr(path)]
