"""TODO"""

import frappe


def create_if_missing(doctype: str, name: str, values: dict) -> None:
	if not frappe.db.exists(doctype, name):
		# Safe: done by installing and updating the app alone.
		frappe.get_doc({"doctype": doctype, **values}).insert(ignore_permissions=True)
