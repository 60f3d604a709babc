from __future__ import annotations

import frappe
from frappe import ValidationError, _
from frappe.utils import get_fullname, getdate

from opsfamily.case.document import CaseDocument
from opsfamily.core.outcomes import DONE, PENDING, WITHDRAWN
from opsfamily.core.outside_answers import OPEN
from opsfamily.exceptions import OutcomeError
from opsfamily.office import get_setting
from opsfamily.ops_teamwork.case_managers import get_manager
from opsfamily.permissions.documents import get_permitted
from opsfamily.permissions.rule import can_see_section, get_families_of


class RecipientError(ValidationError):
	"""A task is delegated to a user or to somebody from outside, never to both or nobody."""


class NotOnCaseError(ValidationError):
	"""The user does not see the family, so no task can be delegated to them."""


class NotDelegatorError(ValidationError):
	"""Only the family's case manager, the coordinator and the head delegate tasks."""


class DelegatedTaskFixedError(ValidationError):
	"""The recipient of a task writes only its outcome, its day and its result."""


# Agreed when the task is given; the recipient writes only the other fields.
GIVEN_FIELDS = ("task", "given_to", "outside", "due_date", "delegated_on")


class DelegatedTask(CaseDocument):
	"""A task that the case manager delegated to a specialist, with its due date and outcome."""

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
		self.set_onload("may_delegate", can_delegate(self.family, frappe.session.user))
		if self.outside and get_setting("uses_outside_answers"):
			self.set_onload("asks_outside", True)
			self.set_onload("open_question", self.get_open_question())

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

	def get_open_question(self) -> str | None:
		"""Return the question to a specialist outside that is open about the task, for who may read it."""
		keys = {"task": self.name, "state": ["in", OPEN]}
		found = frappe.get_list("Outside Answer", keys, pluck="name", order_by="creation desc", limit=1)
		return found[0] if found else None

	def keep_delegator(self):
		"""Restore the user who delegated the task, whatever a client sends."""
		if before := self.get_doc_before_save():
			self.delegated_by = before.delegated_by

	def validate_writer(self):
		"""Refuse other users (NotDelegatorError), and the recipient's changes of the task (DelegatedTaskFixedError)."""
		user = frappe.session.user
		if can_delegate(self.family, user):
			return
		before = self.get_doc_before_save()
		if not before or before.given_to != user:
			frappe.throw(
				_("Only the family's case manager, the coordinator and the head delegate tasks."),
				NotDelegatorError,
			)
		self.validate_given_is_unchanged()

	def validate_given_is_unchanged(self):
		"""Refuse a change of what was agreed, and of a withdrawal (DelegatedTaskFixedError)."""
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
		"""Refuse a task with no recipient or two: a user, or somebody from outside (RecipientError)."""
		self.outside = (self.outside or "").strip() or None
		if bool(self.given_to) == bool(self.outside):
			frappe.throw(
				_("{0}, {1}: write one of them.").format(self.label_of("given_to"), self.label_of("outside")),
				RecipientError,
			)

	def validate_recipient_on_case(self):
		"""Refuse a new recipient who does not see the family (NotOnCaseError); later they may leave the case."""
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
		"""Refuse a due date before the task was given (PeriodError)."""
		self.refuse_before("due_date", "delegated_on")

	def set_done_on(self):
		"""Clear the day of a task that is not done; by default a done one was done today."""
		if self.outcome in (PENDING, WITHDRAWN):
			self.done_on = None
		elif self.outcome == DONE and not self.done_on:
			self.done_on = getdate()

	def validate_done_on(self):
		"""Refuse a future day (FutureDateError) and one before the task was given (OutcomeError)."""
		self.refuse_future("done_on")
		self.refuse_before("done_on", "delegated_on", OutcomeError)


def can_delegate(family: str, user: str) -> bool:
	"""Return whether the user delegates tasks in this case: its case manager, the coordinator, the head."""
	if can_see_section(user):
		return True
	manager = get_manager(family)
	return bool(manager and manager.user == user)


def write_outcome(task: str, outcome: str, done_on: str | None, result: str | None) -> dict:
	"""Write the outcome of a task and return the task. done_on, result: None keeps the value, empty text clears it."""
	doc = get_permitted("Delegated Task", task, "write")
	details = {"done_on": done_on, "result": result}
	doc.update({key: text or None for key, text in details.items() if text is not None})
	doc.outcome = outcome
	# The page shows the outcome alone: a field that the office has made mandatory since is filled in on the form.
	doc.flags.ignore_mandatory = True
	doc.save()
	return doc.as_dict()
