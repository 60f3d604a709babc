"""The office's own clocks, which an administrator keeps in OPS Settings: a date of a family's documents, and days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

import frappe
from frappe import ValidationError, _
from frappe.utils import cint, getdate

from opsfamily.core.assignments import ASSISTANT, SUBSTITUTE
from opsfamily.core.deadlines import MOST_DAYS, Deadline
from opsfamily.office import SETTINGS
from opsfamily.permissions.known import get_entries, get_family_column

if TYPE_CHECKING:
	from opsfamily.clocks.cases import Cases

FROM_LAST = "From the Last Document"
DAYS = ("Date", "Datetime")
# What says that the work is done.
DONE = (*DAYS, "Check")
FAMILY = "Family"


class NeededFieldError(ValidationError):
	"""A clock of the office counts from this field, so it is not deleted before the clock is."""


def get_own_deadlines(cases: Cases, clock: str | None = None) -> Iterator[Deadline]:
	"""Yield the deadlines of the office's own clocks, of documents that the user may see. clock: only this one.

	A clock whose kind or field has gone yields none; `setup/check.py` names it.
	"""
	for row in frappe.get_cached_doc(SETTINGS).own_clocks:
		if not row.disabled and clock in (None, "", row.clock_name) and not find_fault(row):
			yield from _get_deadlines(row, cases)


def get_names() -> list[str]:
	"""Return the names of the office's own clocks that are switched on, in their order."""
	return [row.clock_name for row in frappe.get_cached_doc(SETTINGS).own_clocks if not row.disabled]


def _get_deadlines(row, cases: Cases) -> Iterator[Deadline]:
	documents = _get_documents(row, cases)
	if row.counted == FROM_LAST:
		chosen = {found["family"]: found for found in documents}.values()
	else:
		chosen = [found for found in documents if not (row.done_field and found[row.done_field])]
	for found in chosen:
		due = getdate(found[row.date_field]) + timedelta(days=cint(row.days))
		who = get_responsible(cases, found["family"], row.part)
		yield Deadline(row.clock_name, found["family"], row.document_kind, found["name"], due, who)


def _get_documents(row, cases: Cases) -> list[dict]:
	"""Return the documents that have the clock's day, the latest last, with their `family`; none that is cancelled."""
	kind, column = row.document_kind, get_family_column(row.document_kind)
	if cases.kept is not None and kind not in {FAMILY, *cases.kept}:
		return []
	filters = {row.date_field: ["is", "set"], "docstatus": ["<", 2]}
	filters.update(cases.get_filter(column))
	columns = list(dict.fromkeys(("name", column, row.date_field, row.done_field or "name")))
	rows = cases.listed(kind, filters, columns, f"{row.date_field}, creation", of_family=False)
	return [{**found, "family": found[column]} for found in rows if found[column] in cases.families]


def get_responsible(cases: Cases, family: str, part: str) -> str | None:
	"""Return the user who acts for the part in the family's case: for the assistant the substitute while there is one."""
	substitute = cases.get_responsible(family, SUBSTITUTE) if part == ASSISTANT else None
	return substitute or cases.get_responsible(family, part)


def find_fault(row) -> tuple[str, str] | None:
	"""Return the field of a clock that does not fit and why, if any: (fieldname, translated sentence)."""
	if not _is_of_family(row.document_kind):
		return "document_kind", _("choose a document of a family.")
	kind = _get_fields(row.document_kind)
	if row.date_field not in dict(kind["days"]):
		return "date_field", _("{0} has no such date that everybody on the case reads.").format(kind["label"])
	if row.done_field and row.done_field not in dict(kind["done"]):
		return "done_field", _("{0} has no such field that everybody on the case reads.").format(
			kind["label"]
		)
	if not 0 <= cint(row.days) <= MOST_DAYS:
		return "days", _("a number of days from 0 to {0}.").format(MOST_DAYS)
	return None


def _is_of_family(doctype: str | None) -> bool:
	return bool(doctype and get_family_column(doctype))


def get_choices() -> dict[str, dict]:
	"""Return DocType → `label`, and `days` and `done`: (fieldname, label) of what a clock may count from and end by.

	Only what every worker on the case reads: a deadline would tell others the day.
	"""
	return {kind: _get_fields(kind) for kind in get_entries() if _is_of_family(kind)}


def _get_fields(doctype: str) -> dict:
	fields = [df for df in frappe.get_meta(doctype).fields if not df.permlevel]
	return {
		"label": _(doctype),
		"days": [(df.fieldname, _(df.label)) for df in fields if df.fieldtype in DAYS],
		"done": [(df.fieldname, _(df.label)) for df in fields if df.fieldtype in DONE],
	}


def refuse_needed_field(doc, _event: str | None = None) -> None:
	"""Refuse to delete a custom field from which a clock of the office counts (`on_trash` of Custom Field)."""
	for row in frappe.get_cached_doc(SETTINGS).own_clocks:
		if row.document_kind == doc.dt and doc.fieldname in (row.date_field, row.done_field):
			frappe.throw(
				_("The clock “{0}” in OPS Settings counts from {1}. Remove the clock first.").format(
					row.clock_name, frappe.bold(_(doc.label or doc.fieldname))
				),
				NeededFieldError,
			)
