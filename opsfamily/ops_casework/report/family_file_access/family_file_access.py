"""The report „Kto przeglądał akta rodziny”: who opened, printed, exported or downloaded a family's documents.

It reads the framework's View Log and Access Log; `permissions/traces.py` logs what the framework leaves out.
"""

from datetime import date

import frappe
from frappe import _
from frappe.query_builder import Criterion
from frappe.utils import add_days, getdate

from opsfamily.case.reports import answers_refusals
from opsfamily.permissions import traces
from opsfamily.permissions.gate import require_read
from opsfamily.permissions.known import get_case_doctypes, get_family_column
from opsfamily.permissions.rule import get_readable_rows


@answers_refusals
def execute(filters: dict | None = None) -> tuple:
	"""Return columns and rows, the newest first. filters: family, from_date, until_date (both inclusive), user.

	Without a family return a message: the Desk runs the report once before it has filled in the filters.
	Raises PermissionError when the user may not read the family.
	"""
	filters = frappe._dict(filters or {})
	if not filters.family:
		return get_columns(), [], _("Choose a family.")
	require_read("Family", filters.family)
	documents = get_documents(filters.family)
	rows = [*get_openings(documents, filters), *get_accesses(documents, filters), *get_list_exports(filters)]
	rows.sort(key=lambda row: row["moment"], reverse=True)
	return get_columns(), add_names(rows)


def get_documents(family: str) -> dict[str, list[str]]:
	"""Return DocType → names of the family's documents that the user may see."""
	documents = {}
	for doctype in get_case_doctypes():
		rows = get_readable_rows(doctype, {get_family_column(doctype): family}, ["name"], "name")
		documents[doctype] = [row.name for row in rows]
	return documents


def get_openings(documents: dict[str, list[str]], filters: frappe._dict) -> list[dict]:
	"""Return the rows of opened forms."""
	log = frappe.qb.DocType("View Log")
	query = frappe.qb.from_(log).select(
		log.creation.as_("moment"),
		log.owner.as_("user"),
		log.reference_doctype.as_("doctype"),
		log.reference_name.as_("document"),
	)
	is_ours = make_condition(log.reference_doctype, log.reference_name, documents)
	rows = filter_log(query.where(is_ours), log, log.owner, filters).run(as_dict=True)
	return [make_row(row, _("Opened")) for row in rows]


def get_accesses(documents: dict[str, list[str]], filters: frappe._dict) -> list[dict]:
	"""Return the rows of prints, downloads and reads of single documents and files, and of deleted drafts."""
	log, files = frappe.qb.DocType("Access Log"), get_files(documents)
	is_ours = make_condition(log.export_from, log.reference_document, {**documents, "File": list(files)})
	is_deleted = (log.method == traces.DELETED) & (log.filters == filters.family)
	rows = filter_log(_make_access_query(log).where(is_ours | is_deleted), log, log.user, filters).run(
		as_dict=True
	)
	for row in rows:
		if row.doctype == "File":
			row.doctype, row.document, row.file_name = files[row.document]
	return [make_row(row, format_kind(row), row.file_name) for row in rows]


def get_list_exports(filters: frappe._dict) -> list[dict]:
	"""Return the rows of exports of whole lists and reports, which may have contained the family."""
	log = frappe.qb.DocType("Access Log")
	is_whole = log.reference_document.isnull() | (log.reference_document == "")
	# A print without a document is a blank form, which holds nobody's data.
	query = _make_access_query(log).where(log.export_from.isin(get_case_doctypes()) & is_whole)
	query = query.where(log.method.isnull() | (log.method != "Print"))
	rows = filter_log(query, log, log.user, filters).run(as_dict=True)
	return [
		make_row(row, _("Exported (or tried to) a list that may hold this family"), _(row.report_name or ""))
		for row in rows
	]


def get_files(documents: dict[str, list[str]]) -> dict[str, tuple[str, str, str]]:
	"""Return File → (DocType, document, file name) of the documents' attachments."""
	file = frappe.qb.DocType("File")
	rows = (
		frappe.qb.from_(file)
		.select(file.name, file.attached_to_doctype, file.attached_to_name, file.file_name)
		.where(make_condition(file.attached_to_doctype, file.attached_to_name, documents))
		.orderby(file.name)
	).run()
	return {name: (doctype, document, file_name) for name, doctype, document, file_name in rows}


def make_condition(doctype, name, documents: dict[str, list[str]]) -> Criterion:
	"""Return the condition that two columns name one of the documents; never true without documents."""
	conditions = [(doctype == kind) & name.isin(names) for kind, names in documents.items() if names]
	return Criterion.any(conditions) if conditions else doctype.isnull() & doctype.notnull()


def filter_log(query, log, user, filters: frappe._dict):
	"""Return the query of a log limited to the days and the user of the filters. user: its column."""
	if filters.from_date:
		query = query.where(log.creation >= getdate(filters.from_date))
	if filters.until_date:
		until: date = add_days(getdate(filters.until_date), 1)
		query = query.where(log.creation < until)
	if filters.user:
		query = query.where(user == filters.user)
	return query.orderby(log.creation)


def format_kind(row: frappe._dict) -> str:
	"""Return in words what was done."""
	if row.file_name:
		return _("Downloaded a File")
	kinds = {
		traces.API: _("Read by a Program (API)"),
		traces.PREVIEW: _("Looked at the Print"),
		traces.DELETED: _("Deleted the Draft"),
		"Print": _("Printed") if row.file_type == "PDF" else _("Downloaded as {0}").format(row.file_type),
	}
	return kinds.get(row.method) or _("Exported")


def make_row(row: frappe._dict, what: str, details: str | None = None) -> dict:
	"""Return a row of the report for an entry of a log."""
	kind = _(row.doctype)
	return {**row, "what": what, "kind": kind, "details": details}


def add_names(rows: list[dict]) -> list[dict]:
	"""Return the rows with the users' full names."""
	user, users = frappe.qb.DocType("User"), {row["user"] for row in rows}
	query = frappe.qb.from_(user).select(user.name, user.full_name).orderby(user.name)
	names = dict(query.where(user.name.isin(users)).run()) if users else {}
	return [{**row, "full_name": names.get(row["user"])} for row in rows]


def get_columns() -> list[dict]:
	"""Return the columns of the report."""
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


def _make_access_query(log):
	return frappe.qb.from_(log).select(
		log.creation.as_("moment"),
		log.user,
		log.export_from.as_("doctype"),
		log.reference_document.as_("document"),
		log.method,
		log.file_type,
		log.report_name,
	)
