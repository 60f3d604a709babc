from __future__ import annotations

import frappe
from frappe import ValidationError, _
from frappe.utils import get_fullname, getdate

from opsfamily.case.document import CaseDocument
from opsfamily.core.outcomes import DONE, PENDING, WITHDRAWN
from opsfamily.exceptions import OutcomeError, PeriodError
from opsfamily.ops_teamwork.case_managers import get_manager
from opsfamily.permissions.documents import get_permitted
from opsfamily.permissions.rule import can_see_section, get_families_of


class RecipientError(ValidationError):
	"""A task is delegated either to a person on the case or to a body or person from outside."""


class NotOnCaseError(ValidationError):
	"""A task is delegated to a user who sees the family."""


class NotDelegatorError(ValidationError):
	"""Tasks are delegated by the family's case manager, the coordinator or the head."""


class DelegatedTaskFixedError(ValidationError):
	"""Who was given a task writes its outcome, its day and its result, nothing else."""


# What is agreed when the task is given; the rest is how it goes.
GIVEN_FIELDS = ("task", "given_to", "outside", "due_date", "delegated_on")


class DelegatedTask(CaseDocument):
	"""A task that the case manager has handed to a specialist: until when, and what came of it."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		delegated_by: DF.Link | None
		delegated_by_name: DF.Data | None
		delegated_on: DF.Date
		done_on: DF.Date | None
		due_date: DF.Date
		family: DF.Link
		given_to: DF.Link | None
		given_to_name: DF.Data | None
		naming_series: DF.Literal["ZLEC-.YYYY.-.####"]
		outcome: DF.Literal["Pending", "Done", "Partly Done", "Not Done", "Withdrawn"]
		outside: DF.Data | None
		representative: DF.Data | None
		result: DF.SmallText | None
		task: DF.SmallText
	# end: auto-generated types

	def onload(self):
		self.set_onload("may_delegate", may_delegate(self.family, frappe.session.user))

	def before_insert(self):
		super().before_insert()
		self.delegated_by = frappe.session.user
		self.delegated_by_name = get_fullname(self.delegated_by)

	def validate(self):
		self.keep_delegator()
		self.validate_writer()
		self.validate_recipient()
		self.validate_recipient_on_case()
		self.refuse_future("delegated_on")
		self.validate_due_date()
		self.set_done_on()
		self.validate_done_on()

	def keep_delegator(self):
		"""Who gave it is never typed."""
		if before := self.get_doc_before_save():
			self.delegated_by = before.delegated_by

	def validate_writer(self):
		"""Raises NotDelegatorError, or DelegatedTaskFixedError for more than the recipient's own part."""
		user = frappe.session.user
		if may_delegate(self.family, user):
			return
		before = self.get_doc_before_save()
		if not before or before.given_to != user:
			frappe.throw(
				_("Only the family's case manager, the coordinator and the head delegate tasks."),
				NotDelegatorError,
			)
		self.validate_given_is_unchanged()

	def validate_given_is_unchanged(self):
		for fieldname in GIVEN_FIELDS:
			if self.is_changed(fieldname):
				self.refuse_change(fieldname)
		before = self.get_doc_before_save()
		if before.outcome != self.outcome and WITHDRAWN in (before.outcome, self.outcome):
			self.refuse_change("outcome")

	def refuse_change(self, fieldname: str):
		frappe.throw(
			_(
				"{0} is changed by who delegated the task; you write the outcome, its day and the result."
			).format(self.label_of(fieldname)),
			DelegatedTaskFixedError,
		)

	def validate_recipient(self):
		"""Raises RecipientError unless the task is given to one: a user, or somebody from outside."""
		self.outside = (self.outside or "").strip() or None
		if bool(self.given_to) == bool(self.outside):
			frappe.throw(
				_("{0}, {1}: write one of them.").format(self.label_of("given_to"), self.label_of("outside")),
				RecipientError,
			)

	def validate_recipient_on_case(self):
		"""Of a new recipient; who has left the case since keeps the task until somebody else gets it."""
		user = self.given_to
		if not user or not self.is_changed("given_to"):
			return
		if not (can_see_section(user) or self.family in get_families_of(user)):
			frappe.throw(
				_("{0}: {1} is not on this case. Put the person on it by a dated assignment first.").format(
					self.label_of("given_to"), frappe.bold(self.given_to_name or user)
				),
				NotOnCaseError,
			)

	def validate_due_date(self):
		if getdate(self.due_date) < getdate(self.delegated_on):
			frappe.throw(
				_("{0} lies before {1}.").format(self.label_of("due_date"), self.label_of("delegated_on")),
				PeriodError,
			)

	def set_done_on(self):
		if self.outcome in (PENDING, WITHDRAWN):
			self.done_on = None
		elif self.outcome == DONE and not self.done_on:
			self.done_on = getdate()

	def validate_done_on(self):
		"""Raises FutureDateError or OutcomeError: a task is done after it was given, and not tomorrow."""
		self.refuse_future("done_on")
		self.refuse_before("done_on", "delegated_on", OutcomeError)


def may_delegate(family: str, user: str) -> bool:
	"""Whether the user hands out tasks in this case: its case manager, the coordinator, the head."""
	if can_see_section(user):
		return True
	manager = get_manager(family)
	return bool(manager and manager.user == user)


def write_outcome(task: str, outcome: str, done_on: str | None, result: str | None) -> dict:
	"""Write what came of a task. Return it. done_on, result: None leaves what is there, empty text takes it away."""
	doc = get_permitted("Delegated Task", task, "write")
	details = {"done_on": done_on, "result": result}
	doc.update({key: text or None for key, text in details.items() if text is not None})
	doc.outcome = outcome
	doc.save()
	return doc.as_dict()
