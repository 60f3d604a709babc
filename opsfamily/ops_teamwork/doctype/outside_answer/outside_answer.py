from __future__ import annotations

import frappe
from frappe import ValidationError, _
from frappe.utils import getdate, now_datetime

from opsfamily.case.closed import get_end
from opsfamily.case.document import CaseDocument
from opsfamily.case.household import get_everybody
from opsfamily.case.locks import lock_family, read_now
from opsfamily.core import outside_answers as core
from opsfamily.core.names import names_somebody
from opsfamily.core.outcomes import PENDING
from opsfamily.exceptions import OutcomeError
from opsfamily.ops_paper.values import as_written, paper_date
from opsfamily.ops_teamwork.doctype.delegated_task.delegated_task import NotDelegatorError, can_delegate
from opsfamily.permissions.documents import get_permitted


class NotOutsideTaskError(ValidationError):
	"""Only a pending task of a body or person from outside is answered by a link."""


class SecondOpenAnswerError(ValidationError):
	"""A task has one open question at a time: one task, one time."""


class LinkPeriodError(ValidationError):
	"""A link is open until today at the earliest, and for 60 days at most."""


class ShownTextError(ValidationError):
	"""What the specialist was shown is too long, or was answered and stays as it was."""


class AnswerError(ValidationError):
	"""The specialist's answer is incomplete or too long."""


DOCTYPE = "Outside Answer"
# Written by the app when a link is made, opened, answered or decided, never by a form.
BY_ACTION = (
	"recipient",
	"state",
	"outcome",
	"done_on",
	"answered_by",
	"answered_on",
	"answer",
	"decided_by",
	"decided_by_name",
	"decided_on",
	"decision_reason",
	"link_made_by",
	"link_made_by_name",
	"link_made_on",
)
# What the specialist answered to.
SHOWN = ("shown_text", "expires_on")


