"""Options that an office adds to a Select of the app, and another type of a field, by Customize Form: allowed where the
rules and papers can live with them."""

from __future__ import annotations

import frappe
from frappe import ValidationError, _
from frappe.custom.doctype.property_setter.property_setter import make_property_setter

from opsfamily.core import options as core

APP = "opsfamily"


class OptionsClosedError(ValidationError):
	"""The options of this list are asked for by rules, so the office cannot change them."""


class OptionMissingError(ValidationError):
	"""A list may be extended; the app's own options stay in it."""


class FieldTypeError(ValidationError):
	"""A field of the app stays plain text, or a table, as its rules and papers read it."""


# What these hold is no text as somebody wrote it: papers would print its markup.
OTHER_THAN_WRITTEN = frozenset(
	{"Barcode", "Code", "Geolocation", "HTML Editor", "Signature", "Table MultiSelect", "Text Editor"}
)


def guard_type(doc, _event: str | None = None) -> None:
	"""Refuse a Property Setter by which a field of the app no longer holds text as written (FieldTypeError)."""
	if doc.property != "fieldtype" or doc.value not in OTHER_THAN_WRITTEN:
		return
	place = {"parent": doc.doc_type, "fieldname": doc.field_name}
	stored = frappe.db.get_value("DocField", place, "fieldtype")
	if stored and stored != doc.value and get_app(doc.doc_type) == APP:
		reason = _("{0}: the type of this field stays as it is ({1}), because rules and papers read it.")
		instead = _("Please add a field of the office’s own to the form instead.")
		frappe.throw(f"{reason.format(get_label(doc), _(stored))} {instead}", FieldTypeError)


def guard_options(doc, _event: str | None = None) -> None:
	"""Refuse other options of a list that rules ask for (OptionsClosedError), and a list without ours (OptionMissingError)."""
	ours = get_options_of_ours(doc)
	if ours is None:
		return
	if not core.is_open(doc.doc_type, doc.field_name):
		refuse_closed(doc)
	missing = core.find_missing(doc.doc_type, doc.field_name, ours, core.read_options(doc.value))
	if missing:
		frappe.throw(
			_("{0}: these options stay in the list: {1}.").format(
				get_label(doc), ", ".join(_(option) for option in missing)
			),
			OptionMissingError,
		)


def get_options_of_ours(doc) -> list[str] | None:
	"""Return the app's options of the Select that a Property Setter changes; None where it changes nothing of the kind."""
	if doc.property != "options" or not doc.field_name:
		return None
	place = {"parent": doc.doc_type, "fieldname": doc.field_name, "fieldtype": "Select"}
	stored = frappe.db.get_value("DocField", place, "options")
	is_ours = stored and get_app(doc.doc_type) == APP
	options = core.read_options(stored)
	# A list that is filled in on the screen has no options to change.
	return options if is_ours and options != core.read_options(doc.value) else None


def get_app(doctype: str) -> str | None:
	"""Return the app of a DocType."""
	module = frappe.db.get_value("DocType", doctype, "module")
	return frappe.db.get_value("Module Def", module, "app_name")


def get_label(doc) -> str:
	"""Return form and field by their labels."""
	label = frappe.get_meta(doc.doc_type).get_label(doc.field_name)
	return frappe.bold(f"{_(doc.doc_type)}, {_(label)}")


def refuse_closed(doc) -> None:
	"""Throw OptionsClosedError with what the office uses instead."""
	dictionary = core.DICTIONARIES.get((doc.doc_type, doc.field_name))
	instead = (
		_("Please add an entry to the dictionary {0} instead.").format(frappe.bold(_(dictionary)))
		if dictionary
		else _("Please add a field of the office’s own to the form instead.")
	)
	reason = _(
		"{0}: the options of this list cannot be changed, because rules, figures or papers ask for them."
	)
	frappe.throw(f"{reason.format(get_label(doc))} {instead}", OptionsClosedError)


def extend_together(doc, _event: str | None = None) -> None:
	"""Give the lists to which values of this one are copied the same options."""
	for doctype, fieldname in core.get_together(doc.doc_type, doc.field_name) if is_options(doc) else ():
		if frappe.get_meta(doctype).get_options(fieldname) != doc.value:
			make_property_setter(
				doctype, fieldname, "options", doc.value, "Text", validate_fields_for_doctype=False
			)
			frappe.clear_cache(doctype=doctype)


def reset_together(doc, _event: str | None = None) -> None:
	"""Take the office's options off the other lists as well, when they are taken off one."""
	for doctype, fieldname in core.get_together(doc.doc_type, doc.field_name) if is_options(doc) else ():
		place = {"doc_type": doctype, "field_name": fieldname, "property": "options"}
		if name := frappe.db.get_value("Property Setter", place):
			# Safe: follows the list that the administrator has just reset.
			frappe.delete_doc("Property Setter", name, ignore_permissions=True)
			frappe.clear_cache(doctype=doctype)


def is_options(doc) -> bool:
	return doc.property == "options" and bool(doc.field_name)
