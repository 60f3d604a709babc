"""Entries of the office's dictionaries in documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import frappe
from frappe import ValidationError, _
from frappe.model.document import Document

from opsfamily.case.labels import NamesFields

if TYPE_CHECKING:
	from frappe.core.doctype.docfield.docfield import DocField


class DisabledEntryError(ValidationError):
	"""A disabled entry of a dictionary is not chosen any more; documents that have it keep it."""


class TypedNameError(ValidationError):
	"""An entry is renamed where the platform renames: saving another name in the form would change nothing."""


class MergedEntryError(ValidationError):
	"""Two entries with documents of their own are not made one: their flags and what was counted differ."""


class DictionaryEntry(NamesFields, Document):
	"""An entry of an office's dictionary, named by what it says: corrected by renaming, and switched off."""

	def before_validate(self):
		self.validate_name_kept()

	def validate_name_kept(self):
		"""Refuse another name than the stored one, which the framework puts back without a word (TypedNameError)."""
		named_by, _colon, fieldname = (self.meta.autoname or "").partition("field:")
		# Where the office names its entries otherwise (Customize Form), their words are no name.
		is_name = fieldname and not named_by
		if is_name and not self.is_new() and self.get(fieldname) != self.name:
			frappe.throw(
				_("{0}: choose “Rename” in the menu to change it; saving the form leaves “{1}”.").format(
					frappe.bold(_(self.meta.get_label(fieldname))), self.name
				),
				TypedNameError,
			)

	def before_rename(self, old: str, new: str, merge: bool = False):
		"""Refuse to merge the entry into another one (MergedEntryError)."""
		if merge:
			frappe.throw(
				_("“{0}” is not merged with “{1}”: switch off the entry that is no longer used.").format(
					old, new
				),
				MergedEntryError,
			)


def refuse_disabled_entries(doc) -> None:
	"""Refuse an entry that the office has disabled, where it is newly chosen, in a row too (DisabledEntryError).

	What is copied from an earlier version of the document is kept, and a row that another document of the family has.
	"""
	# What the app goes on with by itself was chosen in the document before (`flags.keeps_entries`).
	if doc.is_new() and (doc.get("amended_from") or doc.get("replaces") or doc.flags.keeps_entries):
		return
	before = doc.get_doc_before_save()
	for df in doc.meta.get_link_fields():
		# What is read-only the app fills, from a document in which the entry was chosen while it could be.
		if df.read_only:
			continue
		value = doc.get(df.fieldname)
		if value and not (before and before.get(df.fieldname) == value) and is_disabled(df.options, value):
			_refuse(doc.label_of(df.fieldname), value)
	for row, df in _get_chosen_in_rows(doc):
		value = row.get(df.fieldname)
		if value and is_disabled(df.options, value) and not _has_before(doc, row, df.fieldname):
			_refuse(doc.label_of(df.fieldname, row), value)


def _get_chosen_in_rows(doc) -> Iterator[tuple[Document, DocField]]:
	"""Yield each row of the document with each of its links that somebody chooses: what is read-only the app fills."""
	for table in doc.meta.get_table_fields():
		links = [df for df in frappe.get_meta(table.options).get_link_fields() if not df.read_only]
		for row in doc.get(table.fieldname) or [] if links else []:
			yield from ((row, df) for df in links)


def _has_before(doc, row: Document, fieldname: str) -> bool:
	"""Return whether the stored document, or an earlier one of its kind and family, has the row's value in a row."""
	family, parents = doc.get("family"), [doc.name]
	if family:
		# get_all: what was taken over was read by who wrote this document.
		parents = frappe.get_all(
			doc.doctype, filters={"family": family, "docstatus": ["<", 2]}, pluck="name", order_by="name"
		)
	place = {"parenttype": doc.doctype, "parentfield": row.parentfield, "parent": ["in", parents]}
	return bool(frappe.db.exists(row.doctype, {**place, fieldname: row.get(fieldname)}))


def _refuse(label: str, value: str) -> None:
	frappe.throw(
		_("{0}: “{1}” is disabled and can no longer be chosen.").format(label, value), DisabledEntryError
	)


def is_disabled(doctype: str, name: str) -> bool:
	"""Return whether this is an entry of a dictionary that the office has disabled."""
	field = frappe.get_meta(doctype).get_field("disabled")
	return bool(field and field.fieldtype == "Check" and frappe.get_cached_value(doctype, name, "disabled"))
