"""The door: a request that names a DocType of ours goes to a method that somebody has read, or is refused.

Methods of this app are ours; methods of the framework are on the reviewed list (`reviewed.py`); an office lists
those of its own apps in the site's configuration (`ops_door_methods`). Administrator and System Managers pass.
`ops_door: "report"` in the site's configuration is the emergency switch: the door logs and lets through.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

import frappe
from frappe import _
from frappe.core.doctype.server_script.server_script_utils import get_server_script_map
from frappe.model.base_document import get_controller
from frappe.modules.utils import load_doctype_module

from opsfamily.core.requests_naming import (
	Call,
	TooLargeToSearchError,
	find_names,
	normalise,
	read_call,
)
from opsfamily.permissions.access_log import write_line
from opsfamily.permissions.known import get_children, get_entries, is_known
from opsfamily.permissions.reviewed import (
	CALLED_BY_NAME,
	METHODS_BY_NAME,
	ONLY_WITH,
	QUERY_ARGUMENTS,
	REFUSED_ARGUMENTS,
	REVIEWED,
	STORED_RECORDS,
)

APP = "opsfamily."
SWITCH, OFFICE_METHODS = "ops_door", "ops_door_methods"
REPORT_ONLY = "report"
REFUSED, LET_THROUGH = "Refused at the Door", "Would Be Refused at the Door"
# Methods that run a method of a document, by every path that leads to them.
DOCUMENT_METHODS = {
	f"{prefix}{name}" for prefix in ("", "frappe.handler.") for name in ("run_doc_method", "runserverobj")
}
# Pages of the Desk: the document is asked for by other requests.
DESK = ("app", "desk", "assets", "files")
REST_READ, EXPAND, ANY, UNKNOWN = "rest read", "expand_links", "*", "?"
# Where a record of the core names a DocType: itself, or by a report.
NAMING_LINKS = ("DocType", "Report")
COLUMN_OF_LINK = re.compile(r"\b([a-z_][a-z0-9_]*)\.[a-z_]")
NOT_IN_A_PATH = re.compile(r"[^\w./ -]")
LONGEST_IN_LOG = 140


def check_request() -> None:
	"""Refuse a request that names a DocType of ours to a method that is not reviewed (`auth_hooks`)."""
	closed, doctype = _find_what_is_closed()
	if doctype is None or _may_pass():
		return
	_note_for_log(closed, doctype)
	if frappe.conf.get(SWITCH) != REPORT_ONLY:
		frappe.throw(_("This action is not available for documents of families."), frappe.PermissionError)


def log_refusal(response=None, request=None) -> None:
	"""Log what the door refused, or would have, without the request's values (`after_request` hook)."""
	# After the request, because what a refused request has written is rolled back.
	if refused := getattr(frappe.local, "opsfamily_refused", None):
		write_line(**refused)


def is_open(method: str) -> bool:
	"""Return whether the method may be called about our DocTypes."""
	return all(_is_open(called) for called in _get_overrides(method) or [method])


def _is_open(called: str) -> bool:
	if _is_listed_by_office(called):
		return True
	# A script of the site answers before the function of the same path.
	if called in get_server_script_map().get("_api", {}):
		return False
	if called in ONLY_WITH:
		return all(frappe.form_dict.get(name) in values for name, values in ONLY_WITH[called].items())
	return called in REVIEWED or is_ours(called)


def is_open_by_name(method: str) -> bool:
	"""Return whether a method that is called by its name inside another may be; no override of ours is asked there."""
	return method in METHODS_BY_NAME or is_ours(method) or _is_listed_by_office(method)


def is_ours(method: str) -> bool:
	"""Return whether the function at this path is defined in this app, not only imported by one of its modules."""
	if not method.startswith(APP):
		return False
	try:
		function = frappe.get_attr(method)
	except Exception:
		# The framework answers for a path that leads nowhere.
		return False
	return getattr(function, "__module__", "").startswith(APP)


def get_functions_of_ours(method: str) -> list[Callable]:
	"""Return the functions of this app that answer for the method."""
	return [frappe.get_attr(path) for path in _get_overrides(method) or [method] if is_ours(path)]


def get_call() -> Call:
	"""Return what the current request calls."""
	return read_call(frappe.request.path, frappe.request.method, frappe.form_dict)


