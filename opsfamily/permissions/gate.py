"""Whitelisted methods of the core that bypass the access rule, overridden with a check.

For DocTypes outside the registry the core's own function answers, unchanged. `docs/permissions.md` says which
gap each of them closes.
"""

from collections.abc import Callable
from importlib import import_module
from inspect import Parameter, signature, unwrap
from typing import Any

import frappe
from frappe import _
from frappe.model import get_permitted_fields
from frappe.query_builder.functions import Count
from frappe.utils import cint

from opsfamily.arguments import arguments_refused, as_filters, as_object, filters_refused, refuse_missing
from opsfamily.compat import get_readable_in_sql
from opsfamily.core.formulas import defuse_csv, defuse_xlsx
from opsfamily.permissions.documents import require_any
from opsfamily.permissions.known import get_parents, is_confidential, is_known

# Whether the form of v16 asks „are you sure?” before an action of a workflow.
CONFIRMATION = "enable_action_confirmation"


class MissingInPlatformError(frappe.ValidationError):
	"""A function that only other versions of the framework have."""

	http_status_code = 404


@frappe.whitelist()
def get(doctype: str, name: str | None = None, **rest: Any) -> Any:
	"""Check frappe.client.get: a row of a child table is read by users who may read its document."""
	if get_parents(doctype) and name:
		require_read(*frappe.db.get_value(doctype, name, ["parenttype", "parent"]) or (doctype, name))
	return _call_core("frappe.client.get", doctype=doctype, name=name, **rest)


@frappe.whitelist()
def get_value(doctype: str, **rest: Any) -> Any:
	"""Answer what the form of v16.4 asks before every action of a workflow; all else is frappe.client.get_value.

	The form asks with the user's own rights on Workflow, which nobody but an administrator has: without an answer
	it says "No permission for Workflow", and the document stays in its state.
	"""
	if doctype == "Workflow" and rest.get("fieldname") == CONFIRMATION:
		asked = frappe.parse_json(rest.get("filters"))
		if isinstance(asked, dict) and list(asked) == ["document_type"]:
			return {CONFIRMATION: _needs_confirmation(asked["document_type"])}
	return _call_core("frappe.client.get_value", doctype=doctype, **rest)


def _needs_confirmation(doctype: Any) -> int:
	"""Return 1 if the form asks before an action of the DocType's workflow (PermissionError: no reader of it)."""
	if not isinstance(doctype, str) or not frappe.db.exists("DocType", doctype):
		return 0
	require_any("read", doctype)
	if not frappe.get_meta("Workflow").has_field(CONFIRMATION):
		return 0
	return int(frappe.db.get_value("Workflow", {"document_type": doctype, "is_active": 1}, CONFIRMATION) or 0)


@frappe.whitelist()
def has_permission(doctype: str, docname: str, perm_type: str = "read", **rest: Any) -> dict[str, bool]:
	"""Check frappe.client.has_permission, which answers by the role alone for a row of a child table."""
	if get_parents(doctype) and not _can_read(doctype, docname):
		return {"has_permission": False}
	arguments = {"doctype": doctype, "docname": docname, "perm_type": perm_type}
	return _call_core("frappe.client.has_permission", **arguments, **rest)


@frappe.whitelist()
def get_count(doctype: str, filters: str | dict | list | None = None, **rest: Any) -> int:
	"""Replace frappe.client.get_count, which counts the whole table and so confirms guesses about families."""
	if not is_known(doctype):
		return _call_core("frappe.client.get_count", doctype=doctype, filters=filters, **rest)
	with filters_refused():
		readable = get_readable_in_sql(doctype, as_filters(filters))
		# Safe: the framework wrote the subquery, with its values escaped.
		return cint(frappe.db.sql(f"select count(*) from ({readable}) as readable")[0][0])


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
def validate_link_and_fetch(doctype: str, docname: str, **rest: Any) -> Any:
	"""Check frappe.client.validate_link_and_fetch of v16, as `validate_link` and `search_link`."""
	if is_confidential(doctype) and not _can_read(doctype, docname):
		return {}
	method, rest = "frappe.client.validate_link_and_fetch", _heed_user_permissions(doctype, rest)
	return _call_core(method, doctype=doctype, docname=docname, **rest)


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
	"""Check frappe.desk.doctype.tag.tag.add_tag, which writes on every document in 15.0, and answers later with an
	error of the server where the user may not write.
	"""
	require_write(dt, dn)
	return _call_core("frappe.desk.doctype.tag.tag.add_tag", tag=tag, dt=dt, dn=dn, **rest)


