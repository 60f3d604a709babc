"""A document for a client's method: found, allowed, and its reading logged."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document

from opsfamily.arguments import refuse_missing
from opsfamily.permissions.traces import was_just_viewed


def get_permitted(doctype: str, name: str, ptype: str) -> Document:
	"""Return the document. Raises ValidationError without a name, DoesNotExistError, PermissionError.

	ptype: the right that the user needs on it (read, write, print …).
	"""
	if not name:
		refuse_missing(frappe.bold(_(doctype)))
	doc = frappe.get_doc(doctype, name)
	doc.check_permission(ptype)
	return doc


def get_viewed(doctype: str, name: str) -> Document:
	"""Return a document that the user may read, and log it as opened, as its form does."""
	doc = get_permitted(doctype, name, "read")
	doc.add_viewed()
	return doc


def get_viewed_once(doctype: str, name: str) -> Document:
	"""Return a document as above. Beside a form that was just opened no second opening is logged."""
	doc = get_permitted(doctype, name, "read")
	if not was_just_viewed(doc):
		doc.add_viewed()
	return doc


def require_any(right: str, *doctypes: str) -> None:
	"""Raise PermissionError unless the user's roles give this right on one of the DocTypes at all."""
	if not any(frappe.has_permission(doctype, right) for doctype in doctypes):
		raise frappe.PermissionError