def get_core_path(method: str | None) -> str | None:
	"""Return the core's path of a method, also where the request called the function of ours that wraps it."""
	for core_path, overrides in frappe.get_hooks("override_whitelisted_methods", {}).items():
		if method in overrides:
			return core_path
	return method


def explain_refusal(response=None, request=None) -> None:
	"""Add a sentence to a refusal by the API that has none (`after_request` hook)."""
	if response is None or response.status_code != 403 or not response.is_json:
		return
	answer = response.get_json()
	if frappe.session.user == "Guest" or "errors" in answer or _has_message(answer):
		return
	sentence = {"message": _("This is not yours to see or to do."), "indicator": "red"}
	answer["_server_messages"] = json.dumps([json.dumps(sentence)])
	response.set_data(json.dumps(answer))


def _has_message(answer: dict) -> bool:
	messages = json.loads(answer.get("_server_messages") or "[]")
	return any(json.loads(message).get("message") for message in messages)


def _find_what_is_closed() -> tuple[str | None, str | None]:
	"""Return the closed method that the request calls and the DocType that it names; (None, None) if it may pass."""
	call = get_call()
	if call.route == REST_READ and frappe.form_dict.get(EXPAND):
		# Releases answer with whole linked documents, whose permission they do not ask.
		return f"{REST_READ} {EXPAND}", ANY
	if doctype := _find_linked_doctype():
		return "link.field", doctype
	closed = next(_get_closed_methods(call), None)
	return (closed, _get_named_doctype(call)) if closed else (None, None)


def _find_linked_doctype() -> str | None:
	"""Return a DocType of ours of which a list of another DocType asks for columns, as `link.field`.

	The list asks the rule of its own DocType only.
	"""
	asked = [frappe.form_dict[name] for name in QUERY_ARGUMENTS if frappe.form_dict.get(name)]
	text = " ".join(_show(each) for each in asked)
	links = set(COLUMN_OF_LINK.findall(text)) if "." in text else set()
	if not links:
		return None
	return next((doctype for doctype in _get_targets(links) if is_known(doctype)), None)


def _show(value: object) -> str:
	try:
		return str(frappe.parse_json(value)).replace("`", "")
	except ValueError:
		return str(value).replace("`", "")


def _get_targets(links: set[str]) -> list[str]:
	"""Return the DocTypes to which these Link fields lead, of documents that are not ours."""
	targets = []
	for kind, parent in (("DocField", "parent"), ("Custom Field", "dt")):
		filters = {"fieldname": ["in", list(links)], "fieldtype": "Link"}
		# get_all: the definition of DocTypes, no document.
		fields = frappe.get_all(kind, filters=filters, fields=["options", f"{parent} as parent"])
		targets.extend(field.options for field in fields if not is_known(field.parent))
	return targets


def _get_closed_methods(call: Call) -> Iterator[str]:
	"""Yield what the request calls and nobody has reviewed."""
	if call.route:
		if call.route not in REVIEWED and call.route.strip("/").split("/")[0] not in DESK:
			yield call.route
		return
	method = _name_method(call)
	if not is_open(method):
		yield method
	for argument in CALLED_BY_NAME.get(method, ()):
		inner = frappe.form_dict.get(argument)
		if inner and not is_open_by_name(str(inner)):
			yield str(inner)
	for argument in REFUSED_ARGUMENTS.get(method, ()):
		if _find_doctypes(frappe.form_dict.get(argument)):
			yield f"{method} {argument}"


def _name_method(call: Call) -> str:
	"""Return the path of what is called, also for a method of a document."""
	if _is_about_sent_document(call):
		return _name_document_method(_get_sent_document()[0], str(frappe.form_dict.get("method")))
	if not call.doctype:
		return call.method
	if _is_of_module():
		return _name_module_method(call.doctype, call.method)
	return _name_document_method(call.doctype, call.method)


def _is_about_sent_document(call: Call) -> bool:
	return call.method in DOCUMENT_METHODS and not call.doctype


