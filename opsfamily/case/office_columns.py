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


def find_changed_table(doc: Document, before: Document) -> str | None:
	"""Return the first table in which something of the office's differs from the stored document, if any: a table that it
	added, or its columns in a table of ours."""
	tables = doc.meta.get_table_fields()
	return next((df.fieldname for df in tables if _read_added(doc, df) != _read_added(before, df)), None)


def _read_added(doc: Document, table) -> list[list]:
	"""Return what the office's columns hold, row by row; what is empty as None."""
	known = frappe.get_meta(table.options).fields if table.get("is_custom_field") else None
	fields = [df for df in known or get_added_fields(table.options) if df.fieldtype not in no_value_fields]
	names = tuple(df.fieldname for df in fields)
	# Rows without a column of the office are the business of the table's own rules.
	rows = doc.get(table.fieldname) or [] if names else []
	return [[value or None for value in cast_columns(row, table.options, names).values()] for row in rows]


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
