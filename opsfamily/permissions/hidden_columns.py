"""Columns that a person may not read, and may not ask about either: neither filter, sort nor count by them.

The platform leaves them out of its answers, but finds by them all the same: `family = …` confirms a guess. Only
the staff of a day centre read documents of which they lack a level that they must not learn by guessing; whoever
is on a case reads the family anyway.
"""

from __future__ import annotations

from urllib.parse import unquote

import frappe
from frappe import _

from opsfamily.core.columns import names_column, pattern_of

# These stand at FAMILY_LEVEL the link to the family, and whatever else leads to it.
GUARDED = ("Day Centre Enrolment", "Day Centre Note")
FAMILY_LEVEL = 2
# Requests that carry a document, not a question; what a writer may not set is not set.
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


def refuse_questions() -> None:
	"""`auth_hooks`: asked of every request once it is known whose it is. Raises PermissionError."""
	if frappe.session.user in ("Guest", "Administrator"):
		return
	for doctype in GUARDED:
		# Cheap, and so first: hardly anybody reads these without that level.
		columns = get_hidden_columns(doctype) if frappe.has_permission(doctype, "read") else []
		arguments = _arguments() if columns else {}
		if arguments and _is_about(doctype, arguments):
			pattern = pattern_of(columns)
			if any(names_column(value, pattern) for value in arguments.values()):
				frappe.throw(_("This document is not yours to see."), frappe.PermissionError)


def get_hidden_columns(doctype: str, user: str | None = None) -> list[str]:
	"""Fields of the level that leads to the family, for a user who may not read it; else none."""
	meta = frappe.get_meta(doctype)
	if FAMILY_LEVEL in meta.get_permlevel_access("read", user=user):
		return []
	return [df.fieldname for df in meta.fields if df.permlevel == FAMILY_LEVEL]


def _arguments() -> dict:
	"""What the request asks by: all its arguments but the document that it brings."""
	path, method = frappe.request.path, frappe.request.method
	if path.startswith(RESOURCES) and method in ("POST", "PUT", "PATCH"):
		return {}
	asked = frappe.form_dict.get("cmd") or path.rpartition("/")[2]
	bodies = BODIES.get(asked, ())
	return {key: value for key, value in frappe.form_dict.items() if key not in bodies}


def _is_about(doctype: str, arguments: dict) -> bool:
	pattern = pattern_of([doctype.lower()])
	return doctype in unquote(frappe.request.path) or names_column(list(arguments.values()), pattern)
