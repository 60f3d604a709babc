"""Fields of an office that a page of ours does not have: the page asks for them all the same.

Those that the office made mandatory – without this, one mandatory field of Customize Form would stop every visit that is
written on a phone – and those that it added and ticked *Allow in Quick Entry*. A page says which fields it fills in
(`known`); whatever else it asks for is read from the DocType's meta.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

import frappe
from frappe import _
from frappe.model import no_value_fields, table_fields
from frappe.utils import cint

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
	"""Return what a page asks for before it saves a document of this DocType.

	known: the fields that the page or the server fills in; rows: the child tables that the page fills in, whose own
	mandatory columns it cannot ask for. `fields`: definitions for the page's controls, with label and description in the
	user's language; `elsewhere`: labels of mandatory fields that only the form can take.
	"""
	asked = _get_asked(doctype, known)
	return {
		"fields": [_as_control(df) for df in asked if df.fieldtype not in ONLY_ON_FORM],
		"elsewhere": [
			*(_(df.label) for df in asked if df.reqd and df.fieldtype in ONLY_ON_FORM),
			*(label for table in rows for label in _get_mandatory_columns(doctype, table)),
		],
	}


def set_office_fields(doc, values: object, known: Collection[str]) -> None:
	"""Write into a document what a page has asked for; anything else that was sent is left out.

	values: fieldname → value, as a client sent them; an empty one clears what may be empty. What does not fit its field
	is refused by the document.
	"""
	if not isinstance(values, dict):
		return
	asked = [df for df in _get_asked(doc.doctype, known) if df.fieldtype not in ONLY_ON_FORM]
	for df in asked:
		value = values.get(df.fieldname)
		if _is_given(value):
			doc.set(df.fieldname, value)
		elif df.fieldname in values and value in (None, "") and not df.reqd:
			doc.set(df.fieldname, None)


def read_office_fields(doc, known: Collection[str]) -> dict:
	"""Return fieldname → value of what a page asks for, of a stored document, as its controls take it."""
	asked = [df for df in _get_asked(doc.doctype, known) if df.fieldtype not in ONLY_ON_FORM]
	return {df.fieldname: doc.get(df.fieldname) for df in asked}


def lacks_office_fields(doc, known: Collection[str]) -> bool:
	"""Return whether a stored document has no value yet in a field that its office has made mandatory since."""
	return any(
		doc.get(df.fieldname) in (None, "")
		for df in _get_asked(doc.doctype, known)
		if df.reqd and df.fieldtype not in ONLY_ON_FORM
	)


def _get_asked(doctype: str, known: Collection[str]) -> list:
	meta = frappe.get_meta(doctype)
	writable = meta.get_permlevel_access("write")
	return [
		df
		for df in meta.fields
		if (df.reqd or (df.get("is_custom_field") and df.allow_in_quick_entry))
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
	return {**control, "label": _(df.label), "description": _(df.description or ""), "reqd": cint(df.reqd)}
