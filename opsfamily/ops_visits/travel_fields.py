"""The fields of travel are on the forms, lists and reports only where the office pays for travel."""

from __future__ import annotations

import frappe

from opsfamily.case.travel import TRAVELLED
from opsfamily.case.travelled import TRAVEL_FIELDS

SECTION = "travel_section"
# Both are set on the fields as they are shipped.
HIDING = ("hidden", "report_hide", "print_hide")


def show_travel_fields(shown: bool) -> None:
	"""Show or hide the fields; what was written in them stays."""
	for doctype in TRAVELLED:
		for fieldname in (SECTION, *TRAVEL_FIELDS):
			_set_hidden(doctype, fieldname, shown)
		frappe.clear_cache(doctype=doctype)


def _set_hidden(doctype: str, fieldname: str, shown: bool) -> None:
	# Property Setters are the platform's way to change a field on one site; the office's own ones are left alone.
	for name in HIDING:
		place = {"doc_type": doctype, "field_name": fieldname, "property": name}
		if not shown:
			frappe.db.delete("Property Setter", {**place, "is_system_generated": 1})
		elif not frappe.db.exists("Property Setter", place):
			_make_setter(place)


def _make_setter(place: dict) -> None:
	values = {
		"doctype_or_field": "DocField",
		"property_type": "Check",
		"value": "0",
		"is_system_generated": 1,
	}
	setter = frappe.get_doc({"doctype": "Property Setter", **place, **values})
	# Safe: whoever may change the office's settings decides which fields of ours are shown.
	setter.insert(ignore_permissions=True)
