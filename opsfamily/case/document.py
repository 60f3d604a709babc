"""What the confidential documents share: those that hang on a family, and those of the staff's own work."""

from __future__ import annotations

import frappe
from frappe import ValidationError, _
from frappe.model.document import Document
from frappe.utils import cast, cstr, getdate

from opsfamily.arguments import refuse_missing
from opsfamily.exceptions import EmptyDocumentError, FamilyMovedError, PeriodError, SubmittedDeletionError
from opsfamily.permissions.documents import get_permitted
from opsfamily.permissions.known import get_entries
from opsfamily.permissions.traces import log_deletion


class RowAloneError(ValidationError):
	"""A row is written and deleted with its document, never past the document's rules."""


class FutureDateError(ValidationError):
	"""Something that has happened cannot be dated in the future."""


class SecondRunningVersionError(ValidationError):
	"""A family has one running plan and one running schedule."""


class ReplacedVersionError(ValidationError):
	"""A new version replaces the running version of the same family, nothing else."""


NUMBERS = ("Check", "Int", "Float", "Currency", "Percent")
# What third parties said: not for the family, whose paper it would stand on.
NEVER_PRINTED = ("third_party_note",)
WITH_VERSIONS = ("Family Work Plan", "Action Schedule")
DRAFT, RUNNING, REPLACED, CANCELLED = "Draft", "Running", "Replaced", "Cancelled"


class ConfidentialDocument(Document):
	"""A document that only some may read: its traces stay, its papers hold what their reader may see."""

	def before_cancel(self):
		"""Raises UpdateAfterSubmitError: cancelling changes nothing else, neither a word nor the family."""
		self.validate_update_after_submit()

	def on_trash(self):
		"""Raises SubmittedDeletionError: a cancelled document stays as the trace of a mistake."""
		if self.docstatus.is_cancelled() or self.docstatus.is_submitted():
			frappe.throw(
				_("{0} was submitted, so it cannot be deleted.").format(frappe.bold(self.name)),
				SubmittedDeletionError,
			)
		log_deletion(self)

	def before_print(self, _settings=None):
		"""No paper, whoever made its format, shows its reader a field of a level that they may not read, nor
		what is never printed."""
		self.apply_fieldlevel_read_permissions()
		for fieldname in NEVER_PRINTED:
			self.set(fieldname, None)
		for doc in (self, *self.get_all_children()):
			for df in doc.meta.fields:
				if df.permlevel and df.fieldname not in doc.__dict__:
					doc.set(df.fieldname, None)

	def label_of(self, fieldname: str, row: Document | None = None) -> str:
		"""The field's Polish label, with the row's number, for messages."""
		meta = (row or self).meta
		label = frappe.bold(_(meta.get_label(fieldname)))
		return _("Row {0}: {1}").format(row.idx, label) if row else label

	def is_changed(self, fieldname: str) -> bool:
		"""Whether saving changes the field; a date or an hour may come as text, and nothing as empty text."""
		before, fieldtype = self.get_doc_before_save(), self.meta.get_field(fieldname).fieldtype
		now = _of_one_type(fieldtype, self.get(fieldname))
		return not before or _of_one_type(fieldtype, before.get(fieldname)) != now

	def require(
		self, fieldname: str, refusal: type[Exception] = EmptyDocumentError, row: Document | None = None
	) -> None:
		"""Throw the refusal when the field (of the row) is empty; blanks alone are nothing, and so is no row."""
		value = (row or self).get(fieldname)
		if not (value.strip() if isinstance(value, str) else value):
			refuse_missing(self.label_of(fieldname, row), refusal)

	def refuse_before(
		self,
		later: str,
		earlier: str,
		refusal: type[Exception] = PeriodError,
		row: Document | None = None,
	) -> None:
		"""Throw the refusal when the day of `later` (of the row) lies before the document's day `earlier`."""
		day, other = (row or self).get(later), self.get(earlier)
		if day and other and getdate(day) < getdate(other):
			frappe.throw(
				_("{0} lies before {1}.").format(self.label_of(later, row), self.label_of(earlier)), refusal
			)

	def refuse_future(self, fieldname: str, row: Document | None = None) -> None:
		"""Raises FutureDateError when the field (of the row) holds a day after today."""
		day = (row or self).get(fieldname)
		if day and getdate(day) > getdate():
			frappe.throw(
				_("{0} cannot lie in the future.").format(self.label_of(fieldname, row)), FutureDateError
			)


