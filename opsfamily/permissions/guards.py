"""Records of the core that would open a family to somebody: refused when they are written.

Wired by `doc_events`; for documents that are not about a family each guard does nothing.
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
	"""Access to a family is a dated assignment, never a share, a key, a follow or a task for a stranger."""


class ForeignFileError(ValidationError):
	"""The file belongs to a document that the user may not see."""


class RolesConflictError(ValidationError):
	"""An assistant may not also be a social worker (art. 17(3) of the Act of 9 June 2011)."""


class TrackingSwitchedOffError(ValidationError):
	"""Changes and views of case documents are always recorded."""


ALWAYS_TRACKED = ("track_changes", "track_views")


def guard_share(doc, _event: str | None = None) -> None:
	"""DocShare: a share gives access although the rule says no. Access is a dated Case Assignment."""
	_refuse_sharing(doc.share_doctype)


def guard_share_key(doc, _event: str | None = None) -> None:
	"""Document Share Key: a key prints the document for anybody who has the address."""
	_refuse_sharing(doc.reference_doctype)


def guard_follow(doc, _event: str | None = None) -> None:
	"""Document Follow: its digest carries values of every permission level by e-mail."""
	_refuse_sharing(doc.ref_doctype)


def _refuse_sharing(doctype: str) -> None:
	if is_confidential(doctype):
		frappe.throw(
			_("Documents of a family are not shared. Put the person on the case by a dated assignment."),
			SharingRefusedError,
		)


def guard_todo(doc, _event: str | None = None) -> None:
	"""ToDo: a task about a family is given to people on the case only."""
	if not is_confidential(doc.reference_type) or not doc.allocated_to or doc.status == "Cancelled":
		return
	# Whoever does not know the family would learn by trying who works with it.
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
	"""File: what is attached to a family's document is private from the first moment, and so is a table of
	families that is being imported."""
	if (is_confidential(doc.attached_to_doctype) or doc.attached_to_doctype == "Data Import") and not (
		doc.is_private or doc.is_folder or doc.is_remote_file
	):
		content = doc.get_content()
		# The framework has just written it among the public files; it goes, unless it is somebody else's.
		doc._delete_file_on_disk()
		doc.update({"is_private": 1, "file_url": None})
		doc.save_file(content=content)


def guard_file(doc, _event: str | None = None) -> None:
	"""File: stays private on a family, and nobody claims the address of another's attachment."""
	if is_confidential(doc.attached_to_doctype) and not (doc.is_private or doc.is_folder):
		frappe.throw(_("Files on a family's documents are private."), ForeignFileError)
	if doc.file_url:
		_refuse_foreign_url(doc)


def keep_file_of_submitted(doc, _event: str | None = None) -> None:
	"""File: a scan on what was submitted is part of it, and is not deleted either."""
	if not is_confidential(doc.attached_to_doctype) or frappe.session.user == "Administrator":
		return
	if frappe.db.get_value(doc.attached_to_doctype, doc.attached_to_name, "docstatus"):
		frappe.throw(
			_("{0} was submitted, so it cannot be deleted.").format(frappe.bold(doc.file_name)),
			SubmittedDeletionError,
		)


def _refuse_foreign_url(doc) -> None:
	# get_all: the question is whose the file is, so every record of the address counts.
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
	"""User: an assistant is not also a social worker, nor is the staff of a day centre anybody on a case,
	however the roles came (also by a Role Profile)."""
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
	"""Role Profile: the same rule, where the roles are put together."""
	guard_roles(doc)


def guard_tracking(doc, _event: str | None = None) -> None:
	"""Property Setter: what happens to a family's documents stays traceable."""
	if is_known(doc.doc_type) and doc.property in ALWAYS_TRACKED and not cint(doc.value):
		frappe.throw(
			_("{0}: changes and views of this document are always recorded.").format(_(doc.doc_type)),
			TrackingSwitchedOffError,
		)


def get_file_condition(user: str | None = None) -> str:
	"""Condition on lists of File: those of a family are listed for whoever may see the family."""
	return _of_readable_documents("File", "attached_to_doctype", "attached_to_name", user)


def get_tag_link_condition(user: str | None = None) -> str:
	"""Condition on lists of Tag Link, which everybody may read and which holds the title of what is tagged."""
	return _of_readable_documents("Tag Link", "document_type", "document_name", user)


def can_see_tag_link(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""has_permission of Tag Link: of ours by whoever may read the document that is tagged."""
	stored = frappe.db.get_value("Tag Link", doc.name, ["document_type", "document_name"])
	doctype, name = stored or (doc.document_type, doc.document_name)
	if not is_confidential(doctype):
		return True
	exists = bool(name) and frappe.db.exists(doctype, name)
	return bool(exists and frappe.has_permission(doctype, "read", doc=name, user=user))


def _of_readable_documents(table: str, doctype_column: str, name_column: str, user: str | None) -> str:
	"""SQL condition on records that hang on any document: on one of ours only if the user may read it."""
	of_doctype, of_name = f"`tab{table}`.`{doctype_column}`", f"`tab{table}`.`{name_column}`"
	ours = ", ".join(frappe.db.escape(doctype) for doctype in get_entries())
	parts = [f"{of_doctype} is null", f"{of_doctype} not in ({ours})"]
	for doctype in get_entries():
		own = get_row_condition(doctype, user) or "1=1"
		names = f"select `name` from `tab{doctype}` where {own}"
		parts.append(f"({of_doctype} = {frappe.db.escape(doctype)} and {of_name} in ({names}))")
	return f"({' or '.join(parts)})"
