"""Base classes of the confidential documents: those of a family, and those of the staff's own work."""

from __future__ import annotations

from datetime import date
from functools import cache
from inspect import getattr_static
from weakref import ref

import frappe
from frappe import ValidationError, _
from frappe.model.document import Document
from frappe.utils import cast, cstr, get_datetime, getdate

from opsfamily.arguments import refuse_missing
from opsfamily.case.archive import refuse_in_archive
from opsfamily.case.closed import refuse_on_closed_case
from opsfamily.case.days import FutureDateError, refuse_impossible_days
from opsfamily.case.dictionaries import refuse_disabled_entries
from opsfamily.case.labels import NamesFields
from opsfamily.case.locks import (
	WORKER_FIELDS,
	busy_as_refusal,
	lock_family,
	lock_for,
	lock_for_stored,
	lock_stored,
	read_now,
)
from opsfamily.case.values import refuse_no_row, refuse_no_table, refuse_wrong_values
from opsfamily.compat import without_permission_notes
from opsfamily.exceptions import EmptyDocumentError, FamilyMovedError, PeriodError, SubmittedDeletionError
from opsfamily.permissions.documents import get_permitted
from opsfamily.permissions.known import get_entries
from opsfamily.permissions.traces import log_deletion


class RowAloneError(ValidationError):
	"""A row is written and deleted with its document only, so that the document's rules apply."""


class SecondRunningVersionError(ValidationError):
	"""A family has one running plan and one running schedule."""


class ReplacedVersionError(ValidationError):
	"""A new version replaces the running version of the same family, nothing else."""


NUMBERS = ("Check", "Int", "Float", "Currency", "Percent")
# Statements of third parties, which the family must not read on its papers.
NEVER_PRINTED = ("third_party_note",)
WITH_VERSIONS = ("Family Work Plan", "Action Schedule")
DRAFT, RUNNING, REPLACED, CANCELLED = "Draft", "Running", "Replaced", "Cancelled"


class ClosedDocument(NamesFields, Document):
	"""A document whose methods and constants no key of a request replaces: a client sends values of fields only."""

	def update(self, d):
		"""Set the values of `d`, without those that have the name of an attribute of the class."""
		attributes = get_attributes(type(self))
		if not attributes.isdisjoint(d):
			d = {key: value for key, value in d.items() if key not in attributes}
		return super().update(d)

	def set(self, key, value, as_value=False):
		"""Set a value, unless an attribute of the class has that name."""
		if key not in get_attributes(type(self)):
			super().set(key, value, as_value)

	def insert(self, *args, **options):
		with busy_as_refusal():
			return super().insert(*args, **options)

	def save(self, *args, **options):
		with busy_as_refusal():
			return super().save(*args, **options)


