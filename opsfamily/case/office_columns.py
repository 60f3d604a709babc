"""Fields that an office added: which of them our pages show, and which travel from one document to another.

A field under one name in two DocTypes travels: the same name and type is the whole agreement; nothing is set up. From the
household to the assessment, from a visit to its row of the card, from an agreed action to the scheduled one and to its
evaluation.
"""

from __future__ import annotations

from collections.abc import Mapping

import frappe
from frappe.model import no_value_fields, table_fields
from frappe.model.document import Document
from frappe.utils import cast


def get_shared_columns(source: str, target: str) -> tuple[str, ...]:
	"""Return the fields that the office added to the target DocType, and that the source has under the same name.

	The target's level is not lower than the source's, so that nobody reads more than before.
	"""
	known = frappe.get_meta(source)
	return tuple(
		df.fieldname
		for df in get_added_fields(target)
		if (other := known.get_field(df.fieldname))
		and other.fieldtype == df.fieldtype
		and (df.permlevel or 0) >= (other.permlevel or 0)
	)


def get_added_fields(doctype: str) -> list:
	"""Return the fields with a value that the office added to a DocType."""
	without = (*no_value_fields, *table_fields)
	fields = frappe.get_meta(doctype).fields
	return [df for df in fields if df.get("is_custom_field") and df.fieldtype not in without]


def get_listed_fields(doctype: str) -> list:
	"""Return the added fields that our pages show with a document: those in the office's list (*In List View*).

	Only those whose level the session's user may read.
	"""
	levels = frappe.get_meta(doctype).get_permlevel_access("read")
	return [
		df for df in get_added_fields(doctype) if df.in_list_view and not df.hidden and df.permlevel in levels
	]


def copy_shared_columns(source: Mapping | Document, source_doctype: str, target: Document) -> None:
	"""Copy the shared fields of a document, or of a row of a query, into a document or row."""
	for fieldname in get_shared_columns(source_doctype, target.doctype):
		target.set(fieldname, source.get(fieldname))


def cast_columns(row: Mapping, doctype: str, fieldnames: tuple[str, ...]) -> dict:
	"""Return fieldname → value in the field's type; None for what is empty."""
	meta = frappe.get_meta(doctype)
	given = {fieldname: row.get(fieldname) for fieldname in fieldnames}
	return {
		fieldname: None if value in (None, "") else cast(meta.get_field(fieldname).fieldtype, value)
		for fieldname, value in given.items()
	}
