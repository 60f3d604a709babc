"""What the paper of a section's report prints of its rows."""

from __future__ import annotations

from itertools import groupby

import frappe
from frappe import _

from opsfamily.core.figures.values import format_value
from opsfamily.ops_figures.comparing import get_before, get_differences_to_former
from opsfamily.ops_figures.computing import TYPED, show_value
from opsfamily.ops_figures.publishing import HIDDEN, LEFT_OUT, NotPublishedError, get_merged
from opsfamily.ops_figures.screen import show_beside

EMPTY_ROWS = 12


def paper_report_groups(doc) -> list[dict]:
	"""Return the parts of a report: `name`, `before` (heading of the last column), `rows` of four texts, and `below`.

	below: for each row, the computed value and the reason where something else was typed, and the source. A blank form
	has one part with empty rows.
	"""
	if not doc.get("creation"):
		rows = [["", "", "", ""]] * EMPTY_ROWS
		return [{"name": "", "before": "poprzedni okres", "rows": rows, "below": [()] * EMPTY_ROWS}]
	before = get_before(doc)
	return [
		_make_group(name, list(rows), before)
		for name, rows in groupby(doc.rows, lambda row: row.row_group or "")
	]


def _make_group(name: str, rows: list, before: dict) -> dict:
	return {
		"name": name,
		"before": "poprzedni okres",
		"rows": [[row.code, row.label, show_value(row), show_beside(row, before)] for row in rows],
		"below": [_get_pairs(row) for row in rows],
	}


def _get_pairs(row) -> list[tuple[str, str]]:
	is_typed_over = row.kind != TYPED and row.typed
	pairs = [("obliczono", row.computed_text), ("powód", row.reason)] if is_typed_over else []
	return [*pairs, ("źródło", row.source)] if row.source else pairs


def paper_report_differences(doc) -> list[list[str]]:
	"""Return the rows in which a correction differs from the version that it replaces: code, label, before, after."""
	if not doc.get("creation"):
		return []
	return [
		[row["code"], row["label"], row["before"], row["after"]] for row in get_differences_to_former(doc)
	]


# Printed for a hidden number; the paper says what it means.
DOT = "•"


def require_published(doc) -> None:
	"""Refuse a report without a publication copy (NotPublishedError): its numbers would all be shown."""
	if not doc.published_on:
		frappe.throw(_("There is no publication copy of this report yet."), NotPublishedError)


def paper_published_groups(doc) -> list[dict]:
	"""Return the parts of a report as its publication copy shows them: `name` and `rows` of three texts.

	Hidden numbers are a dot, rows about too few are left out, and where more than half of a part is hidden, the hidden
	rows stand there together. A report without a publication copy has no parts; a blank form has empty rows.
	"""
	if not doc.get("creation"):
		return [{"name": "", "rows": [["", "", ""]] * EMPTY_ROWS}]
	if not doc.get("published_on"):
		return []
	groups = ((name, list(rows)) for name, rows in groupby(doc.rows, lambda row: row.row_group or ""))
	return [{"name": name, "rows": _get_published(doc, name, rows)} for name, rows in groups]


def _get_published(doc, name: str, rows: list) -> list[list[str]]:
	shown = [
		[row.code, row.label, DOT if row.publication == HIDDEN else show_value(row)]
		for row in rows
		if row.publication != LEFT_OUT
	]
	merged = get_merged(doc, rows[0].row_group)
	return shown + [
		[code, "wiersze ukryte (łącznie)", format_value(value, "Number")] for code, value in merged
	]
