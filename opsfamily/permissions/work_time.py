"""Access to a worker's time outside the families, absences and vehicle: the worker, the coordinator and the head."""

import frappe

from opsfamily.permissions.rule import can_see_section, is_unsaved

# DocType → its field with the worker whose time it is.
WORKER_FIELDS = {"Other Work Time": "worker", "Work Absence": "user", "Worker Vehicle": "user"}


def can_see(doc, user: str) -> bool:
	"""Return whether the user sees one entry, by the stored worker.

	A new entry passes; its own rules check the worker.
	"""
	if can_see_section(user) or is_unsaved(doc):
		return True
	return frappe.db.get_value(doc.doctype, doc.name, WORKER_FIELDS[doc.doctype]) == user


def get_condition(doctype: str, user: str) -> str:
	"""Return the SQL condition for the rows that the user sees (empty: all)."""
	column = f"`tab{doctype}`.`{WORKER_FIELDS[doctype]}`"
	return "" if can_see_section(user) else f"{column} = {frappe.db.escape(user)}"
