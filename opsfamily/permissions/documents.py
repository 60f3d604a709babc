"""Documents that a client's method works on: looked up, checked for permission, and logged as read."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document

from opsfamily.arguments import refuse_missing
from opsfamily.permissions.traces import was_just_viewed


def get_permitted(doctype: str, name: str, ptype: str) -> Document:
	"""Return the document that the user has a right to.

	ptype: the right that the user needs on it (read, write, print …). Raises ValidationError without a name,
	DoesNotExistError, PermissionError.
	"""
	if not name:
		refuse_missing(frappe.bold(_(doctype)))
	doc = frappe.get_doc(doctype, name)
	doc.check_permission(ptype)
	return doc


def get_viewed(doctype: str, name: str) -> Document:
	"""Return a document that the user may read, and log it as opened, as the form does."""
	doc = get_permitted(doctype, name, "read")
	doc.add_viewed()
	return doc


def get_viewed_once(doctype: str, name: str) -> Document:
	"""Return a document as `get_viewed` does, but log nothing when the user has just opened its form."""
	doc = get_permitted(doctype, name, "read")
	if not was_just_viewed(doc):
		doc.add_viewed()
	return doc


def require_any(right: str, *doctypes: str) -> None:
	"""Raise PermissionError unless the user's roles give this right on at least one of the DocTypes."""
	if not any(frappe.has_permission(doctype, right) for doctype in doctypes):
		raise frappe.PermissionError
