"""Who sees the working time beside the families: whose it is, the coordinator and the head."""

import frappe

from opsfamily.permissions.rule import can_see_section, is_unsaved


def can_see(doc, user: str) -> bool:
	"""By the stored worker: a document's own word counts only while it is new, when its rules ask for it."""
	if can_see_section(user) or is_unsaved(doc):
		return True
	return frappe.db.get_value(doc.doctype, doc.name, "worker") == user


def get_condition(doctype: str, user: str) -> str:
	"""The rows that the user sees."""
	return "" if can_see_section(user) else f"`tab{doctype}`.`worker` = {frappe.db.escape(user)}"
