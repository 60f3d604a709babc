"""Fields that an office made mandatory and that a page of ours does not have: the page asks for them all the same.

Without this, one mandatory field of Customize Form would stop every visit that is written on a phone. A page says which
fields it fills in (`known`); whatever else of the form must be filled in is read from the DocType's meta.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

import frappe
from frappe import _
from frappe.model import no_value_fields, table_fields

# A page has no place for these; it leads to the form, where they are filled in.
ONLY_ON_FORM = frozenset(
	{
		*table_fields,
		"Attach",
		"Attach Image",
		"Code",
		"Geolocation",
		"HTML Editor",
		"JSON",
		"Markdown Editor",
		"Signature",
	}
)
# What the page's control needs of a field.
ASKED = ("fieldname", "fieldtype", "options", "default", "length", "precision", "non_negative")


def get_office_fields(doctype: str, known: Collection[str], rows: Iterable[str] = ()) -> dict:
	"""Return what a page must ask for before it can save a document of this DocType.

	known: the fields that the page or the server fills in; rows: the child tables that the page fills in, whose own
	mandatory columns it cannot ask for. `fields`: definitions for the page's controls, with label and description in the
	user's language; `elsewhere`: labels of mandatory fields that only the form can take.
	"""
	missing = _get_missing(doctype, known)
	return {
		"fields": [_as_control(df) for df in missing if df.fieldtype not in ONLY_ON_FORM],
		"elsewhere": [
			*(_(df.label) for df in missing if df.fieldtype in ONLY_ON_FORM),
			*(label for table in rows for label in _get_mandatory_columns(doctype, table)),
		],
	}


def set_office_fields(doc, values: object, known: Collection[str]) -> None:
	"""Write into a document what a page has asked for; anything else that was sent is left out.

	values: fieldname → value, as a client sent them; what does not fit its field is refused by the document.
	"""
	if not isinstance(values, dict):
		return
	for df in _get_missing(doc.doctype, known):
		value = values.get(df.fieldname)
		if df.fieldtype not in ONLY_ON_FORM and _is_given(value):
			doc.set(df.fieldname, value)


def read_office_fields(doc, known: Collection[str]) -> dict:
	"""Return fieldname → value of what a page asks for, of a stored document, as its controls take it."""
	asked = [df for df in _get_missing(doc.doctype, known) if df.fieldtype not in ONLY_ON_FORM]
	return {df.fieldname: doc.get(df.fieldname) for df in asked}


def lacks_office_fields(doc, known: Collection[str]) -> bool:
	"""Return whether a stored document has no value yet in a field that its office has made mandatory since."""
	return any(value in (None, "") for value in read_office_fields(doc, known).values())


def _get_missing(doctype: str, known: Collection[str]) -> list:
	meta = frappe.get_meta(doctype)
	writable = meta.get_permlevel_access("write")
	return [
		df
		for df in meta.fields
		if df.reqd
		and df.fieldname not in known
		and df.fieldtype not in (set(no_value_fields) - set(table_fields))
		and not (df.hidden or df.read_only)
		and df.permlevel in writable
	]


def _get_mandatory_columns(doctype: str, table: str) -> list[str]:
	df = frappe.get_meta(doctype).get_field(table)
	columns = frappe.get_meta(df.options).fields
	# The app's own mandatory columns are those that its pages fill in.
	return [
		f"{_(df.label)}: {_(column.label)}"
		for column in columns
		if column.reqd and column.get("is_custom_field")
	]


def _is_given(value: object) -> bool:
	return isinstance(value, str | int | float) and value != ""


def _as_control(df) -> dict:
	control = {name: df.get(name) for name in ASKED if df.get(name)}
	return {**control, "label": _(df.label), "description": _(df.description or ""), "reqd": 1}