def _get_sent_document() -> tuple[str, str]:
	"""Return DocType and name of the document whose method the request runs, by its arguments."""
	arguments = frappe.form_dict
	try:
		sent = frappe.parse_json(arguments.get("docs") or arguments.get("document")) or {}
	except ValueError:
		sent = {}
	sent = sent if isinstance(sent, dict) else {}
	doctype = str(arguments.get("dt") or sent.get("doctype") or "")
	# A single is named by its DocType.
	return doctype, str(arguments.get("dn") or sent.get("name") or doctype)


def _is_of_module() -> bool:
	"""Return whether the request calls a function of a DocType's module (v2: /method/<doctype>/<method>)."""
	return frappe.request.path.startswith("/api/v2/method/")


def _name_document_method(doctype: str, method: str) -> str:
	try:
		function = getattr(get_controller(doctype), method)
	except Exception:
		# The framework answers for a DocType or a method that does not exist.
		return f"{doctype}.{method}"
	function = getattr(function, "__func__", function)
	return f"{getattr(function, '__module__', doctype)}.{getattr(function, '__qualname__', method)}"


def _name_module_method(doctype: str, method: str) -> str:
	try:
		return f"{load_doctype_module(doctype).__name__}.{method}"
	except Exception:
		# The framework answers for a DocType that does not exist.
		return f"{doctype}.{method}"


def _get_overrides(method: str) -> list[str]:
	# Which of several answers differs between versions, so all of them must be open.
	return frappe.get_hooks("override_whitelisted_methods", {}).get(method, [])


def _is_listed_by_office(method: str) -> bool:
	listed = frappe.conf.get(OFFICE_METHODS)
	return isinstance(listed, list) and method in listed


def _may_pass() -> bool:
	return frappe.session.user == "Administrator" or "System Manager" in frappe.get_roles()


def _get_named_doctype(call: Call) -> str | None:
	"""Return a DocType of ours that the request names, also by a stored report, chart, board or import."""
	named = _find_doctypes(_get_path_parts()) or _find_doctypes(dict(frappe.form_dict), _get_body())
	return named or _find_stored_doctype() or _find_doctype_of_record(call)


def _find_doctypes(value: object, body: str = "") -> str | None:
	names = {normalise(doctype): doctype for doctype in (*get_entries(), *get_children())}
	try:
		found = find_names(value, frozenset(names), body)
	except TooLargeToSearchError:
		return UNKNOWN
	return names[min(found)] if found else None


def _get_path_parts() -> list[str]:
	return frappe.request.path.split("/")


def _get_body() -> str:
	# Only from such a body do all arguments come, on every version.
	is_json = frappe.request.mimetype == "application/json"
	return frappe.request.get_data(as_text=True) if is_json else ""


def _find_stored_doctype() -> str | None:
	for argument, (kind, column) in STORED_RECORDS.items():
		name = frappe.form_dict.get(argument)
		if name and isinstance(name, str):
			stored = frappe.db.get_value(kind, name, column)
			if kind == "Prepared Report" and stored:
				stored = frappe.db.get_value("Report", stored, "ref_doctype")
			if is_known(stored):
				return stored
	return None


def _find_doctype_of_record(call: Call) -> str | None:
	"""Return a DocType of ours that the stored record names whose method the request runs."""
	doctype, name = _get_sent_document() if _is_about_sent_document(call) else (call.doctype, call.name)
	if not doctype or not name:
		return None
	try:
		links = frappe.get_meta(doctype).get("fields", {"fieldtype": "Link", "options": ["in", NAMING_LINKS]})
		stored = [
			_get_doctype_named(df.options, frappe.db.get_value(doctype, name, df.fieldname)) for df in links
		]
	except Exception:
		# The framework answers for a DocType that does not exist.
		return None
	return next((named for named in stored if is_known(named)), None)


def _get_doctype_named(options: str, value: str | None) -> str | None:
	return frappe.db.get_value("Report", value, "ref_doctype") if value and options == "Report" else value


def _note_for_log(method: str, doctype: str) -> None:
	# The path comes from the request and is shown in the log, so it keeps plain signs only.
	path = NOT_IN_A_PATH.sub("?", method)[:LONGEST_IN_LOG]
	kind = LET_THROUGH if frappe.conf.get(SWITCH) == REPORT_ONLY else REFUSED
	frappe.local.opsfamily_refused = {"doctype": doctype, "method": kind, "page": path}
