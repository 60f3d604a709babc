"""Requests about our documents that nobody can read: refused with a sentence, where the framework would answer with a
server error (`auth_hooks`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from inspect import Parameter, signature

import frappe
from frappe import _

from opsfamily.arguments import arguments_refused, parse, refuse_missing
from opsfamily.core.questions import FILTERS, LIMITS, is_plain
from opsfamily.permissions.front_door import get_call, get_functions_of_ours
from opsfamily.permissions.known import is_known

QUESTIONS = (*LIMITS, *FILTERS, "fields", "order_by", "group_by")
RESOURCES = (["api", "resource"], ["api", "v1", "resource"], ["api", "v2", "document"])
TEXTS = ("Data", "Link", "Select", "Small Text")
# What the framework reads also when it is empty; the rest it then passes over.
READ_WHEN_EMPTY = (*FILTERS, "fields")
# Columns of every document that hold texts.
NAMES = ("name", "owner", "modified_by")


def refuse_unreadable() -> None:
	"""Refuse missing arguments of a method of ours, and questions and documents over REST that are none."""
	# The framework itself refuses whoever has not logged in.
	if frappe.session.user == "Guest":
		return
	refuse_missing_arguments()
	doctype, has_name = _get_resource()
	if is_known(doctype):
		if frappe.request.method == "GET" and not has_name:
			refuse_unreadable_list(doctype)
		elif frappe.request.method in ("POST", "PUT", "PATCH"):
			refuse_no_document()


def refuse_missing_arguments() -> None:
	"""Refuse a request without an argument that the called function of ours needs, naming it (ValidationError)."""
	call = get_call()
	if not call.method or call.doctype:
		return
	for function in get_functions_of_ours(call.method):
		for name in get_needed(function):
			if name not in frappe.form_dict:
				refuse_missing(frappe.bold(name))


@cache
def get_needed(function: Callable) -> tuple[str, ...]:
	"""Return the arguments without which a function cannot be called."""
	named = (Parameter.POSITIONAL_OR_KEYWORD, Parameter.KEYWORD_ONLY)
	return tuple(
		name
		for name, parameter in signature(function).parameters.items()
		if parameter.kind in named and parameter.default is Parameter.empty
	)


def refuse_unreadable_list(doctype: str) -> None:
	"""Refuse a list with filters, fields, order or limits that the framework cannot read (ValidationError).

	What is not plain is asked once on trial: there are too many ways to write a question to know them all.
	"""
	sent = frappe.form_dict
	asked = {
		name: sent[name] for name in QUESTIONS if sent.get(name) or (name in READ_WHEN_EMPTY and name in sent)
	}
	if asked and not is_plain(asked, *_get_columns(doctype)):
		with arguments_refused():
			if "fields" in asked:
				asked["fields"] = frappe.parse_json(asked["fields"])
			frappe.call(frappe.client.get_list, doctype, **asked)


def _get_columns(doctype: str) -> tuple[set[str], set[str]]:
	"""Return all columns of a DocType, and those that hold texts."""
	meta = frappe.get_meta(doctype)
	texts = {df.fieldname for df in meta.fields if df.fieldtype in TEXTS}
	return set(meta.get_valid_columns()), {*NAMES, *texts}


def refuse_no_document() -> None:
	"""Refuse a body that is no object with fields (ValidationError)."""
	body = frappe.form_dict.get("data")
	body = frappe.request.get_data(as_text=True) if body is None else body
	# Most are objects as anybody sees; a text that is no JSON is a form, whose fields the framework takes.
	if isinstance(body, str) and body.lstrip()[:1] not in ("{", "") and parse(body) is not None:
		_refuse_body()
	if not isinstance(body, str | dict):
		_refuse_body()


def _refuse_body() -> None:
	frappe.throw(_("The body of this request is no document: write an object with fields."))


def _get_resource() -> tuple[str | None, bool]:
	"""Return the DocType of a request to REST, and whether it names a document; (None, False) for other requests."""
	parts = frappe.request.path.strip("/").split("/")
	for prefix in RESOURCES:
		if parts[: len(prefix)] == prefix and len(parts) > len(prefix) and not frappe.form_dict.get("cmd"):
			return parts[len(prefix)], len(parts) > len(prefix) + 1
	return None, False