@frappe.whitelist(methods=["POST"])
def add_tags(tags: str | list, dt: str, docs: str | list, **rest: Any) -> Any:
	"""Check frappe.desk.doctype.tag.tag.add_tags, as `add_tag`."""
	for name in _read_names(docs):
		require_write(dt, name)
	return _call_core("frappe.desk.doctype.tag.tag.add_tags", tags=tags, dt=dt, docs=docs, **rest)


@frappe.whitelist(methods=["POST"])
def remove_tag(tag: str, dt: str, dn: str, **rest: Any) -> Any:
	"""Check frappe.desk.doctype.tag.tag.remove_tag, as `add_tag`."""
	require_write(dt, dn)
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
def get_tags(doctype: str, txt: str, **rest: Any) -> Any:
	"""Replace frappe.desk.doctype.tag.tag.get_tags: of our DocTypes only words on documents that the user may see."""
	if not is_known(doctype):
		return _call_core("frappe.desk.doctype.tag.tag.get_tags", doctype=doctype, txt=txt, **rest)
	tagged = frappe.get_list(
		doctype, filters={"_user_tags": ["like", f"%{txt}%"]}, pluck="_user_tags", limit_page_length=0
	)
	words = {word for tags in tagged for word in (tags or "").split(",") if word}
	return sorted(word for word in words if txt.casefold() in word.casefold())


@frappe.whitelist()
def get_documents_for_tag(tag: str, **rest: Any) -> Any:
	"""Filter frappe.desk.doctype.tag.tag.get_documents_for_tag, which lists names and titles of all documents."""
	documents = _call_core("frappe.desk.doctype.tag.tag.get_documents_for_tag", tag=tag, **rest)
	return [
		row for row in documents if not is_known(row["doctype"]) or _can_read(row["doctype"], row["name"])
	]


@frappe.whitelist()
def get_linked_docs(doctype: str, docname: str, **rest: Any) -> Any:
	"""Replace frappe.desk.form.linked_with.get, which lists linked documents without a permission check in 15.0."""
	require_read(doctype, docname)
	# Not `throw`: 15.0 then asks the document, given by its name, for its label.
	if not is_known(doctype) and not frappe.has_permission(doctype, "read", doc=docname):
		raise frappe.PermissionError
	found = _find_linked(doctype, docname)
	return {linked: _keep_readable(linked, rows) for linked, rows in (found or {}).items()}


def _find_linked(doctype: str, name: str) -> dict[str, list]:
	"""Return the linked documents of DocTypes that the user's roles may read; later 15 stops with 403 at any other."""
	links = _call_core("frappe.desk.form.linked_with.get_linked_doctypes", doctype=doctype)
	links = {linked: link for linked, link in links.items() if frappe.has_permission(linked)}
	arguments = {"doctype": doctype, "name": name, "linkinfo": links}
	return _call_core("frappe.desk.form.linked_with.get_linked_docs", **arguments)


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


@frappe.whitelist()
def get_next(doctype: str, value: str, prev: int | str, **rest: Any) -> Any:
	"""Check frappe.desk.form.utils.get_next, which compares a column of any document with those of one's own."""
	require_read(doctype, value)
	if is_known(doctype) and rest.get("sort_field") not in get_permitted_fields(doctype):
		rest.pop("sort_field", None)
	return _call_core("frappe.desk.form.utils.get_next", doctype=doctype, value=value, prev=prev, **rest)


@frappe.whitelist()
def get_open_count(doctype: str, name: str, items: str | list | None = None) -> Any:
	"""Check frappe.desk.notifications.get_open_count, with which v16 answers a stranger by a server error."""
	require_read(doctype, name)
	return _call_core("frappe.desk.notifications.get_open_count", doctype=doctype, name=name, items=items)


@frappe.whitelist()
def count_states(doctype: str, workflow_state_field: str, states: str | list) -> list[dict]:
	"""Replace the count of the Workflow's form: how many documents are in states that it does not list.

	For whoever may change workflows: numbers of documents by state, of no family. The door lets only the two DocTypes with
	a workflow and their state's field in (`reviewed.ONLY_WITH`).
	"""
	if not is_known(doctype):
		method = "frappe.workflow.doctype.workflow.workflow.get_workflow_state_count"
		fields = {"workflow_state_field": workflow_state_field, "states": states}
		return _call_core(method, doctype=doctype, **fields)
	meta = frappe.get_meta(doctype)
	is_state = workflow_state_field == "workflow_state" and meta.has_field(workflow_state_field)
	if not is_state or not frappe.has_permission("Workflow", "write"):
		raise frappe.PermissionError
	table = frappe.qb.DocType(doctype)
	state = table[workflow_state_field]
	query = frappe.qb.from_(table).select(state, Count("*").as_("count")).groupby(state)
	return query.where(state.notin([*_read_json(states), ""])).run(as_dict=True)


