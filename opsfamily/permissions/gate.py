"""The core's methods that go round the access rule, each checked and then passed on.

For every other DocType the core's own function answers, unchanged. `access.md` and `docs/permissions.md`
say which way each of them closes.
"""

from importlib import import_module
from typing import Any

import frappe
from frappe import _

from opsfamily.core.formulas import defuse_csv, defuse_xlsx
from opsfamily.permissions.known import get_parents, is_confidential, is_known


@frappe.whitelist()
def get(doctype: str, name: str | None = None, **rest: Any) -> Any:
	"""frappe.client.get: a row of a child table is read by whoever reads its document."""
	if get_parents(doctype) and name:
		require_read(*frappe.db.get_value(doctype, name, ["parenttype", "parent"]) or (doctype, name))
	return _core("frappe.client.get", doctype=doctype, name=name, **rest)


@frappe.whitelist()
def get_count(doctype: str, filters: str | dict | list | None = None, **rest: Any) -> int:
	"""frappe.client.get_count counts in the whole table: a guess about a foreign family is confirmed."""
	if not is_known(doctype):
		return _core("frappe.client.get_count", doctype=doctype, filters=filters, **rest)
	names = frappe.get_list(doctype, filters=frappe.parse_json(filters), pluck="name", limit_page_length=0)
	return len(names)


@frappe.whitelist()
def search_link(doctype: str, **rest: Any) -> Any:
	"""frappe.desk.search.search_link shows every name when the client asks to ignore user permissions."""
	return _core("frappe.desk.search.search_link", doctype=doctype, **_heeding(doctype, rest))


@frappe.whitelist()
def search_widget(doctype: str, **rest: Any) -> Any:
	"""frappe.desk.search.search_widget: as `search_link`."""
	return _core("frappe.desk.search.search_widget", doctype=doctype, **_heeding(doctype, rest))


@frappe.whitelist()
def get_link_title(doctype: str, docname: str, **rest: Any) -> Any:
	"""frappe.desk.search.get_link_title answers for every document."""
	require_read(doctype, docname)
	return _core("frappe.desk.search.get_link_title", doctype=doctype, docname=docname, **rest)


@frappe.whitelist()
def validate_link(doctype: str, docname: str, **rest: Any) -> Any:
	"""frappe.client.validate_link says whether a document exists: a foreign one does not."""
	if is_confidential(doctype) and not _may_read(doctype, docname):
		return {"name": None}
	return _core("frappe.client.validate_link", doctype=doctype, docname=docname, **rest)


@frappe.whitelist()
def is_document_amended(doctype: str, docname: str, **rest: Any) -> Any:
	"""frappe.client.is_document_amended names the amendment of every document."""
	require_read(doctype, docname)
	return _core("frappe.client.is_document_amended", doctype=doctype, docname=docname, **rest)


@frappe.whitelist(methods=["POST"])
def toggle_like(doctype: str, name: str, **rest: Any) -> Any:
	"""frappe.desk.like.toggle_like writes on every document."""
	require_read(doctype, name)
	return _core("frappe.desk.like.toggle_like", doctype=doctype, name=name, **rest)


@frappe.whitelist()
def get_follow_users(doctype: str, doc_name: str, **rest: Any) -> Any:
	"""frappe.desk.form.document_follow.get_follow_users answers for every document."""
	require_read(doctype, doc_name)
	method = "frappe.desk.form.document_follow.get_follow_users"
	return _core(method, doctype=doctype, doc_name=doc_name, **rest)


@frappe.whitelist(methods=["POST"])
def add_tag(tag: str, dt: str, dn: str, **rest: Any) -> Any:
	"""frappe.desk.doctype.tag.tag.add_tag writes on every document."""
	require_read(dt, dn)
	return _core("frappe.desk.doctype.tag.tag.add_tag", tag=tag, dt=dt, dn=dn, **rest)


@frappe.whitelist(methods=["POST"])
def add_tags(tags: str | list, dt: str, docs: str | list, **rest: Any) -> Any:
	"""frappe.desk.doctype.tag.tag.add_tags: as `add_tag`."""
	for name in frappe.parse_json(docs):
		require_read(dt, name)
	return _core("frappe.desk.doctype.tag.tag.add_tags", tags=tags, dt=dt, docs=docs, **rest)


@frappe.whitelist(methods=["POST"])
def remove_tag(tag: str, dt: str, dn: str, **rest: Any) -> Any:
	"""frappe.desk.doctype.tag.tag.remove_tag: as `add_tag`."""
	require_read(dt, dn)
	return _core("frappe.desk.doctype.tag.tag.remove_tag", tag=tag, dt=dt, dn=dn, **rest)


@frappe.whitelist()
def get_tagged_docs(doctype: str, tag: str, **rest: Any) -> Any:
	"""frappe.desk.doctype.tag.tag.get_tagged_docs lists documents whoever may read them."""
	if is_known(doctype):
		return frappe.get_list(
			doctype, filters={"_user_tags": ["like", f"%{tag}%"]}, as_list=True, limit_page_length=0
		)
	return _core("frappe.desk.doctype.tag.tag.get_tagged_docs", doctype=doctype, tag=tag, **rest)