class ConfidentialDocument(ClosedDocument):
	"""A document with restricted readers: it leaves traces, and prints only what its reader may see."""

	def extend(self, key, value):
		refuse_no_table(self, key, value)
		return super().extend(key, value)

	def append(self, key, value=None, *args, **options):
		# Later releases take a position as well.
		refuse_no_row(self, key, value)
		return super().append(key, value, *args, **options)

	def insert(self, *args, **options):
		refuse_wrong_values(self)
		return super().insert(*args, **options)

	def save(self, *args, **options):
		refuse_wrong_values(self)
		return super().save(*args, **options)

	def _validate_mandatory(self):
		"""Refuse empty mandatory fields by a sentence that names them (MandatoryError).

		The framework's error has the fields' technical names only, and pages, jobs and imports show the error's own text.
		The office's mandatory field may be on a document that the app makes, which nobody sees as a form.
		"""
		try:
			super()._validate_mandatory()
		except frappe.MandatoryError:
			raise frappe.MandatoryError(
				_("{0}: {1} is missing.").format(_(self.doctype), ", ".join(self.get_missing_labels()))
			) from None

	def get_missing_labels(self) -> list[str]:
		"""Return the labels of mandatory fields without a value, with the numbers of their rows."""
		return [
			self.label_of(fieldname, row if row is not self else None)
			for row in (self, *self.get_all_children())
			for fieldname, _message in row._get_missing_mandatory_fields()
		]

	def load_from_db(self, *args, **options):
		"""Load the document; for a change, after what its rules look at was locked (`case/locks.py`)."""
		if not self.flags.for_update:
			return super().load_from_db(*args, **options)
		with busy_as_refusal():
			lock_for_stored(self.doctype, self.name)
			return super().load_from_db(*args, **options)

	def check_if_latest(self):
		"""Lock what the rules of a new document look at, at the beginning of its insert; also a new worker's row."""
		if self.is_new():
			lock_for(self)
		super().check_if_latest()
		# The stored worker was locked while the stored document was loaded.
		worker, before = WORKER_FIELDS.get(self.doctype), self.get_doc_before_save()
		if before and worker and self.get(worker) != before.get(worker):
			lock_for(self)

	def run_before_save_methods(self):
		"""Ask what holds of every document before its own rules, and after the permission: an answer of these rules would
		tell a stranger of the family."""
		refuse_in_archive()
		refuse_disabled_entries(self)
		refuse_impossible_days(self)
		super().run_before_save_methods()

	def is_day_of_work(self, _day: date) -> bool:
		"""Return whether the document's own rules have found that its worker was on the case by then, so that the office
		knew the family; overridden where they ask anyway."""
		return False

	def before_cancel(self):
		"""Refuse other changes while cancelling (UpdateAfterSubmitError)."""
		self.validate_update_after_submit()

	def on_trash(self):
		"""Refuse deleting a submitted or cancelled document (SubmittedDeletionError); log a deleted draft."""
		refuse_in_archive()
		with busy_as_refusal():
			lock_stored(self.doctype, self.name)
		self.refuse_changed_meanwhile()
		if self.docstatus.is_cancelled() or self.docstatus.is_submitted():
			frappe.throw(
				_("{0} was submitted, so it cannot be deleted.").format(frappe.bold(self.name)),
				SubmittedDeletionError,
			)
		log_deletion(self)

	def refuse_changed_meanwhile(self):
		"""Refuse deleting what somebody has sent or written in since it was read (TimestampMismatchError)."""
		stored = frappe.db.get_value(self.doctype, self.name, "modified", for_update=True)
		if stored and get_datetime(stored) != get_datetime(self.modified):
			frappe.throw(
				_(
					"{0} was changed by somebody else meanwhile. Please look at it again before you delete it."
				).format(frappe.bold(self.name)),
				frappe.TimestampMismatchError,
			)

	def before_print(self, _settings=None):
		"""Strip fields above the reader's permission level before printing, in any print format.

		Fields in NEVER_PRINTED are stripped for every reader.
		"""
		self.apply_fieldlevel_read_permissions()
		for fieldname in NEVER_PRINTED:
			self.set(fieldname, None)
		for doc in (self, *self.get_all_children()):
			for df in doc.meta.fields:
				if df.permlevel and df.fieldname not in doc.__dict__:
					doc.set(df.fieldname, None)

	def is_changed(self, fieldname: str) -> bool:
		"""Return whether saving changes the field; values are compared in the field's type, empty text as None."""
		before, fieldtype = self.get_doc_before_save(), self.meta.get_field(fieldname).fieldtype
		now = _cast_value(fieldtype, self.get(fieldname))
		return not before or _cast_value(fieldtype, before.get(fieldname)) != now

	def require(
		self, fieldname: str, refusal: type[Exception] = EmptyDocumentError, row: Document | None = None
	) -> None:
		"""Refuse an empty field of the document or row; whitespace and an empty table count as empty."""
		value = (row or self).get(fieldname)
		if not (value.strip() if isinstance(value, str) else value):
			refuse_missing(self.label_of(fieldname, row), refusal)

	def before_discard(self):
		"""Refuse to set a draft aside as if it had been cancelled (v16), which no status and no key of ours expects."""
		frappe.throw(_("{0}: a draft is deleted, not discarded.").format(_(self.doctype)))

	def refuse_before(
		self,
		later: str,
		earlier: str,
		refusal: type[Exception] = PeriodError,
		row: Document | None = None,
	) -> None:
		"""Refuse a day in `later` (of the document or row) before the document's day in `earlier`."""
		day, other = (row or self).get(later), self.get(earlier)
		if day and other and getdate(day) < getdate(other):
			frappe.throw(
				_("{0} lies before {1}.").format(self.label_of(later, row), self.label_of(earlier)), refusal
			)

	def refuse_future(self, fieldname: str, row: Document | None = None) -> None:
		"""Refuse a day after today in the field of the document or row (FutureDateError)."""
		day = (row or self).get(fieldname)
		if day and getdate(day) > getdate():
			frappe.throw(
				_("{0} cannot lie in the future.").format(self.label_of(fieldname, row)), FutureDateError
			)


