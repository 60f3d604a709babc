"""Entries of the office's dictionaries in documents."""

from __future__ import annotations

import frappe
from frappe import ValidationError, _


class DisabledEntryError(ValidationError):
	"""A disabled entry of a dictionary is not chosen any more; documents that have it keep it."""


def refuse_disabled_entries(doc) -> None:
	"""Refuse an entry that the office has disabled, where it is newly chosen (DisabledEntryError).

	What is copied from an earlier version of the document is kept.
	"""
	if doc.is_new() and (doc.get("amended_from") or doc.get("replaces")):
		return
	before = doc.get_doc_before_save()
	for df in doc.meta.get_link_fields():
		value = doc.get(df.fieldname)
		if value and not (before and before.get(df.fieldname) == value) and is_disabled(df.options, value):
			frappe.throw(
				_("{0}: “{1}” is disabled and can no longer be chosen.").format(
					doc.label_of(df.fieldname), value
				),
				DisabledEntryError,
			)


def is_disabled(doctype: str, name: str) -> bool:
	"""Return whether this is an entry of a dictionary that the office has disabled."""
	field = frappe.get_meta(doctype).get_field("disabled")
	return bool(field and field.fieldtype == "Check" and frappe.get_cached_value(doctype, name, "disabled"))