@frappe.whitelist()
def get_documents_for_tag(tag: str, **rest: Any) -> Any:
	"""frappe.desk.doctype.tag.tag.get_documents_for_tag lists names and titles of every document."""
	found = _core("frappe.desk.doctype.tag.tag.get_documents_for_tag", tag=tag, **rest)
	return [row for row in found if not is_known(row["doctype"]) or _may_read(row["doctype"], row["name"])]


@frappe.whitelist()
def get_linked_docs(doctype: str, docname: str, **rest: Any) -> Any:
	"""frappe.desk.form.linked_with.get lists what hangs on a document, whoever may read it."""
	require_read(doctype, docname)
	linked = _core("frappe.desk.form.linked_with.get", doctype=doctype, docname=docname, **rest)
	return {dt: _readable(dt, rows) for dt, rows in (linked or {}).items()}


@frappe.whitelist()
def get_submitted_linked_docs(doctype: str, name: str, **rest: Any) -> Any:
	"""frappe.desk.form.linked_with.get_submitted_linked_docs: as `get_linked_docs`."""
	require_read(doctype, name)
	method = "frappe.desk.form.linked_with.get_submitted_linked_docs"
	linked = _core(method, doctype=doctype, name=name, **rest)
	docs = [d for d in linked["docs"] if not is_known(d["doctype"]) or _may_read(d["doctype"], d["name"])]
	return {**linked, "docs": docs, "count": len(docs)}


@frappe.whitelist()
def download_template(doctype: str, **rest: Any) -> Any:
	"""frappe.core.doctype.data_import.data_import.download_template exports rows without the right to export."""
	if is_known(doctype) and not frappe.has_permission(doctype, "export"):
		frappe.throw(_("This document is not yours to see."), frappe.PermissionError)
	method = "frappe.core.doctype.data_import.data_import.download_template"
	return _core(method, doctype=doctype, **rest)


@frappe.whitelist()
def export_list(doctype: str, **rest: Any) -> None:
	"""frappe.desk.reportview.export_query writes what somebody typed as a formula."""
	_core("frappe.desk.reportview.export_query", doctype=doctype, **rest)
	if is_known(doctype):
		_defuse_export()


@frappe.whitelist()
def export_report(report_name: str, **rest: Any) -> None:
	"""frappe.desk.query_report.export_query: as `export_list`, for reports on our documents."""
	_core("frappe.desk.query_report.export_query", report_name=report_name, **rest)
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
	"""frappe.desk.form.load.getdoc: its versions hold values of every permission level."""
	answer = _core("frappe.desk.form.load.getdoc", doctype=doctype, name=name, **rest)
	_withhold_versions(doctype)
	return answer


@frappe.whitelist()
def get_docinfo(doctype: str | None = None, name: str | None = None, **rest: Any) -> Any:
	"""frappe.desk.form.load.get_docinfo: as `getdoc`."""
	answer = _core("frappe.desk.form.load.get_docinfo", doctype=doctype, name=name, **rest)
	_withhold_versions(doctype)
	return answer


def require_read(doctype: str, name: str) -> None:
	"""Raises PermissionError unless the user may read this document of ours."""
	if is_known(doctype) and not _may_read(doctype, name):
		frappe.throw(_("This document is not yours to see."), frappe.PermissionError)


def _may_read(doctype: str, name: str) -> bool:
	# A document that does not exist is refused like a foreign one, so that nobody learns which it is.
	return bool(frappe.db.exists(doctype, name)) and bool(frappe.has_permission(doctype, "read", doc=name))


def _readable(doctype: str, rows: Any) -> Any:
	if not is_known(doctype) or not isinstance(rows, list):
		return rows
	return [row for row in rows if _may_read(doctype, row["name"])]


def _heeding(doctype: str, rest: dict) -> dict:
	return {**rest, "ignore_user_permissions": 0} if is_known(doctype) else rest


def _withhold_versions(doctype: str | None) -> None:
	docinfo = frappe.response.get("docinfo")
	if docinfo and is_confidential(doctype) and not can_read_every_level(doctype):
		docinfo["versions"] = []


def can_read_sensitive_fields(doctype: str) -> bool:
	"""Whether the user's roles open permission level 1 of the DocType."""
	return 1 in frappe.get_meta(doctype).get_permlevel_access("read")


def can_read_every_level(doctype: str) -> bool:
	"""Whether the user's roles open all permission levels at which fields of the DocType and its rows stand."""
	meta = frappe.get_meta(doctype)
	metas = (meta, *(frappe.get_meta(table.options) for table in meta.get_table_fields()))
	levels = {df.permlevel for one in metas for df in one.fields}
	return levels <= {0, *meta.get_permlevel_access("read")}


def _core(path: str, **arguments: Any) -> Any:
	# Only what the core's function of this version knows is passed on (`frappe.call` drops the rest).
	module, _dot, name = path.rpartition(".")
	return frappe.call(getattr(import_module(module), name), **arguments)
