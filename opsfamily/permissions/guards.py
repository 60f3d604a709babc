"""Guards on core DocTypes whose records would give somebody access to a family.

Wired by `doc_events`. Each guard ignores records that are not about a confidential document.
"""

import frappe
from frappe import ValidationError, _
from frappe.utils import cint

from opsfamily.core.roles import CENTRE_STAFF, EXCLUSIVE, NOT_WITH_CENTRE_STAFF
from opsfamily.exceptions import SubmittedDeletionError
from opsfamily.permissions.hidden_columns import get_hidden_columns
from opsfamily.permissions.known import get_entries, is_confidential, is_known
from opsfamily.permissions.rule import get_row_condition


class SharingRefusedError(ValidationError):
	"""Access to a family comes from a dated assignment, never from a share, a key, a follow or a task."""


class ForeignFileError(ValidationError):
	"""The file belongs to a document that the user may not see."""


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


def keep_file_private(doc, _event: str | None = None) -> None:
	"""Make a File private when it is attached to a confidential document or to a Data Import."""
	if (is_confidential(doc.attached_to_doctype) or doc.attached_to_doctype == "Data Import") and not (
		doc.is_private or doc.is_folder or doc.is_remote_file
	):
		content = doc.get_content()
		# The framework has just written it to the public files; it is deleted there unless another File uses it.
		doc._delete_file_on_disk()
		doc.update({"is_private": 1, "file_url": None})
		doc.save_file(content=content)


def guard_file(doc, _event: str | None = None) -> None:
	"""Refuse a public File on a confidential document, and the URL of a foreign attachment (ForeignFileError)."""
	if is_confidential(doc.attached_to_doctype) and not (doc.is_private or doc.is_folder):
		frappe.throw(_("Files on a family's documents are private."), ForeignFileError)
	if doc.file_url:
		_refuse_foreign_url(doc)


def keep_file_of_submitted(doc, _event: str | None = None) -> None:
	"""Refuse deleting a File of a submitted or cancelled document (SubmittedDeletionError)."""
	if not is_confidential(doc.attached_to_doctype) or frappe.session.user == "Administrator":
		return
	if frappe.db.get_value(doc.attached_to_doctype, doc.attached_to_name, "docstatus"):
		frappe.throw(
			_("{0} was submitted, so it cannot be deleted.").format(frappe.bold(doc.file_name)),
			SubmittedDeletionError,
		)


def _refuse_foreign_url(doc) -> None:
	# get_all: every record with this URL counts, also those that the user may not read.
	owners = frappe.get_all(
		"File",
		filters={
			"file_url": doc.file_url,
			"attached_to_doctype": ["in", list(get_entries())],
			"name": ["!=", doc.name or ""],
		},
		fields=["attached_to_doctype", "attached_to_name"],
		order_by="creation",
	)
	for owner in owners:
		if not frappe.has_permission(owner.attached_to_doctype, "read", doc=owner.attached_to_name):
			frappe.throw(_("This file belongs to a document that is not yours to see."), ForeignFileError)


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


def get_file_condition(user: str | None = None) -> str:
	"""Return the SQL condition for File: attachments of documents that the user may read, and other files."""
	return _get_condition_by_document("File", "attached_to_doctype", "attached_to_name", user)


def get_tag_link_condition(user: str | None = None) -> str:
	"""Return the SQL condition for Tag Link, which every role may read and which holds the tagged title."""
	return _get_condition_by_document("Tag Link", "document_type", "document_name", user)


def can_see_tag_link(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""Return whether the user sees a Tag Link (`has_permission` hook): as the tagged document."""
	stored = frappe.db.get_value("Tag Link", doc.name, ["document_type", "document_name"])
	doctype, name = stored or (doc.document_type, doc.document_name)
	if not is_confidential(doctype):
		return True
	exists = bool(name) and frappe.db.exists(doctype, name)
	return bool(exists and frappe.has_permission(doctype, "read", doc=name, user=user))


def _get_condition_by_document(table: str, doctype_column: str, name_column: str, user: str | None) -> str:
	"""Return the SQL condition for records linked to any document: to a confidential one if the user may read it."""
	of_doctype, of_name = f"`tab{table}`.`{doctype_column}`", f"`tab{table}`.`{name_column}`"
	ours = ", ".join(frappe.db.escape(doctype) for doctype in get_entries())
	parts = [f"{of_doctype} is null", f"{of_doctype} not in ({ours})"]
	for doctype in get_entries():
		condition = get_row_condition(doctype, user) or "1=1"
		names = f"select `name` from `tab{doctype}` where {condition}"
		parts.append(f"({of_doctype} = {frappe.db.escape(doctype)} and {of_name} in ({names}))")
	return f"({' or '.join(parts)})"
