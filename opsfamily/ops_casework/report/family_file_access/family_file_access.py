"""„Kto przeglądał akta rodziny”: who opened, printed, exported and downloaded what of a family, and when.

From the platform's View Log and Access Log; `traces.py` adds to them what the platform leaves out.
"""

from datetime import date

import frappe
from frappe import _
from frappe.query_builder import Criterion
from frappe.utils import add_days, getdate

from opsfamily.permissions import traces
from opsfamily.permissions.gate import require_read
from opsfamily.permissions.known import get_case_doctypes, get_family_column
from opsfamily.permissions.rule import get_readable_rows


def execute(filters: dict | None = None) -> tuple:
	"""Columns and rows, newest first. filters: family, from_date, until_date (both days count), user.

	Without a family no rows, but a message: the Desk asks once before it has filled the filters in.
	Raises PermissionError when the family is not the reader's to see.
	"""
	filters = frappe._dict(filters or {})
	if not filters.family:
		return columns(), [], _("Choose a family.")
	require_read("Family", filters.family)
	documents = documents_of(filters.family)
	rows = [*openings(documents, filters), *accesses(documents, filters), *list_exports(filters)]
	rows.sort(key=lambda row: row["moment"], reverse=True)
	return columns(), with_names(rows)


def documents_of(family: str) -> dict[str, list[str]]:
	"""DocType → names of the family's documents that the reader may see."""
	documents = {}
	for doctype in get_case_doctypes():
		rows = get_readable_rows(doctype, {get_family_column(doctype): family}, ["name"], "name")
		documents[doctype] = [row.name for row in rows]
	return documents


def openings(documents: dict[str, list[str]], filters: frappe._dict) -> list[dict]:
	log = frappe.qb.DocType("View Log")
	query = frappe.qb.from_(log).select(
		log.creation.as_("moment"),
		log.viewed_by.as_("user"),
		log.reference_doctype.as_("doctype"),
		log.reference_name.as_("document"),
	)
	is_ours = one_of(log.reference_doctype, log.reference_name, documents)
	rows = in_time(query.where(is_ours), log, log.viewed_by, filters).run(as_dict=True)
	return [row_of(row, _("Opened")) for row in rows]


def accesses(documents: dict[str, list[str]], filters: frappe._dict) -> list[dict]:
	"""Prints, downloads and reads of single documents and their files, and drafts that were deleted."""
	log, files = frappe.qb.DocType("Access Log"), files_of(documents)
	is_ours = one_of(log.export_from, log.reference_document, {**documents, "File": list(files)})
	is_deleted = (log.method == traces.DELETED) & (log.filters == filters.family)
	rows = in_time(_access_query(log).where(is_ours | is_deleted), log, log.user, filters).run(as_dict=True)
	for row in rows:
		if row.doctype == "File":
			row.doctype, row.document, row.file_name = files[row.document]
	return [row_of(row, kind_of(row), row.file_name) for row in rows]


def list_exports(filters: frappe._dict) -> list[dict]:
	"""Exports of whole lists and reports: the family may have been in them."""
	log = frappe.qb.DocType("Access Log")
	is_whole = log.reference_document.isnull() | (log.reference_document == "")
	# A blank form holds nobody's data.
	query = _access_query(log).where(log.export_from.isin(get_case_doctypes()) & is_whole)
	query = query.where(log.method.isnull() | (log.method != "Print"))
	rows = in_time(query, log, log.user, filters).run(as_dict=True)
	return [
		row_of(row, _("Exported (or tried to) a list that may hold this family"), _(row.report_name or ""))
		for row in rows
	]


def files_of(documents: dict[str, list[str]]) -> dict[str, tuple[str, str, str]]:
	"""File → (DocType, document, file name) of what is attached to the documents."""
	file = frappe.qb.DocType("File")
	rows = (
		frappe.qb.from_(file)
		.select(file.name, file.attached_to_doctype, file.attached_to_name, file.file_name)
		.where(one_of(file.attached_to_doctype, file.attached_to_name, documents))
		.orderby(file.name)
	).run()
	return {name: (doctype, document, file_name) for name, doctype, document, file_name in rows}


def one_of(doctype, name, documents: dict[str, list[str]]) -> Criterion:
	"""Whether two columns name one of the documents."""
	kinds = [(doctype == kind) & name.isin(names) for kind, names in documents.items() if names]
	return Criterion.any(kinds) if kinds else doctype.isnull() & doctype.notnull()


def in_time(query, log, user, filters: frappe._dict):
	if filters.from_date:
		query = query.where(log.creation >= getdate(filters.from_date))
	if filters.until_date:
		until: date = add_days(getdate(filters.until_date), 1)
		query = query.where(log.creation < until)
	if filters.user:
		query = query.where(user == filters.user)
	return query.orderby(log.creation)


def kind_of(row: frappe._dict) -> str:
	"""What was done, in the reader's words."""
	if row.file_name:
		return _("Downloaded a File")
	kinds = {
		traces.API: _("Read by a Program (API)"),
		traces.PREVIEW: _("Looked at the Print"),
		traces.DELETED: _("Deleted the Draft"),
		"Print": _("Printed") if row.file_type == "PDF" else _("Downloaded as {0}").format(row.file_type),
	}
	return kinds.get(row.method) or _("Exported")


def row_of(row: frappe._dict, what: str, details: str | None = None) -> dict:
	kind = _(row.doctype)
	return {**row, "what": what, "kind": kind, "details": details}


def with_names(rows: list[dict]) -> list[dict]:
	user, users = frappe.qb.DocType("User"), {row["user"] for row in rows}
	query = frappe.qb.from_(user).select(user.name, user.full_name).orderby(user.name)
	names = dict(query.where(user.name.isin(users)).run()) if users else {}
	return [{**row, "full_name": names.get(row["user"])} for row in rows]


def columns() -> list[dict]:
	return [
		{"fieldname": "moment", "label": _("When"), "fieldtype": "Datetime", "width": 160},
		{"fieldname": "full_name", "label": _("Full Name"), "fieldtype": "Data", "width": 180},
		{"fieldname": "user", "label": _("User"), "fieldtype": "Data", "width": 140},
		{"fieldname": "what", "label": _("What Was Done"), "fieldtype": "Data", "width": 220},
		{"fieldname": "kind", "label": _("Kind of the Document"), "fieldtype": "Data", "width": 180},
		{
			"fieldname": "doctype",
			"label": _("Kind of the Document"),
			"fieldtype": "Data",
			"hidden": 1,
		},
		{
			"fieldname": "document",
			"label": _("Document"),
			"fieldtype": "Dynamic Link",
			"options": "doctype",
			"width": 160,
		},
		{"fieldname": "details", "label": _("Details"), "fieldtype": "Data", "width": 200},
	]


def _access_query(log):
	return frappe.qb.from_(log).select(
		log.creation.as_("moment"),
		log.user,
		log.export_from.as_("doctype"),
		log.reference_document.as_("document"),
		log.method,
		log.file_type,
		log.report_name,
	)