class OutsideAnswer(CaseDocument):
	"""What a specialist without an account is asked about a delegated task, and the answer with its decision.

	The link's secret is no field: only a salted hash of it is kept, where the framework keeps passwords (`secret.py`).
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from opsfamily.ops_teamwork.doctype.outside_opening.outside_opening import OutsideOpening

		answer: DF.Text | None
		answered_by: DF.Data | None
		answered_on: DF.Datetime | None
		decided_by: DF.Link | None
		decided_by_name: DF.Data | None
		decided_on: DF.Datetime | None
		decision_reason: DF.SmallText | None
		done_on: DF.Date | None
		expires_on: DF.Date
		family: DF.Link
		link_made_by: DF.Link | None
		link_made_by_name: DF.Data | None
		link_made_on: DF.Datetime | None
		naming_series: DF.Literal["ODPZ-.YYYY.-.####"]
		openings: DF.Table[OutsideOpening]
		outcome: DF.Literal["", "Done", "Partly Done", "Not Done"]
		recipient: DF.Data | None
		representative: DF.Data | None
		shown_text: DF.SmallText
		state: DF.Literal[
			"No Link Yet",
			"Answer Awaited",
			"Decision Awaited",
			"Answer Accepted",
			"Answer Rejected",
			"Link Withdrawn",
		]
		task: DF.Link
	# end: auto-generated types

	def onload(self):
		self.set_onload("may_decide", can_delegate(self.family, frappe.session.user))

	def validate(self):
		self.keep_what_actions_write()
		self.validate_writer()
		self.require_same_family("Delegated Task", self.task, "task")
		self.validate_task()
		self.validate_only_one_open()
		self.set_expiry()
		self.validate_expiry()
		self.validate_shown_text()
		self.validate_shown_is_unchanged()
		self.validate_answer()
		self.warn_of_names()

	def keep_what_actions_write(self):
		"""Restore what only the app writes, whatever a client sends. Openings are rows of their own, added one by one."""
		before = self.get_doc_before_save()
		self.set("openings", before.openings if before else [])
		if self.flags.by_action:
			return
		for fieldname in BY_ACTION:
			self.set(fieldname, before.get(fieldname) if before else None)
		if not before:
			self.state = core.NO_LINK

	def validate_writer(self):
		"""Refuse users who may not delegate (NotDelegatorError); the holder of a link writes by the link alone."""
		if not self.flags.by_link:
			refuse_others(self.family)

	def validate_task(self):
		"""Refuse a new question about a task that nobody from outside is to do now (NotOutsideTaskError)."""
		if not self.is_new():
			return
		task = read_task(self.task)
		if not task or not task.outside or task.outcome != PENDING:
			frappe.throw(
				_("{0}: only a pending task of a body or person from outside is answered by a link.").format(
					self.label_of("task")
				),
				NotOutsideTaskError,
			)
		self.recipient = task.outside

	def validate_only_one_open(self):
		"""Refuse a new question while another one about the task is open (SecondOpenAnswerError)."""
		if not self.is_new():
			return
		keys = {"task": self.task, "state": ["in", core.OPEN]}
		if others := read_now(DOCTYPE, keys, ["name"]):
			frappe.throw(
				_("{0}: {1} is still open. Withdraw it or decide on its answer first.").format(
					self.label_of("task"), frappe.bold(others[0].name)
				),
				SecondOpenAnswerError,
			)

	def set_expiry(self):
		"""Set the usual last day of the link where nobody has written one."""
		if not self.expires_on:
			self.expires_on = core.get_usual_expiry(getdate())

	def validate_expiry(self):
		"""Refuse a last day that has passed or lies more than 60 days ahead (LinkPeriodError)."""
		if not self.is_changed("expires_on"):
			return
		last = core.get_last_expiry(getdate())
		if not getdate() <= getdate(self.expires_on) <= last:
			frappe.throw(
				_("{0}: from today until {1}.").format(self.label_of("expires_on"), paper_date(last)),
				LinkPeriodError,
			)

	def validate_shown_text(self):
		"""Refuse an empty text and one that is too long (ShownTextError)."""
		self.require("shown_text", ShownTextError)
		self.refuse_too_long("shown_text", ShownTextError)

	def refuse_too_long(self, fieldname: str, refusal: type[Exception]):
		if len(self.get(fieldname) or "") > core.LONGEST_TEXT:
			frappe.throw(
				_("{0}: at most {1} signs.").format(self.label_of(fieldname), core.LONGEST_TEXT), refusal
			)

	def validate_shown_is_unchanged(self):
		"""Refuse a change of what the specialist has answered to, or of a withdrawn question (ShownTextError)."""
		before = self.get_doc_before_save()
		if not before or before.state in core.UNANSWERED:
			return
		for fieldname in SHOWN:
			if self.is_changed(fieldname):
				frappe.throw(
					_("{0} stays as it was: {1}.").format(self.label_of(fieldname), _(before.state)),
					ShownTextError,
				)

	def validate_answer(self):
		"""Refuse an answer without its parts or too long (AnswerError), with a day that does not fit (FutureDateError,
		OutcomeError)."""
		if not self.answered_on or not self.is_changed("answered_on"):
			return
		if self.outcome not in core.OUTCOMES:
			self.outcome = None
		if self.outcome not in core.WITH_A_DAY:
			self.done_on = None
		for fieldname in ("outcome", "answer", "answered_by", *self.get_needed_day()):
			self.require(fieldname, AnswerError)
		self.refuse_too_long("answer", AnswerError)
		self.validate_done_on()

	def get_needed_day(self) -> tuple[str, ...]:
		return ("done_on",) if self.outcome in core.WITH_A_DAY else ()

	def validate_done_on(self):
		"""Refuse a future day (FutureDateError) and one before the task was given (OutcomeError)."""
		self.refuse_future("done_on")
		given = read_task(self.task).delegated_on
		if self.done_on and getdate(self.done_on) < given:
			frappe.throw(
				_("{0}: the task was given on {1}.").format(self.label_of("done_on"), paper_date(given)),
				OutcomeError,
			)

	def warn_of_names(self):
		"""Warn who writes the text that a name of the household stands in it; a warning, as a surname may be a word."""
		if not self.flags.by_link and self.is_changed("shown_text") and self.names_the_family():
			frappe.msgprint(
				_(
					"{0}: it seems that somebody of the family is named. The text leaves the office; write no more than the task needs."
				).format(self.label_of("shown_text")),
				indicator="orange",
			)

	def names_the_family(self) -> bool:
		"""Return whether a name of the household, of now or before, stands in the text that the specialist is shown."""
		names = [name for person in get_everybody(self.family) for name in person.names]
		return names_somebody(self.shown_text, names)

	def task_waits(self) -> bool:
		"""Return whether the task is pending, its recipient the same, and the case open; read with a lock."""
		task, end = read_task(self.task), get_end(self.family)
		is_asked = (
			task
			and task.outcome == PENDING
			and as_written(task.outside or "") == as_written(self.recipient or "")
		)
		return bool(is_asked) and not (end and getdate() > end.last_day)

	def refuse_link(self) -> str | None:
		"""Return why the link opens nothing any more; None where it opens the task."""
		return core.refuse_link(self.state, getdate(self.expires_on), getdate(), self.task_waits())

	def write_down(self, what: str, who: str | None = None):
		"""Add what happened to the link. who: the worker's full name; None for the holder of the link.

		The document itself is not saved, so a form that somebody has open meanwhile stays the newest.
		"""
		self.append("openings", {"what": what, "happened_on": now_datetime(), "who": who}).db_insert()

	def save_by_action(self, **values):
		"""Save values that no form writes."""
		self.flags.by_action = True
		self.update(values)
		self.save()
		self.flags.by_action = False


def refuse_others(family: str) -> None:
	"""Refuse users who may not delegate tasks of the family (NotDelegatorError)."""
	if not can_delegate(family, frappe.session.user):
		frappe.throw(
			_(
				"Only the family's case manager, the coordinator and the head ask by a link and decide on the answer."
			),
			NotDelegatorError,
		)


def read_task(name: str):
	"""Return the delegated task as it is committed at this moment, with a lock; None where there is none."""
	fields = ["name", "family", "outcome", "outside", "delegated_on", "result"]
	# Asked by the rules of a document whose permission was checked, or by a link whose secret was.
	rows = read_now("Delegated Task", {"name": name}, fields)
	return rows[0] if rows else None


def get_locked(name: str) -> OutsideAnswer:
	"""Return a question that the user may write and decide on, as it is committed at this moment, with a lock.

	Raises PermissionError, NotDelegatorError.
	"""
	family = get_permitted(DOCTYPE, name, "write").family
	refuse_others(family)
	lock_family(family)
	return frappe.get_doc(DOCTYPE, name, for_update=True)
