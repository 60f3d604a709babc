"""Rows that belong to another document are refused in every save, whatever the document is.

The framework writes a row under the document that it is saved with, and looks at its name alone: a row with the
name of another document's row would leave that one, also when it was submitted or accepted. Wired for every
DocType (`doc_events["*"]`), because the document that takes the row need not be one of ours.
"""

from __future__ import annotations

import frappe
from frappe import ValidationError, _

from opsfamily.permissions.known import get_children

PLACE = ("parenttype", "parent", "parentfield")


class ForeignRowError(ValidationError):
	"""A row that is stored in another document, or in another table of this one, is never taken over."""


class LostRowError(ValidationError):
	"""What was submitted keeps its rows."""


def guard_rows(doc, event: str | None = None) -> None:
	"""Refuse rows that are stored elsewhere (ForeignRowError); runs before every save, submit and cancel.

	Refuses the loss of a row of something submitted as well (LostRowError).
	"""
	ours = get_children()
	for table in doc.meta.get_table_fields():
		if table.options in ours:
			_refuse_foreign_rows(doc, table)
			if event != "before_validate" and not table.allow_on_submit:
				_refuse_lost_rows(doc, table)


def _refuse_foreign_rows(doc, table) -> None:
	rows = doc.get(table.fieldname) or []
	place = (doc.doctype, doc.name, table.fieldname)
	# A row that the document has already is asked for no more: an ordinary save costs no query.
	known = _get_stored_rows(doc, table)
	# An insert gives every row a new name and writes it by INSERT, so it takes none from elsewhere.
	unknown = [row.name for row in rows if row.name and row.name not in known] if not doc.is_new() else []
	moved = any(row.get("parentfield") not in (None, table.fieldname) for row in rows)
	if moved or any(tuple(row[field] for field in PLACE) != place for row in _find(table.options, unknown)):
		frappe.throw(
			_("{0}: a row of another document cannot be taken over.").format(frappe.bold(_(table.label))),
			ForeignRowError,
		)


def _refuse_lost_rows(doc, table) -> None:
	if not _get_stored_rows(doc, table) <= {row.name for row in doc.get(table.fieldname) or []}:
		frappe.throw(
			_("{0}: what was submitted keeps its rows.").format(frappe.bold(_(table.label))), LostRowError
		)


def _get_stored_rows(doc, table) -> set[str]:
	before = doc.get_doc_before_save()
	return {row.name for row in before.get(table.fieldname) or []} if before else set()


def _find(doctype: str, names: list[str]) -> list[frappe._dict]:
	# get_all: a row counts wherever it is stored, also where the user may not read it.
	return (
		frappe.get_all(doctype, filters={"name": ["in", names]}, fields=PLACE, order_by="idx")
		if names
		else []
	)
