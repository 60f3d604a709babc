"""Entries in the Access Log for reads and exports that the framework does not log by itself.

The framework logs an opened form (View Log), a print page, a PDF, the export of a list and the download of a
file. This module adds whole documents that the API answers with, print previews, exports of reports and of
import templates. `docs/permissions.md` says what stays unlogged. A line of ours is in the database before the answer
has left; from v16 on the framework keeps its own in Redis for up to 15 minutes.
"""

from collections.abc import Iterator

import frappe
from frappe.utils import add_to_date

from opsfamily.permissions.access_log import write_line
from opsfamily.permissions.front_door import get_call, get_core_path
from opsfamily.permissions.known import get_family_column, get_parents, is_confidential

API, PREVIEW, REPORT, TEMPLATE, DELETED = "API", "Print Preview", "Report", "Import Template", "Delete"
PREVIEWS = ("frappe.www.printview.get_html_and_style", "frappe.www.printview.get_rendered_raw_commands")
REPORT_EXPORT = "frappe.desk.query_report.export_query"
TEMPLATE_EXPORT = "frappe.core.doctype.data_import.data_import.download_template"


def log_request(response=None, request=None) -> None:
	"""Log what the request has answered with (`after_request` hook); a refused request has answered nothing."""
	if response is None or response.status_code >= 400 or frappe.session.user == "Guest":
		return
	method = get_core_path(get_call().method)
	for doctype, name in dict.fromkeys(get_answered_documents()):
		write_line(doctype=doctype, document=name, method=API)
	if method in PREVIEWS:
		log_preview()
	elif method == REPORT_EXPORT:
		log_report_export()
	elif method == TEMPLATE_EXPORT:
		log_template_export()


def get_answered_documents() -> Iterator[tuple[str, str]]:
	"""Yield (DocType, name) of the confidential documents in the answer; a child row counts as its document."""
	for key in ("message", "data"):
		answer = frappe.local.response.get(key)
		for value in answer if isinstance(answer, list) else [answer]:
			if document := _identify(value):
				yield document


def log_preview() -> None:
	"""Log the form's print preview, asked for by name or with the document as JSON."""
	doc, name = frappe.form_dict.get("doc"), frappe.form_dict.get("name")
	if not name:
		sent = frappe.parse_json(doc)
		doc, name = sent.get("doctype"), sent.get("name")
	if is_confidential(doc):
		write_line(doctype=doc, document=name, method=PREVIEW)


def log_report_export() -> None:
	"""Log the export of a report on a confidential DocType."""
	report = frappe.form_dict.get("report_name")
	doctype = frappe.get_cached_value("Report", report, "ref_doctype")
	if is_confidential(doctype):
		_log_export(doctype, REPORT, report_name=report, filters=frappe.form_dict.get("filters"))


def log_template_export() -> None:
	"""Log an import template that was downloaded with records."""
	doctype = frappe.form_dict.get("doctype")
	if is_confidential(doctype) and frappe.form_dict.get("export_records") != "blank_template":
		_log_export(doctype, TEMPLATE, filters=frappe.form_dict.get("export_filters"))


def log_deletion(doc) -> None:
	"""Log a deleted draft, with its family in `filters`: its View Log is deleted with it."""
	column = get_family_column(doc.doctype)
	family = doc.get(column) if column else None
	values = {"user": frappe.session.user, "export_from": doc.doctype, "reference_document": doc.name}
	# Not at once, which would commit half of the deletion.
	frappe.get_doc({"doctype": "Access Log", "method": DELETED, "filters": family, **values}).db_insert()


def was_just_viewed(doc) -> bool:
	"""Return whether the user has opened the document within the last minute.

	Requests of its form belong to the same opening.
	"""
	filters = {
		"reference_doctype": doc.doctype,
		"reference_name": doc.name,
		"viewed_by": frappe.session.user,
		"creation": [">", add_to_date(None, minutes=-1)],
	}
	return bool(frappe.db.exists("View Log", filters))


def _log_export(doctype: str, method: str, **details) -> None:
	file_type = frappe.form_dict.get("file_format_type") or frappe.form_dict.get("file_type")
	write_line(doctype=doctype, file_type=file_type, method=method, **details)


def _identify(value: object) -> tuple[str, str] | None:
	if not hasattr(value, "get"):
		return None
	doctype, name = value.get("doctype"), value.get("name")
	if get_parents(doctype):
		doctype, name = value.get("parenttype"), value.get("parent")
	return (doctype, name) if is_confidential(doctype) and name else None
