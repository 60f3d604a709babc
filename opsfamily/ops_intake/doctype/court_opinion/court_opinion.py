from collections.abc import Callable

import frappe
from frappe import ValidationError, _
from frappe.utils import get_fullname, getdate

from opsfamily.arguments import refuse_missing
from opsfamily.case.document import CaseDocument
from opsfamily.case.people import get_person_on_case
from opsfamily.core import court_opinion as core
from opsfamily.core.court_opinion import APPROVED, FROZEN, RETURNED, WAITS, WRITTEN
from opsfamily.core.deadlines import may_freeze_alone
from opsfamily.core.roles import ASSISTANT, COORDINATOR
from opsfamily.exceptions import NotHeadError, PartRoleError, ReasonMissingError
from opsfamily.notify import get_heads, in_language_of, write_notice
from opsfamily.office import get_setting
from opsfamily.ops_intake.doctype.court_opinion.facts import get_facts, get_persons
from opsfamily.permissions.rule import is_deputy, is_head


class NotAuthorError(ValidationError):
	"""Only its author changes the text of an opinion and sends it for approval."""


class NotApprovedError(ValidationError):
	"""An opinion is submitted by the head, or by its author when the court's day is near."""


class OpinionWaitsError(ValidationError):
	"""An opinion that waits for the head's approval is not changed."""


class OpinionStateError(ValidationError):
	"""A step of an opinion does not follow on its state."""


# The author's words.
TEXTS = ("persons", "facts", "sensitive_facts", "opinion")
CONTENT = (
	*TEXTS,
	"asked_by",
	"reference",
	"asked_on",
	"due_date",
	"period_from",
	"period_until",
	"signed_by",
)
# Written by this controller alone, whatever a client sends.
RULED_FIELDS = (
	"approval",
	"return_reason",
	"approved_by",
	"approved_by_name",
	"approved_on",
	"approved_as_deputy",
)


