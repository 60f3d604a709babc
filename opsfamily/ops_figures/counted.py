"""Lists behind the numbers of a report: kept by name when it is sent, gone with the file of a destroyed family."""

from __future__ import annotations

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.utils import cstr, getdate, now

from opsfamily.core.figures.facts import Counted, Item
from opsfamily.ops_figures.computing import count_rows
from opsfamily.ops_figures.loading import load_facts
from opsfamily.permissions.documents import get_permitted, require_any
from opsfamily.permissions.rule import get_readable_rows

LIST = "Counted Document"
FIELDS = ("name", "report", "code", "family", "document_type", "document")
STAMPS = ("creation", "modified", "owner", "modified_by")


def keep_lists(report: str, counted: dict[str, Counted]) -> None:
	"""Store what the rows of a report count: names only."""
	stamps = (now(), now(), frappe.session.user, frappe.session.user)
	rows = (
		(
			frappe.generate_hash(length=14),
			report,
			code,
			item.family or None,
			item.doctype,
			item.document,
			*stamps,
		)
		for code, found in counted.items()
		for item in dict.fromkeys(found.items)
	)
	# Nobody's permission is asked: sending a report keeps its lists, also where the clerk sends it, who reads none.
	frappe.db.bulk_insert(LIST, [*FIELDS, *STAMPS], list(rows))


def forget_family(family: str) -> None:
	"""Delete a destroyed family from the lists, and note the day next to the numbers, which stay."""
	# get_all: the family is being deleted by a user who may delete it.
	rows = frappe.get_all(LIST, {"family": family}, ["report", "code"], order_by="report, code")
	for report, codes in _group(rows).items():
		frappe.db.set_value(
			"Section Report Row",
			{"parent": report, "code": ["in", codes]},
			"list_removed_on",
			getdate(),
			update_modified=False,
		)
	frappe.db.delete(LIST, {"family": family})


def _group(rows: Iterable) -> dict[str, list[str]]:
	found: dict[str, list[str]] = {}
	for row in rows:
		found.setdefault(row.report, []).append(row.code)
	return found


def get_list(report: str, code: str) -> dict:
	"""Return the list behind a number for its reader: `label`, `rows`, and a `note` where part of it was destroyed.

	Of a draft it is computed now, of a sent report it is what was counted then. Each row is a document that the reader
	may see: `family`, `representative`, `doctype`, `document`, `title`. Raises PermissionError for users who see no
	lists, such as the clerk.
	"""
	require_any("read", LIST)
	doc = get_permitted("Section Report", report, "read")
	row = next((row for row in doc.rows if row.code == code), None)
	if not row:
		frappe.throw(
			_("The report has no row {0}.").format(frappe.bold(frappe.utils.escape_html(cstr(code))))
		)
	items = _read_kept(report, code) if doc.docstatus.is_submitted() else _count_now(doc, row)
	return {"label": row.label, "note": _get_note(row), "rows": _describe(items)}


def _read_kept(report: str, code: str) -> list[Item]:
	rows = get_readable_rows(
		LIST, {"report": report, "code": code}, ["family", "document_type", "document"], "family, document"
	)
	return [Item(row.family or "", row.document_type, row.document) for row in rows]


def _count_now(doc, row) -> list[Item]:
	facts = load_facts(getdate(doc.from_date), getdate(doc.to_date))
	found = count_rows([row], facts)
	return list(found[row.code].items) if found else []


def _get_note(row) -> str:
	if not row.list_removed_on:
		return ""
	return _("Part of the list was removed with the family's file on {0}.").format(
		frappe.format(row.list_removed_on, {"fieldtype": "Date"})
	)


def _describe(items: list[Item]) -> list[dict]:
	"""Return the documents with the names of their families: only of families that the reader may see, and of the
	staff's own work only what the reader may read."""
	names = sorted({item.family for item in items if item.family})
	families = get_readable_rows("Family", {"name": ["in", names]}, ["name", "representative"], "name")
	seen = {row.name: row.representative for row in families}
	readable = _read_own_work([item for item in items if not item.family])
	people = _read_members([item.document for item in items if item.doctype == "Family Member"])
	return [
		{
			"family": item.family,
			"representative": seen.get(item.family, ""),
			"doctype": item.doctype,
			"document": item.document,
			"title": people.get(item.document) or item.document,
			"is_member": item.doctype == "Family Member",
		}
		for item in items
		if item.family in seen or item in readable
	]


def _read_own_work(items: list[Item]) -> set[Item]:
	"""Return those of the staff's documents that the reader may read."""
	kinds = sorted({item.doctype for item in items})
	readable = set()
	for doctype in (kind for kind in kinds if frappe.has_permission(kind, "read")):
		names = [item.document for item in items if item.doctype == doctype]
		found = frappe.get_list(
			doctype, {"name": ["in", names]}, pluck="name", order_by="name", limit_page_length=0
		)
		readable.update(Item("", doctype, name) for name in found)
	return readable


def _read_members(names: list[str]) -> dict[str, str]:
	"""Return row → name of a member. get_all: only rows of families that the reader may see are shown."""
	if not names:
		return {}
	rows = frappe.get_all("Family Member", {"name": ["in", names]}, ["name", "full_name"], order_by="name")
	return {row.name: row.full_name for row in rows}
