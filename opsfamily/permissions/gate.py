"""Whitelisted methods of the core that bypass the access rule, overridden with a check.

For DocTypes outside the registry the core's own function answers, unchanged. `docs/permissions.md` says which
gap each of them closes.
"""

from importlib import import_module
from typing import Any

import frappe
from frappe import _

from opsfamily.arguments import as_filters, filters_refused
from opsfamily.core.formulas import defuse_csv, defuse_xlsx
from opsfamily.permissions.known import get_parents, is_confidential, is_known


@frappe.whitelist()
def get(doctype: str, name: str | None = None, **rest: Any) -> Any:
	"""Check frappe.client.get: a row of a child table is read by users who may read its document."""
	if get_parents(doctype) and name:
		require_read(*frappe.db.get_value(doctype, name, ["parenttype", "parent"]) or (doctype, name))
	return _call_core("frappe.client.get", doctype=doctype, name=name, **rest)


@frappe.whitelist()
def get_count(doctype: str, filters: str | dict | list | None = None, **rest: Any) -> int:
	"""Replace frappe.client.get_count, which counts the whole table and so confirms guesses about families."""
	if not is_known(doctype):
		return _call_core("frappe.client.get_count", doctype=doctype, filters=filters, **rest)
	with filters_refused():
		return len(frappe.get_list(doctype, filters=as_filters(filters), pluck="name", limit_page_length=0))


@frappe.whitelist()
def search_link(doctype: str, **rest: Any) -> Any:
	"""Check frappe.desk.search.search_link, which lists every name for `ignore_user_permissions`."""
	return _call_core(
		"frappe.desk.search.search_link", doctype=doctype, **_heed_user_permissions(doctype, rest)
	)


@frappe.whitelist()
def search_widget(doctype: str, **rest: Any) -> Any:
	"""Check frappe.desk.search.search_widget, as `search_link`."""
	return _call_core(
		"frappe.desk.search.search_widget", doctype=doctype, **_heed_user_permissions(doctype, rest)
	)


@frappe.whitelist()
def get_link_title(doctype: str, docname: str, **rest: Any) -> Any:
	"""Check frappe.desk.search.get_link_title, which answers for every document."""
	require_read(doctype, docname)
	return _call_core("frappe.desk.search.get_link_title", doctype=doctype, docname=docname, **rest)


@frappe.whitelist()
def validate_link(doctype: str, docname: str, **rest: Any) -> Any:
	"""Check frappe.client.validate_link; for a document that the user may not read, answer that it does not exist."""
	if is_confidential(doctype) and not _can_read(doctype, docname):
		return {"name": None}
	return _call_core("frappe.client.validate_link", doctype=doctype, docname=docname, **rest)


@frappe.whitelist()
def is_document_amended(doctype: str, docname: str, **rest: Any) -> Any:
	"""Check frappe.client.is_document_amended, which names the amendment of every document."""
	require_read(doctype, docname)
	return _call_core("frappe.client.is_document_amended", doctype=doctype, docname=docname, **rest)


@frappe.whitelist(methods=["POST"])
def toggle_like(doctype: str, name: str, **rest: Any) -> Any:
	"""Check frappe.desk.like.toggle_like, which writes on every document."""
	require_read(doctype, name)
	return _call_core("frappe.desk.like.toggle_like", doctype=doctype, name=name, **rest)


@frappe.whitelist()
def get_follow_users(doctype: str, doc_name: str, **rest: Any) -> Any:
	"""Check frappe.desk.form.document_follow.get_follow_users, which answers for every document."""
	require_read(doctype, doc_name)
	method = "frappe.desk.form.document_follow.get_follow_users"
	return _call_core(method, doctype=doctype, doc_name=doc_name, **rest)


@frappe.whitelist(methods=["POST"])
def add_tag(tag: str, dt: str, dn: str, **rest: Any) -> Any:
	"""Check frappe.desk.doctype.tag.tag.add_tag, which writes on every document."""
	require_read(dt, dn)
	return _call_core("frappe.desk.doctype.tag.tag.add_tag", tag=tag, dt=dt, dn=dn, **rest)


@frappe.whitelist(methods=["POST"])
def add_tags(tags: str | list, dt: str, docs: str | list, **rest: Any) -> Any:
	"""Check frappe.desk.doctype.tag.tag.add_tags, as `add_tag`."""
	for name in frappe.parse_json(docs):
		require_read(dt, name)
	return _call_core("frappe.desk.doctype.tag.tag.add_tags", tags=tags, dt=dt, docs=docs, **rest)


@frappe.whitelist(methods=["POST"])
def remove_tag(tag: str, dt: str, dn: str, **rest: Any) -> Any:
	"""Check frappe.desk.doctype.tag.tag.remove_tag, as `add_tag`."""
	require_read(dt, dn)
	return _call_core("frappe.desk.doctype.tag.tag.remove_tag", tag=tag, dt=dt, dn=dn, **rest)


@frappe.whitelist()
def get_tagged_docs(doctype: str, tag: str, **rest: Any) -> Any:
	"""Replace frappe.desk.doctype.tag.tag.get_tagged_docs, which lists documents without a permission check."""
	if is_known(doctype):
		return frappe.get_list(
			doctype, filters={"_user_tags": ["like", f"%{tag}%"]}, as_list=True, limit_page_length=0
		)
	return _call_core("frappe.desk.doctype.tag.tag.get_tagged_docs", doctype=doctype, tag=tag, **rest)


