"""Creation of records that an office then owns."""

from __future__ import annotations

import frappe


def create_if_missing(doctype: str, values: dict) -> None:
	"""Create the record unless one with its name exists. The first of `values` is its name."""
	name = next(iter(values.values()))
	if not frappe.db.exists(doctype, name):
		doc = frappe.get_doc({"doctype": doctype, **values})
		# Safe: only installing and updating the app does this. A field that the office has made mandatory it fills in later.
		doc.insert(ignore_permissions=True, ignore_mandatory=True)