class CaseDocument(ConfidentialDocument):
	"""A document that belongs to one family and never moves to another."""

	def before_insert(self):
		"""Refuse an `amended_from` of another family (FamilyMovedError)."""
		self.require_same_family(self.doctype, self.get("amended_from"), "amended_from")

	def run_before_save_methods(self):
		"""Run the rules of the document, then ask the lock of a closed case."""
		super().run_before_save_methods()
		refuse_on_closed_case(self)

	def require_same_family(self, doctype: str, name: str | None, fieldname: str) -> None:
		"""Refuse a linked document of another family (FamilyMovedError)."""
		if name and frappe.db.get_value(doctype, name, "family") != self.family:
			frappe.throw(
				_("{0}: {1} belongs to another family.").format(self.label_of(fieldname), name),
				FamilyMovedError,
			)


class VersionedDocument(CaseDocument):
	"""An agreement that is frozen when submitted; a change is a new version that `replaces` it.

	The replaced version stays submitted, readable and printable. One version per family is running.
	"""

	def set_draft_status(self):
		"""Set the status of a draft, whatever a client has sent."""
		if self.docstatus.is_draft():
			self.status = DRAFT

	def before_update_after_submit(self):
		self.keep_status()

	def before_cancel(self):
		self.keep_status()
		super().before_cancel()

	def keep_status(self):
		"""Restore the stored status: a client cannot change it."""
		self.status = self.get_doc_before_save().status

	def validate_replaced_version(self):
		"""Refuse a forged or outdated `replaces` (FamilyMovedError, ReplacedVersionError)."""
		if not self.replaces:
			return
		self.require_same_family(self.doctype, self.replaces, "replaces")
		if frappe.db.get_value(self.doctype, self.replaces, "status", for_update=True) != RUNNING:
			frappe.throw(
				_("{0} is not the running version, so it cannot be replaced.").format(self.replaces),
				ReplacedVersionError,
			)

	def validate_only_running_version(self):
		"""Refuse a second running version next to one that this one does not replace (SecondRunningVersionError)."""
		running = get_running_version(self.doctype, self.family, lock=True)
		if running and running != self.replaces:
			frappe.throw(
				_("{0} is running for this family. Use “New Version” on it.").format(frappe.bold(running)),
				SecondRunningVersionError,
			)

	def start_running(self):
		"""Make this the running version, and mark the replaced one."""
		self.db_set("status", RUNNING)
		if self.replaces:
			frappe.db.set_value(self.doctype, self.replaces, "status", REPLACED)

	def stop_running(self):
		"""Mark this version as cancelled; if it was running, the version that it replaced runs again."""
		was_running = self.status == RUNNING
		self.db_set("status", CANCELLED)
		if was_running and self.replaces:
			frappe.db.set_value(self.doctype, self.replaces, "status", RUNNING)

	def new_version(self) -> VersionedDocument:
		"""Make a saved draft that replaces this version, and return it.

		Raises ReplacedVersionError when this version is not running.
		"""
		version = frappe.copy_doc(self, ignore_no_copy=False)
		version.docstatus, version.replaces = 0, self.name
		version.validate_replaced_version()
		version.clear_for_new_version()
		return version.insert()

	def clear_for_new_version(self):
		"""Clear what a new version does not take over from the one that it replaces; overridden."""


