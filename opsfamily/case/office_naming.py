"""Numbers that an office gives its documents: by a series of its own, or by a rule (*Document Naming Rule*).

Documents with a series of numbers take any name: nothing of the app reads a name by its shape. Dictionary entries are named by
their words, and a few records are found by their name, so no rule numbers these. A number is shown to people who may not see
the document, so it is made of days, years and options, never of what was written about a family.
"""

from __future__ import annotations

import frappe
from frappe import ValidationError, _

from opsfamily.case.office_options import APP, get_app

BY_SERIES = "naming_series:"
# Fields of these types, and these fields, may stand in a number.
PLAIN_TYPES = frozenset({"Check", "Date", "Datetime", "Int", "Select"})
PLAIN_FIELDS = frozenset({("Assistant Timesheet", "month")})
# Each document has these beside its own fields, and they name a person of the office.
PEOPLE = {"owner": "Created By", "modified_by": "Last Updated By"}


class NameNeededError(ValidationError):
	"""The app finds these records by their name, so no rule of the office numbers them."""


class NumberTellsError(ValidationError):
	"""A number holds a field that tells something of a family or a person."""


def guard_rule(doc, _event: str | None = None) -> None:
	"""Refuse a rule for records that are found by their name, and one whose numbers tell something (`Document Naming Rule`).

	Raises NameNeededError, NumberTellsError.
	"""
	if get_app(doc.document_type) != APP:
		return
	if not doc.disabled:
		require_series(doc.document_type)
	refuse_telling(doc.document_type, doc.prefix, _(doc.meta.get_label("prefix")))


def guard_series(doc, _event: str | None = None) -> None:
	"""Refuse a series whose numbers tell something: a Property Setter, as *Document Naming Settings* write it
	(NumberTellsError); and another way of naming, as *Customize Form* writes it (NameNeededError)."""
	if get_app(doc.doc_type) != APP:
		return
	if doc.property in ("options", "default") and doc.field_name == "naming_series":
		for series in (doc.value or "").split("\n"):
			refuse_telling(doc.doc_type, series, _("Series"))
	if doc.property == "autoname" and not doc.field_name:
		refuse_other_naming(doc.doc_type, doc.value)


def refuse_other_naming(doctype: str, autoname: str | None) -> None:
	"""Refuse another way of naming than the DocType's own (NameNeededError): numbers are changed by a series or a rule."""
	own = frappe.db.get_value("DocType", doctype, "autoname")
	if (autoname or "") != (own or ""):
		frappe.throw(
			_(
				"{0}: the way of naming is the app's. Numbers are changed in Document Naming Settings, or by a Document Naming Rule."
			).format(frappe.bold(_(doctype))),
			NameNeededError,
		)


def require_series(doctype: str) -> None:
	"""Refuse a DocType without a series of numbers (NameNeededError)."""
	meta = frappe.get_meta(doctype)
	if (meta.autoname or "").startswith(BY_SERIES):
		return
	if (meta.autoname or "").startswith("field:"):
		reason = _(
			"{0}: an entry is named by its own words, which lists and papers show, so no rule numbers it."
		)
	else:
		reason = _("{0}: the app finds these records by their name, so no rule numbers them.")
	frappe.throw(reason.format(frappe.bold(_(doctype))), NameNeededError)


def refuse_telling(doctype: str, series: str | None, label: str) -> None:
	"""Refuse a pattern of numbers with a field that tells something of a family or a person (NumberTellsError).

	series: as the framework reads it, parts between dots; label: of the field that holds it.
	"""
	meta = frappe.get_meta(doctype)
	for part in (series or "").split("."):
		fieldname = part.replace("{", "").replace("}", "")
		df = meta.get_field(fieldname)
		is_plain = df and df.fieldtype in PLAIN_TYPES and not df.permlevel
		if fieldname in PEOPLE or (df and not is_plain and (doctype, fieldname) not in PLAIN_FIELDS):
			frappe.throw(
				_(
					"{0}: a number is seen also by people who may not see the document, so the field {1} does not stand in it."
				).format(frappe.bold(label), frappe.bold(_(df.label if df else PEOPLE[fieldname]))),
				NumberTellsError,
			)