@frappe.whitelist()
def get_documents_for_tag(tag: str, **rest: Any) -> Any:
	"""Filter frappe.desk.doctype.tag.tag.get_documents_for_tag, which lists names and titles of all documents."""
	documents = _call_core("frappe.desk.doctype.tag.tag.get_documents_for_tag", tag=tag, **rest)
	return [
		row for row in documents if not is_known(row["doctype"]) or _can_read(row["doctype"], row["name"])
	]


@frappe.whitelist()
def get_linked_docs(doctype: str, docname: str, **rest: Any) -> Any:
	"""Filter frappe.desk.form.linked_with.get, which lists linked documents without a permission check."""
	require_read(doctype, docname)
	linked = _call_core("frappe.desk.form.linked_with.get", doctype=doctype, docname=docname, **rest)
	return {dt: _keep_readable(dt, rows) for dt, rows in (linked or {}).items()}


@frappe.whitelist()
def get_submitted_linked_docs(doctype: str, name: str, **rest: Any) -> Any:
	"""Filter frappe.desk.form.linked_with.get_submitted_linked_docs, as `get_linked_docs`."""
	require_read(doctype, name)
	method = "frappe.desk.form.linked_with.get_submitted_linked_docs"
	linked = _call_core(method, doctype=doctype, name=name, **rest)
	docs = [d for d in linked["docs"] if not is_known(d["doctype"]) or _can_read(d["doctype"], d["name"])]
	return {**linked, "docs": docs, "count": len(docs)}


@frappe.whitelist()
def download_template(doctype: str, **rest: Any) -> Any:
	"""Check frappe.core.doctype.data_import.data_import.download_template, which ignores the right to export."""
	if is_known(doctype) and not frappe.has_permission(doctype, "export"):
		frappe.throw(_("This document is not yours to see."), frappe.PermissionError)
	method = "frappe.core.doctype.data_import.data_import.download_template"
	return _call_core(method, doctype=doctype, **rest)


@frappe.whitelist()
def export_list(doctype: str, **rest: Any) -> None:
	"""Defuse the file of frappe.desk.reportview.export_query, in which typed text may be a formula."""
	_call_core("frappe.desk.reportview.export_query", doctype=doctype, **rest)
	if is_known(doctype):
		_defuse_export()


@frappe.whitelist()
def export_report(report_name: str, **rest: Any) -> None:
	"""Defuse the file of frappe.desk.query_report.export_query, as `export_list`, for reports on our DocTypes."""
	_call_core("frappe.desk.query_report.export_query", report_name=report_name, **rest)
	if is_known(frappe.get_cached_value("Report", report_name, "ref_doctype")):
		_defuse_export()


def _defuse_export() -> None:
	response = frappe.local.response
	name, content = response.get("filename") or "", response.get("filecontent")
	if content and name.endswith(".xlsx"):
		response["filecontent"] = defuse_xlsx(content)
	elif content and name.endswith(".csv"):
		response["filecontent"] = defuse_csv(content, frappe.form_dict.get("csv_delimiter") or ",")


@frappe.whitelist()
def getdoc(doctype: str, name: str, **rest: Any) -> Any:
	"""Withhold the versions of frappe.desk.form.load.getdoc, which hold values of every permission level."""
	answer = _call_core("frappe.desk.form.load.getdoc", doctype=doctype, name=name, **rest)
	_withhold_versions(doctype)
	return answer


@frappe.whitelist()
def get_docinfo(doctype: str | None = None, name: str | None = None, **rest: Any) -> Any:
	"""Withhold the versions of frappe.desk.form.load.get_docinfo, as `getdoc`."""
	answer = _call_core("frappe.desk.form.load.get_docinfo", doctype=doctype, name=name, **rest)
	_withhold_versions(doctype)
	return answer


def require_read(doctype: str, name: str) -> None:
	"""Raise PermissionError when the document is confidential and the user may not read it."""
	if is_known(doctype) and not _can_read(doctype, name):
		frappe.throw(_("This document is not yours to see."), frappe.PermissionError)


def _can_read(doctype: str, name: str) -> bool:
	# A missing document is refused like an unreadable one, so that nobody learns which of the two it is.
	return bool(frappe.db.exists(doctype, name)) and bool(frappe.has_permission(doctype, "read", doc=name))


def _keep_readable(doctype: str, rows: Any) -> Any:
	if not is_known(doctype) or not isinstance(rows, list):
		return rows
	return [row for row in rows if _can_read(doctype, row["name"])]


def _heed_user_permissions(doctype: str, rest: dict) -> dict:
	return {**rest, "ignore_user_permissions": 0} if is_known(doctype) else rest


def _withhold_versions(doctype: str | None) -> None:
	docinfo = frappe.response.get("docinfo")
	if docinfo and is_confidential(doctype) and not can_read_every_level(doctype):
		docinfo["versions"] = []


def can_read_sensitive_fields(doctype: str) -> bool:
	"""Return whether the user's roles open permission level 1 of the DocType."""
	return 1 in frappe.get_meta(doctype).get_permlevel_access("read")


def can_read_every_level(doctype: str) -> bool:
	"""Return whether the user's roles open every permission level of the DocType's fields and its child tables'."""
	meta = frappe.get_meta(doctype)
	metas = (meta, *(frappe.get_meta(table.options) for table in meta.get_table_fields()))
	levels = {df.permlevel for each in metas for df in each.fields}
	return levels <= {0, *meta.get_permlevel_access("read")}


def _call_core(path: str, **arguments: Any) -> Any:
	# `frappe.call` drops arguments that the core's function of this version does not take.
	module, _dot, name = path.rpartition(".")
	return frappe.call(getattr(import_module(module), name), **arguments)