class CaseRow(ClosedDocument):
	"""A row of a case document: saved and deleted with its document only, never by itself.

	Whether a user may see it is asked of its document, by the stored record, however the row was loaded.
	"""

	@property
	def parent_doc(self) -> Document | None:
		"""Return the document that holds the row; where the framework has set none, the stored one.

		The framework asks the role alone for a row without `parent_doc`, and that is every row loaded by its name.
		"""
		held = self.__dict__.get("parent_doc") or self.__dict__.get("_parent_doc")
		holder = held() if isinstance(held, ref) else held
		# Anything else was sent by a client.
		return holder if isinstance(holder, Document) else self.load_stored_parent()

	@parent_doc.setter
	def parent_doc(self, value):
		# Releases set a weak reference, which they take out by this name before they pickle the row.
		self.__dict__["_parent_doc" if isinstance(value, ref) else "parent_doc"] = value

	@parent_doc.deleter
	def parent_doc(self):
		self.__dict__.pop("parent_doc", None)
		self.__dict__.pop("_parent_doc", None)

	def has_permission(self, permtype: str = "read", *arguments, **options) -> bool:
		"""Ask the document that holds the row; a refusal does not name it."""
		with without_permission_notes():
			return super().has_permission(permtype, *arguments, **options)

	def load_stored_parent(self) -> Document | None:
		"""Return the stored document of a stored row (DoesNotExistError for a row that has lost it).

		A row that is not stored yet has the document that it names, or none.
		"""
		stored = self.name and frappe.db.get_value(self.doctype, self.name, ["parenttype", "parent"])
		if stored:
			if not all(stored):
				raise frappe.DoesNotExistError
			return frappe.get_doc(*stored)
		doctype, name = self.get("parenttype"), self.get("parent")
		return frappe.get_doc(doctype, name) if name and frappe.db.exists(doctype, name) else None

	def validate(self):
		# The framework calls this only for a row that is saved by itself.
		self.refuse()

	def on_trash(self):
		self.refuse()

	def before_discard(self):
		self.refuse()

	def refuse(self):
		"""Refuse saving or deleting the row by itself (RowAloneError)."""
		frappe.throw(
			_("{0}: a row is written and deleted with its document only.").format(_(self.doctype)),
			RowAloneError,
		)


@cache
def get_attributes(controller: type) -> frozenset[str]:
	"""Return the names of the class that an entry in a document's own `__dict__` would hide."""
	names = {name for base in controller.__mro__ for name in vars(base)}
	# Properties with a setter win over the document's own entries, and `docstatus` is set as one.
	return frozenset(name for name in names if not hasattr(getattr_static(controller, name), "__set__"))


def _cast_value(fieldtype: str, value: object) -> object:
	if value in (None, "") and fieldtype not in NUMBERS:
		return None
	return cast(fieldtype, cstr(value))


def get_running_version(doctype: str, family: str, lock: bool = False) -> str | None:
	"""Return the name of the family's running plan or schedule. lock: with a locking read, for a rule."""
	filters = {"family": family, "status": RUNNING, "docstatus": 1}
	return frappe.db.get_value(doctype, filters, "name", order_by="creation desc", for_update=lock)


def get_doctypes_on_file(family: str) -> frozenset[str]:
	"""Return the DocTypes of which the family has documents, without a permission check, in one query.

	A page that reads every DocType can skip the others.
	"""
	entries = [entry for entry in get_entries().values() if entry.family not in (None, "name")]
	queries = (
		f"select {frappe.db.escape(entry.doctype)} from dual where exists"
		f" (select 1 from `tab{entry.doctype}` where `{entry.family}` = %(family)s)"
		for entry in entries
	)
	return frozenset(frappe.db.sql_list(" union all ".join(queries), {"family": family}))


def start_new_version(doctype: str, name: str) -> str:
	"""Make a draft that replaces a running plan or schedule, and return its name (ReplacedVersionError).

	Whoever asks twice, as by a double tap, gets the draft that was made already.
	"""
	if doctype not in WITH_VERSIONS:
		frappe.throw(_("{0} has no versions.").format(_(doctype)))
	running = get_permitted(doctype, name, "read")
	lock_family(running.family)
	drafts = read_now(doctype, {"replaces": running.name, "docstatus": 0}, ["name"])
	return drafts[0].name if drafts else running.new_version().name