class CourtOpinion(CaseDocument):
	"""The opinion on a family and its members that a court asks for (art. 15(1)(17)).

	Its draft is composed from the file. The family's assistant is its author, edits it and adds the opinion itself;
	the head approves it, which submits and freezes it, or returns it with a reason. When the court's day is near, the
	author may submit it alone, and the head is notified.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		amended_from: DF.Link | None
		approval: DF.Literal[
			"", "Being Written", "Waits for Approval", "Returned", "Approved", "Frozen by the Author"
		]
		approved_as_deputy: DF.Check
		approved_by: DF.Link | None
		approved_by_name: DF.Data | None
		approved_on: DF.Date | None
		asked_by: DF.Data
		asked_on: DF.Date
		due_date: DF.Date | None
		facts: DF.Text | None
		family: DF.Link
		naming_series: DF.Literal["OPINIA-.YYYY.-.####"]
		opinion: DF.Text | None
		period_from: DF.Date
		period_until: DF.Date
		persons: DF.SmallText | None
		reference: DF.Data | None
		representative: DF.Data | None
		return_reason: DF.SmallText | None
		sensitive_facts: DF.Text | None
		signed_by: DF.Link | None
		signed_by_name: DF.Data | None
		signed_on: DF.Date | None
	# end: auto-generated types

	def before_insert(self):
		super().before_insert()
		self.update({**dict.fromkeys(RULED_FIELDS), "approval": WRITTEN})
		self.set_author()
		if not self.facts and self.has_period():
			self.compose()

	def set_author(self):
		"""Make the family's assistant the author of an opinion that somebody else begins for them."""
		user = frappe.session.user
		assistant = get_person_on_case(self.family, ASSISTANT)
		if self.signed_by in (None, "", user) and assistant and ASSISTANT not in frappe.get_roles(user):
			self.update({"signed_by": assistant.user, "signed_by_name": assistant.full_name})

	def has_period(self) -> bool:
		return bool(self.family and self.period_from and self.period_until)

	def compose(self):
		"""Compose facts and names anew from what the session's user may read of the file (NotAuthorError)."""
		if not self.is_new() and frappe.session.user != self.signed_by:
			self.refuse_foreign_text("facts")
		self.validate_period()
		facts = get_facts(self.family, (getdate(self.period_from), getdate(self.period_until)))
		self.persons = core.persons(get_persons(self.family, getdate(self.period_until)))
		self.facts = core.facts(facts)
		self.sensitive_facts = core.sensitive_facts(facts)
		self.flags.composed = True

	def validate(self):
		self.keep_ruled_fields()
		self.validate_days()
		self.validate_author()
		self.validate_text_is_the_authors()
		self.validate_is_unchanged_while_it_waits()

	def validate_period(self):
		self.refuse_before("period_until", "period_from")

	def validate_due_date(self):
		self.refuse_before("due_date", "asked_on")

	def validate_days(self):
		"""Refuse days in the future (FutureDateError) and days in the wrong order (PeriodError)."""
		for fieldname in ("asked_on", "period_until", "signed_on"):
			self.refuse_future(fieldname)
		self.validate_period()
		self.validate_due_date()

	def keep_ruled_fields(self):
		"""Restore fields that only a step of the opinion may set."""
		before = self.get_doc_before_save()
		if before and not self.flags.by_rule:
			self.update({fieldname: before.get(fieldname) for fieldname in RULED_FIELDS})

	def validate_author(self):
		"""Refuse an author who is no family assistant (PartRoleError); a coordinator where the family has none."""
		if not self.signed_by or not (self.is_new() or self.is_changed("signed_by")):
			return
		suitable = {ASSISTANT} if get_person_on_case(self.family, ASSISTANT) else {ASSISTANT, COORDINATOR}
		if suitable.isdisjoint(frappe.get_roles(self.signed_by)):
			frappe.throw(
				_("{0}: the author of an opinion is the family's assistant.").format(
					self.label_of("signed_by")
				),
				PartRoleError,
			)

	def validate_text_is_the_authors(self):
		"""Refuse words of anybody but the author (NotAuthorError)."""
		before = self.get_doc_before_save()
		author = before.signed_by if before else self.signed_by
		if frappe.session.user == author:
			return
		for fieldname in TEXTS:
			if self.is_changed(fieldname) if before else self.has_foreign_text(fieldname):
				self.refuse_foreign_text(fieldname)

	def refuse_foreign_text(self, fieldname: str):
		"""Throw NotAuthorError."""
		frappe.throw(
			_("{0}: only the author changes the text of an opinion. Return it with a reason.").format(
				self.label_of(fieldname)
			),
			NotAuthorError,
		)

	def has_foreign_text(self, fieldname: str) -> bool:
		"""Return whether a new opinion brings a text that was not composed from the file."""
		return bool(self.get(fieldname)) and not (self.flags.composed and fieldname != "opinion")

	def validate_is_unchanged_while_it_waits(self):
		"""Refuse changes while the opinion waits for the head (OpinionWaitsError)."""
		before = self.get_doc_before_save()
		if not before or before.approval != WAITS:
			return
		for fieldname in CONTENT:
			if self.is_changed(fieldname):
				frappe.throw(
					_("{0}: the opinion waits for the head's approval and is not changed.").format(
						self.label_of(fieldname)
					),
					OpinionWaitsError,
				)

	def send(self):
		"""Send the opinion to the head for approval, as its author (NotAuthorError, EmptyDocumentError)."""
		if frappe.session.user != self.signed_by:
			frappe.throw(_("Only the author sends an opinion for approval."), NotAuthorError)
		self.validate_is_written((WRITTEN, RETURNED))
		self.require_content()
		self.write_step({"approval": WAITS, "return_reason": None})
		self.notify_of(get_heads(), lambda: _("The opinion {0} for a court waits for approval."))

	def return_to_author(self, reason: str):
		"""Return a sent opinion to its author for a reason, as the head (NotHeadError, ReasonMissingError)."""
		if not is_head(frappe.session.user):
			frappe.throw(_("Only the head returns an opinion."), NotHeadError)
		self.validate_is_written((WAITS,))
		if not (reason or "").strip():
			refuse_missing(self.label_of("return_reason"), ReasonMissingError)
		self.write_step({"approval": RETURNED, "return_reason": reason.strip()})
		self.notify_of([self.signed_by], lambda: _("The opinion {0} for a court was returned."))

	def validate_is_written(self, states: tuple[str, ...]):
		"""Refuse a step that does not follow on the state (OpinionStateError)."""
		if not self.docstatus.is_draft() or self.approval not in states:
			frappe.throw(
				_("{0}: this step does not follow on the state “{1}”.").format(
					frappe.bold(self.name), _(self.approval or WRITTEN)
				),
				OpinionStateError,
			)

	def write_step(self, values: dict):
		"""Save fields that users cannot set."""
		self.update(values)
		self.flags.by_rule = True
		self.save()
		self.flags.by_rule = False

	def require_content(self):
		for fieldname in ("facts", "opinion", "signed_by"):
			self.require(fieldname)

	def before_submit(self):
		self.require_content()
		self.approve_or_freeze()
		self.signed_on = self.signed_on or getdate()

	def approve_or_freeze(self):
		"""Record the head's approval, or that the author did not wait for it (NotApprovedError)."""
		user, state = frappe.session.user, self.approval
		if user != self.signed_by and is_head(user) and state == WAITS:
			self.record_approval(user)
		elif user == self.signed_by and self.may_be_frozen_alone():
			self.approval = FROZEN
		else:
			frappe.throw(
				_(
					"An opinion is submitted by the head, after its author has sent it. The author may submit it alone from {0} days before the court's day."
				).format(get_setting("opinion_alone_days")),
				NotApprovedError,
			)

	def record_approval(self, user: str):
		"""Record who approves the opinion, and whether in the head's place."""
		values = {"approved_by": user, "approved_by_name": get_fullname(user), "approved_on": getdate()}
		self.update({**values, "approval": APPROVED, "approved_as_deputy": int(is_deputy(user))})

	def may_be_frozen_alone(self) -> bool:
		"""Return whether the court's day is near enough for the author to submit alone."""
		due = getdate(self.due_date) if self.due_date else None
		return may_freeze_alone(due, getdate(), get_setting("opinion_alone_days"))

	def on_submit(self):
		if self.approval == FROZEN:
			self.notify_of(
				get_heads(), lambda: _("The opinion {0} for a court was submitted without approval.")
			)
		elif self.approval == APPROVED:
			self.notify_of([self.signed_by], lambda: _("The opinion {0} for a court was approved."))

	def notify_of(self, users: list[str], get_subject: Callable[[], str]):
		"""Notify users of a step in their languages.

		get_subject: returns the subject with the opinion's number as {0}; no name of the family.
		"""
		for user in users:
			with in_language_of(user):
				write_notice(
					user, get_subject().format(self.name), document_type=self.doctype, document_name=self.name
				)
