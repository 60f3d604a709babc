"""Guards on core DocTypes whose records show our documents to somebody else than the user who reads them.

A web form, a mailed report, a webhook or a web page runs as its author, as Administrator or as nobody, so the
access rule is not asked for its reader. Wired by `doc_events` (reaching.py); records about other DocTypes pass untouched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import frappe
from frappe import ValidationError, _
from frappe.utils import cint

from opsfamily.permissions.files import get_files_at
from opsfamily.permissions.known import get_children, get_entries, is_known
from opsfamily.permissions.reaching import FIELDS


class ReachRefusedError(ValidationError):
	"""The record would show documents of families to users whom the access rule does not let read them."""


# A record of these that is switched off does nothing, so an office may keep it. A web form and a mailed report
# are not among them: the core runs them switched off as well.
SWITCHES = {
	"Assignment Rule": ("disabled", 1),
	"Auto Repeat": ("disabled", 1),
	"Energy Point Rule": ("enabled", 0),
	"Milestone Tracker": ("disabled", 1),
	"Notification": ("enabled", 0),
	"Server Script": ("disabled", 1),
	"Webhook": ("enabled", 0),
}
# Text with one of these is a template that the server fills in, whoever reads the result.
TEMPLATE_MARKS = ("{{", "{%")


def guard_record(doc, _event: str | None = None) -> None:
	"""Refuse a record that works on a confidential DocType as somebody else (ReachRefusedError)."""
	if is_known(doc.get(FIELDS[doc.doctype])) and not is_switched_off(doc):
		_refuse(doc, doc.get(FIELDS[doc.doctype]))


def is_switched_off(doc) -> bool:
	"""Return whether the record does nothing as it is."""
	field, value = SWITCHES.get(doc.doctype, (None, None))
	return bool(field) and cint(doc.get(field)) == value


def guard_web_form(doc, _event: str | None = None) -> None:
	"""Refuse a Web Form on a confidential DocType or with a field that lists its names (ReachRefusedError)."""
	for doctype in (doc.doc_type, *(row.options for row in doc.web_form_fields)):
		if is_known(doctype):
			_refuse(doc, doctype)


def guard_report_record(doc, _event: str | None = None) -> None:
	"""Refuse an Auto Email Report or Prepared Report on a confidential DocType (ReachRefusedError).

	A script report is run by the scheduler as Administrator, and a prepared one keeps its rows for other readers.
	"""
	doctype = get_doctype_of_report(doc.get("report") or doc.get("report_name"))
	if is_known(doctype):
		_refuse(doc, doctype)


def guard_report(doc, _event: str | None = None) -> None:
	"""Refuse a Report on a confidential DocType whose rows are prepared ahead (ReachRefusedError)."""
	if cint(doc.prepared_report) and is_known(doc.ref_doctype):
		_refuse(doc, doc.ref_doctype)


def guard_global_search(doc, _event: str | None = None) -> None:
	"""Refuse a confidential DocType in the Global Search Settings (ReachRefusedError)."""
	for row in doc.allowed_in_global_search:
		if is_known(row.document_type):
			_refuse(doc, row.document_type)


def guard_template(doc, _event: str | None = None) -> None:
	"""Refuse a page or newsletter that reads a confidential DocType by its template (ReachRefusedError)."""
	if doctype := find_read_doctype(doc):
		_refuse(doc, doctype)


def guard_newsletter(doc, _event: str | None = None) -> None:
	"""Refuse a Newsletter that reads a confidential DocType or carries a file of one (ReachRefusedError)."""
	guard_template(doc)
	for row in doc.attachments:
		for file in get_files_at(row.attachment):
			if is_known(file.attached_to_doctype):
				_refuse(doc, file.attached_to_doctype)


def find_read_doctype(doc) -> str | None:
	"""Return a confidential DocType that a template or script of the record names as a value; None if there is none."""
	texts = list(get_texts(doc))
	if not (doc.get("context_script") or any(mark in text for text in texts for mark in TEMPLATE_MARKS)):
		return None
	return find_named_doctype(texts)


def find_named_doctype(texts: Iterable[str]) -> str | None:
	"""Return a confidential DocType that templates, scripts or SQL name; None if there is none.

	Ordinary words („Family”, „Consent”) do not count: only what a script quotes, and names of tables.
	"""
	found = next(filter(None, map(get_naming_pattern().search, texts)), None)
	return (found["quoted"] or found["table"]) if found else None


def get_texts(doc) -> Iterator[str]:
	"""Yield every text of a record and of its rows."""
	for each in (doc, *doc.get_all_children()):
		yield from (value for value in each.get_valid_dict().values() if isinstance(value, str))


def get_naming_pattern() -> re.Pattern:
	"""Return the pattern of a confidential DocType's name as templates, scripts and SQL write it."""
	names = "|".join(re.escape(name) for name in (*get_entries(), *get_children()))
	return re.compile(rf"(?P<quote>[\"'`])(?:tab)?(?P<quoted>{names})(?P=quote)|\btab(?P<table>{names})\b")


def get_doctype_of_report(report: str | None) -> str | None:
	"""Return the DocType that a report is about."""
	return frappe.db.get_value("Report", report, "ref_doctype") if report else None


def _refuse(doc, doctype: str) -> None:
	frappe.throw(
		_("{0}: not for {1}. It would show documents of families past the access rule.").format(
			frappe.bold(_(doc.doctype)), frappe.bold(_(doctype))
		),
		ReachRefusedError,
	)
