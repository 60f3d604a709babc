"""Access to employment: the worker whose it is, the head, and the roles that report on the staff."""

import frappe

from opsfamily.core.roles import KNOWS_EMPLOYMENT
from opsfamily.permissions.rule import is_head, is_unsaved


def can_see(doc, user: str) -> bool:
	"""Return whether the user sees one employment, by the stored worker.

	A new one passes; its own rules ask for the head.
	"""
	if can_see_all(user) or is_unsaved(doc):
		return True
	return frappe.db.get_value(doc.doctype, doc.name, "user") == user


def get_condition(doctype: str, user: str) -> str:
	"""Return the SQL condition for the rows that the user sees (empty: all)."""
	return "" if can_see_all(user) else f"`tab{doctype}`.`user` = {frappe.db.escape(user)}"


def can_see_all(user: str) -> bool:
	"""Return whether the user sees the employment of all workers."""
	return user == "Administrator" or is_head(user) or not KNOWS_EMPLOYMENT.isdisjoint(frappe.get_roles(user))
