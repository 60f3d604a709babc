"""Guards on core DocTypes whose records would give somebody access to a family.

Wired by `doc_events`. Each guard ignores records that are not about a confidential document.
"""

import frappe
from frappe import ValidationError, _
from frappe.utils import cint

from opsfamily.core.roles import CENTRE_STAFF, EXCLUSIVE, NOT_WITH_CENTRE_STAFF
from opsfamily.permissions.hidden_columns import get_hidden_columns
from opsfamily.permissions.known import is_confidential, is_known


class SharingRefusedError(ValidationError):
	"""Access to a family comes from a dated assignment, never from a share, a key, a follow or a task."""


class RolesConflictError(ValidationError):
	"""An assistant may not also be a social worker (art. 17(3) of the Act of 9 June 2011)."""


class TrackingSwitchedOffError(ValidationError):
	"""Changes and views of case documents are always recorded."""


ALWAYS_TRACKED = ("track_changes", "track_views")


def guard_share(doc, _event: str | None = None) -> None:
	"""Refuse a DocShare, which gives access against the rule (SharingRefusedError)."""
	_refuse_sharing(doc.share_doctype)


def guard_share_key(doc, _event: str | None = None) -> None:
	"""Refuse a Document Share Key, which prints the document for anybody with the URL (SharingRefusedError)."""
	_refuse_sharing(doc.reference_doctype)


def guard_follow(doc, _event: str | None = None) -> None:
	"""Refuse a Document Follow, whose digest mails values of every permission level (SharingRefusedError)."""
	_refuse_sharing(doc.ref_doctype)


def _refuse_sharing(doctype: str) -> None:
	if is_known(doctype):
		frappe.throw(
			_("Documents of a family are not shared. Put the person on the case by a dated assignment."),
			SharingRefusedError,
		)


def guard_todo(doc, _event: str | None = None) -> None:
	"""Refuse a ToDo about a family for a user who is not on its case (SharingRefusedError)."""
	if not is_confidential(doc.reference_type) or not doc.allocated_to or doc.status == "Cancelled":
		return
	# Users who must not know the family could find out by trying who works with it.
	if get_hidden_columns(doc.reference_type):
		_refuse_sharing(doc.reference_type)
	if not frappe.has_permission(doc.reference_type, "read", doc=doc.reference_name, user=doc.allocated_to):
		frappe.throw(
			_("{0} is not on this case. Put the person on it by a dated assignment first.").format(
				frappe.bold(doc.allocated_to)
			),
			SharingRefusedError,
		)


def guard_roles(doc, _event: str | None = None) -> None:
	"""Refuse roles on a User that exclude each other, also when a Role Profile gives them (RolesConflictError).

	An assistant is not also a social worker (art. 17(3) of the Act of 9 June 2011), and the staff of a day centre
	are nobody on a case.
	"""
	if EXCLUSIVE <= {row.role for row in doc.roles}:
		frappe.throw(
			_("{0}: nobody is both {1} and {2} (art. 17(3) of the Act of 9 June 2011).").format(
				frappe.bold(doc.get("full_name") or doc.name), _("Family Assistant"), _("Social Worker")
			),
			RolesConflictError,
		)
	_refuse_family_and_centre(doc)


def _refuse_family_and_centre(doc) -> None:
	roles = {row.role for row in doc.roles}
	for role in NOT_WITH_CENTRE_STAFF:
		if {CENTRE_STAFF, role} <= roles:
			frappe.throw(
				_(
					"{0}: nobody is both {1} and {2}: the staff of a day centre do not know the families."
				).format(frappe.bold(doc.get("full_name") or doc.name), _(CENTRE_STAFF), _(role)),
				RolesConflictError,
			)


def guard_role_profile(doc, _event: str | None = None) -> None:
	"""Refuse the same roles in a Role Profile (RolesConflictError)."""
	guard_roles(doc)


def guard_tracking(doc, _event: str | None = None) -> None:
	"""Refuse a Property Setter that switches tracking of changes or views off (TrackingSwitchedOffError)."""
	if is_known(doc.doc_type) and doc.property in ALWAYS_TRACKED and not cint(doc.value):
		frappe.throw(
			_("{0}: changes and views of this document are always recorded.").format(_(doc.doc_type)),
			TrackingSwitchedOffError,
		)