class CaseDocument(ConfidentialDocument):
	"""A document that belongs to one family and never moves to another."""

	def before_insert(self):
		"""Raises FamilyMovedError for a forged `amended_from`."""
		self.require_same_family(self.doctype, self.get("amended_from"), "amended_from")

	def require_same_family(self, doctype: str, name: str | None, fieldname: str) -> None:
		"""Raises FamilyMovedError when the linked document belongs to another family."""
		if name and frappe.db.get_value(doctype, name, "family") != self.family:
			frappe.throw(
				_("{0}: {1} belongs to another family.").format(self.label_of(fieldname), name),
				FamilyMovedError,
			)


class VersionedDocument(CaseDocument):
	"""An agreement that is submitted and frozen; a change is a new version that `replaces` it.

	The replaced version stays submitted, readable and printable. One version runs per family.
	"""

	def set_draft_status(self):
		if self.docstatus.is_draft():
			self.status = DRAFT

	def before_update_after_submit(self):
		self.keep_status()

	def before_cancel(self):
		self.keep_status()
		super().before_cancel()

	def keep_status(self):
		"""Whether a version runs is never typed."""
		self.status = self.get_doc_before_save().status

	def validate_replaced_version(self):
		"""Raises FamilyMovedError or ReplacedVersionError for a forged or outdated `replaces`."""
		if not self.replaces:
			return
		self.require_same_family(self.doctype, self.replaces, "replaces")
		if frappe.db.get_value(self.doctype, self.replaces, "status") != RUNNING:
			frappe.throw(
				_("{0} is not the running version, so it cannot be replaced.").format(self.replaces),
				ReplacedVersionError,
			)

	def validate_only_running_version(self):
		"""Raises SecondRunningVersionError when another version runs that this one does not replace."""
		running = get_running_version(self.doctype, self.family)
		if running and running != self.replaces:
			frappe.throw(
				_("{0} is running for this family. Use “New Version” on it.").format(frappe.bold(running)),
				SecondRunningVersionError,
			)

	def start_running(self):
		self.db_set("status", RUNNING)
		if self.replaces:
			frappe.db.set_value(self.doctype, self.replaces, "status", REPLACED)

	def stop_running(self):
		"""After a cancelled mistake the replaced version runs again."""
		was_running = self.status == RUNNING
		self.db_set("status", CANCELLED)
		if was_running and self.replaces:
			frappe.db.set_value(self.doctype, self.replaces, "status", RUNNING)

	def new_version(self) -> VersionedDocument:
		"""A saved draft that replaces this version. Raises ReplacedVersionError when this one does not run."""
		version = frappe.copy_doc(self, ignore_no_copy=False)
		version.docstatus, version.replaces = 0, self.name
		version.validate_replaced_version()
		version.leave_behind()
		return version.insert()

	def leave_behind(self):
		"""What a new version does not take along from the one that it replaces."""


class CaseRow(Document):
	"""A row of a case document: written with its document, whose rules it would pass by on its own."""

	def validate(self):
		# The framework runs this only for a row that is saved by itself.
		self.refuse()

	def on_trash(self):
		self.refuse()

	def refuse(self):
		frappe.throw(
			_("{0}: a row is written and deleted with its document only.").format(_(self.doctype)),
			RowAloneError,
		)


def _of_one_type(fieldtype: str, value: object) -> object:
	if value in (None, "") and fieldtype not in NUMBERS:
		return None
	return cast(fieldtype, cstr(value))


def get_running_version(doctype: str, family: str) -> str | None:
	"""Name of the family's running plan or schedule."""
	return frappe.db.get_value(
		doctype, {"family": family, "status": RUNNING, "docstatus": 1}, "name", order_by="creation desc"
	)


def get_kinds_kept(family: str) -> frozenset[str]:
	"""DocTypes of which the family has any document, whoever may see it; asked in one query.

	A page that speaks of every kind need not ask about the others.
	"""
	entries = [entry for entry in get_entries().values() if entry.family not in (None, "name")]
	each = (
		f"select {frappe.db.escape(entry.doctype)} from dual where exists"
		f" (select 1 from `tab{entry.doctype}` where `{entry.family}` = %(family)s)"
		for entry in entries
	)
	return frozenset(frappe.db.sql_list(" union all ".join(each), {"family": family}))


def start_new_version(doctype: str, name: str) -> str:
	"""Make a draft that replaces a running plan or schedule. Return its name. Raises ReplacedVersionError."""
	if doctype not in WITH_VERSIONS:
		frappe.throw(_("{0} has no versions.").format(_(doctype)))
	return get_permitted(doctype, name, "read").new_version().name
