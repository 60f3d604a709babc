"""Creating a record that an office then owns."""

from __future__ import annotations

import frappe


def create_if_missing(doctype: str, values: dict) -> None:
	"""Create the record unless there is one of its name. The first value is what names it."""
	name = next(iter(values.values()))
	if not frappe.db.exists(doctype, name):
		# Safe: done by installing and updating the app alone.
		frappe.get_doc({"doctype": doctype, **values}).insert(ignore_permissions=True)