@frappe.whitelist()
def get_group_by_count(doctype: str, current_filters: str, field: str, **rest: Any) -> Any:
	"""Replace the count by `assigned_to` of frappe.desk.listview.get_group_by_count, which counts in the whole table."""
	if is_known(doctype) and field == "assigned_to":
		return _count_assigned(doctype, _read_json(current_filters))
	method = "frappe.desk.listview.get_group_by_count"
	return _call_core(method, doctype=doctype, current_filters=current_filters, field=field, **rest)


def _count_assigned(doctype: str, filters: Any) -> list[dict]:
	# The tasks of documents that the user may read.
	readable = get_readable_in_sql(doctype, filters)
	# Safe: the framework wrote the subquery, with its values escaped.
	counted = frappe.db.sql(
		f"""select allocated_to, count(*) from `tabToDo`
		where reference_type = {frappe.db.escape(doctype)} and status != 'Cancelled' and ifnull(allocated_to, '') != ''
		and reference_name in (select name from ({readable}) as readable)
		group by allocated_to order by count(*) desc, allocated_to limit 50"""
	)
	return [{"name": user, "count": count} for user, count in counted]


@frappe.whitelist()
def update_board_order(board_name: str, order: str | dict) -> Any:
	"""Check frappe...kanban_board.update_order, which compares a column of every document with a guess."""
	doctype = frappe.get_cached_value("Kanban Board", board_name, "reference_doctype")
	if is_known(doctype):
		wanted = as_object(order)
		cards = {
			column: [name for name in names if _can_read(doctype, name)] for column, names in wanted.items()
		}
		order = frappe.as_json(cards)
	method = "frappe.desk.doctype.kanban_board.kanban_board.update_order"
	return _call_core(method, board_name=board_name, order=order)


@frappe.whitelist()
def assign(args: dict | None = None, **rest: Any) -> Any:
	"""Check frappe.desk.form.assign_to.add, which writes on every document."""
	wanted = args or frappe.local.form_dict
	require_read(wanted.get("doctype"), wanted.get("name"))
	return _call_core("frappe.desk.form.assign_to.add", args=args)


@frappe.whitelist()
def assign_many(args: dict | None = None, **rest: Any) -> Any:
	"""Check frappe.desk.form.assign_to.add_multiple, as `assign`."""
	wanted = args or frappe.local.form_dict
	for name in _read_names(wanted.get("name")):
		require_read(wanted.get("doctype"), name)
	return _call_core("frappe.desk.form.assign_to.add_multiple", args=args)


@frappe.whitelist()
def remove_assigned(doctype: str, name: str, assign_to: str, **_rest: Any) -> Any:
	"""Check frappe.desk.form.assign_to.remove, which answers who works on every document."""
	require_read(doctype, name)
	method = "frappe.desk.form.assign_to.remove"
	return _call_core(method, doctype=doctype, name=name, assign_to=assign_to)


@frappe.whitelist()
def remove_many_assigned(doctype: str, names: str | list, **_rest: Any) -> Any:
	"""Check frappe.desk.form.assign_to.remove_multiple, as `remove_assigned`."""
	for name in _read_names(names):
		require_read(doctype, name)
	return _call_core("frappe.desk.form.assign_to.remove_multiple", doctype=doctype, names=names)


@frappe.whitelist()
def close_assigned(doctype: str, name: str, assign_to: str, **_rest: Any) -> Any:
	"""Check frappe.desk.form.assign_to.close, as `remove_assigned`."""
	require_read(doctype, name)
	method = "frappe.desk.form.assign_to.close"
	return _call_core(method, doctype=doctype, name=name, assign_to=assign_to)


@frappe.whitelist()
def get_latest_submissions(doctype: str, docname: str, **_rest: Any) -> Any:
	"""Check frappe...submission_queue.get_latest_submissions, which answers for every document."""
	require_read(doctype, docname)
	method = "frappe.core.doctype.submission_queue.submission_queue.get_latest_submissions"
	return _call_core(method, doctype=doctype, docname=docname)


@frappe.whitelist()
def create_new_reminder(
	remind_at: str,
	description: str,
	reminder_doctype: str | None = None,
	reminder_docname: str | None = None,
) -> Any:
	"""Check frappe.automation.doctype.reminder.reminder.create_new_reminder, which names every document."""
	if reminder_doctype:
		require_read(reminder_doctype, reminder_docname)
	method = "frappe.automation.doctype.reminder.reminder.create_new_reminder"
	document = {"reminder_doctype": reminder_doctype, "reminder_docname": reminder_docname}
	return _call_core(method, remind_at=remind_at, description=description, **document)


