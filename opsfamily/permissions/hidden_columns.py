"""Columns that a user may neither read nor use in a query: no filter, sort or count by them.

The framework leaves out the values of a column that the user may not read, but still filters by it, so
`family = …` confirms a guess. This concerns the staff of a day centre only: they read documents without the
permission level that leads to the family. People on a case read the family anyway.

Rows of which a user may read no column are not listed either: that there are any tells something, too.
"""

from __future__ import annotations

from urllib.parse import unquote

import frappe
from frappe import _

from opsfamily.core.columns import names_column, pattern_of
from opsfamily.permissions.known import get_parents

# Fields of these DocTypes that lead to the family have the permission level FAMILY_LEVEL.
GUARDED = ("Day Centre Enrolment", "Day Centre Note", "Group Participation")
FAMILY_LEVEL = 2
NAMES = {doctype: pattern_of([doctype.lower()]) for doctype in GUARDED}
# Method → arguments that hold a document, not a query; a field that the user may not write is not saved.
BODIES = {
	"frappe.desk.form.save.savedocs": ("doc",),
	"frappe.client.save": ("doc",),
	"frappe.client.insert": ("doc",),
	"frappe.client.insert_many": ("docs",),
	"frappe.client.bulk_update": ("docs",),
	"frappe.www.printview.get_html_and_style": ("doc",),
	"run_doc_method": ("docs",),
}
RESOURCES = ("/api/resource/", "/api/v2/document/")
# Child tables with columns of a level whose documents are no documents of families → those documents.
OTHER_ROWS = {"Day Centre Worker": ("Day Centre",)}
# Asks how a form is made, for no row.
FORM_ALONE = "frappe.desk.form.load.getdoctype"


def refuse_questions() -> None:
	"""Refuse a request that queries by a hidden column (PermissionError; `auth_hooks`: runs on every request)."""
	if frappe.session.user in ("Guest", "Administrator"):
		return
	arguments = _get_arguments()
	# Checked first because it is cheap: few requests are about these DocTypes.
	for doctype in _find_guarded(arguments) if arguments else ():
		# Few users read them without the level that leads to the family.
		columns = get_hidden_columns(doctype) if frappe.has_permission(doctype, "read") else []
		pattern = pattern_of(columns) if columns else None
		if pattern and any(names_column(value, pattern) for value in arguments.values()):
			frappe.throw(_("This document is not yours to see."), frappe.PermissionError)


def refuse_rows() -> None:
	"""Refuse a request for rows of which the session's user may read no column (PermissionError; `auth_hooks`).

	v16 asks for rows of a named document only with that document's condition, so the rows' own is not asked.
	"""
	if frappe.session.user in ("Guest", "Administrator") or _get_called() == FORM_ALONE:
		return
	doctype = frappe.form_dict.get("doctype")
	for named in (doctype, *unquote(frappe.request.path).split("/")):
		if isinstance(named, str):
			refuse_rows_without_columns(named)


def refuse_rows_without_columns(doctype: str) -> None:
	"""Refuse a list of rows of which the session's user may read no column (PermissionError).

	15.0 answers such a list with an error of the server.
	"""
	parents = get_parents(doctype) or OTHER_ROWS.get(doctype, ())
	if not parents:
		return
	readable = {level for parent in parents for level in frappe.get_meta(parent).get_permlevel_access("read")}
	if readable.isdisjoint(df.permlevel for df in frappe.get_meta(doctype).fields):
		frappe.throw(_("This action is not available for documents of families."), frappe.PermissionError)


def get_hidden_columns(doctype: str, user: str | None = None) -> list[str]:
	"""Return the fields that lead to the family, for a user who may not read them; else an empty list."""
	meta = frappe.get_meta(doctype)
	if FAMILY_LEVEL in meta.get_permlevel_access("read", user=user):
		return []
	return [df.fieldname for df in meta.fields if df.permlevel == FAMILY_LEVEL]


def _get_arguments() -> dict:
	"""Return the arguments that the request queries by: all but the documents that it brings."""
	path, method = frappe.request.path, frappe.request.method
	if path.startswith(RESOURCES) and method in ("POST", "PUT", "PATCH"):
		return {}
	bodies = BODIES.get(_get_called(), ())
	return {key: value for key, value in frappe.form_dict.items() if key not in bodies}


def _get_called() -> str:
	return frappe.form_dict.get("cmd") or frappe.request.path.rpartition("/")[2]


def _find_guarded(arguments: dict) -> list[str]:
	"""Return the guarded DocTypes that the request names."""
	path, values = unquote(frappe.request.path), list(arguments.values())
	return [doctype for doctype, pattern in NAMES.items() if doctype in path or names_column(values, pattern)]