@frappe.whitelist()
def search_everywhere(text: str, doctype: str = "", **rest: Any) -> Any:
	"""Filter frappe.utils.global_search.search, which asks no permission of what it lists."""
	found = _call_core("frappe.utils.global_search.search", text=text, doctype=doctype, **rest)
	return [row for row in found if not is_known(row["doctype"]) or _can_read(row["doctype"], row["name"])]


@frappe.whitelist()
def get_column_for_report(doctype: str, field: str, **rest: Any) -> Any:
	"""Replace frappe.desk.query_report.get_data_for_custom_field, which 15.0 answers for the whole table."""
	if is_known(doctype):
		with arguments_refused():
			rows = frappe.get_list(doctype, fields=["name", field], as_list=True, limit_page_length=0)
		return dict(row for row in rows if len(row) > 1)
	method = "frappe.desk.query_report.get_data_for_custom_field"
	return _call_core(method, doctype=doctype, field=field, **rest)


@frappe.whitelist()
def get_chart(chart_name: str | None = None, chart: str | dict | None = None, **rest: Any) -> Any:
	"""Check frappe...dashboard_chart.get, which keeps one user's figures for all and draws a heat map of all rows."""
	method = "frappe.desk.doctype.dashboard_chart.dashboard_chart.get"
	asked = frappe.get_doc("Dashboard Chart", chart_name) if chart_name else as_object(chart)
	if not is_known(asked.get("document_type")):
		return _call_core(method, chart_name=chart_name, chart=chart, **rest)
	if asked.get("type") == "Heatmap":
		frappe.throw(_("This action is not available for documents of families."), frappe.PermissionError)
	# Without the decorator that keeps the answer; like it, take empty texts for nothing.
	rest = {key: value or None for key, value in rest.items()}
	# v16 fails where it groups by a column that is no field (`owner`).
	with arguments_refused():
		return frappe.call(unwrap(_get_core(method)), chart_name=chart_name, chart=chart, **rest)


def require_read(doctype: str, name: str) -> None:
	"""Raise PermissionError when the document is confidential and the user may not read it."""
	if is_known(doctype) and not _can_read(doctype, name):
		frappe.throw(_("This document is not yours to see."), frappe.PermissionError)


def require_write(doctype: str, name: str) -> None:
	"""Raise PermissionError when the document is confidential and the user may not change it."""
	require_read(doctype, name)
	if is_known(doctype) and not frappe.has_permission(doctype, "write", doc=frappe.get_doc(doctype, name)):
		frappe.throw(_("This is not yours to see or to do."), frappe.PermissionError)


def _can_read(doctype: str, name: str) -> bool:
	# A missing document is refused like an unreadable one, so that nobody learns which of the two it is.
	if not isinstance(name, str | int) or not frappe.db.exists(doctype, name):
		return False
	# The loaded document: asked by the name of a row, the framework looks at the role alone.
	return bool(frappe.has_permission(doctype, "read", doc=frappe.get_doc(doctype, name)))


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


def _read_json(value: Any) -> Any:
	"""Return JSON as Python values, other values unchanged. Refuses a text that is not JSON."""
	with arguments_refused():
		return frappe.parse_json(value)


def _read_names(value: Any) -> list:
	"""Return a list of names, given as JSON or as a list. Refuses anything else."""
	with arguments_refused():
		return list(frappe.parse_json(value) or ())


def _call_core(path: str, **arguments: Any) -> Any:
	core = _get_core(path)
	_refuse_missing_arguments(core, arguments)
	with arguments_refused():
		# `frappe.call` drops arguments that the core's function of this version does not take.
		return frappe.call(core, **arguments)


def _refuse_missing_arguments(core: Callable, arguments: dict) -> None:
	"""Refuse a request without an argument that the core's function needs, which it answers with a server error."""
	for name, parameter in signature(core).parameters.items():
		named = parameter.kind in (Parameter.POSITIONAL_OR_KEYWORD, Parameter.KEYWORD_ONLY)
		if named and parameter.default is Parameter.empty and name not in arguments:
			refuse_missing(frappe.bold(name))


def _get_core(path: str) -> Callable:
	"""Return the core's function (MissingInPlatformError: this version of the framework has none of that name)."""
	module, _dot, name = path.rpartition(".")
	try:
		return getattr(import_module(module), name)
	except (ImportError, AttributeError):
		frappe.throw(_("This version of the platform does not have this function."), MissingInPlatformError)
