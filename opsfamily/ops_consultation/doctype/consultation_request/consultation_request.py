from collections.abc import Iterator

import frappe
from frappe import ValidationError, _
from frappe.utils import cint, get_fullname, getdate

from opsfamily.case.document import CaseDocument
from opsfamily.core.consultations import HELD, WAITING, status_of
from opsfamily.core.roles import CONSULTANT
from opsfamily.ops_consultation.anonymity import Place, warn_about_names
from opsfamily.ops_consultation.doctype.consultation.consultation import refuse_while_off
from opsfamily.ops_consultation.requests import is_held, notify_of_answer, notify_of_request
from opsfamily.permissions.rule import can_see_section, forget_families, get_families_of


class AskerError(ValidationError):
	"""What is asked is written by who asked; the coordinator and the head may mend it."""


class AnswererError(ValidationError):
	"""A request is answered by the adviser who is asked, or by the coordinator and the head."""


class AdviserNotAssignedError(ValidationError):
	"""The adviser who is asked about a family is not on its case, so they could not read the request."""


class AnswerError(ValidationError):
	"""The answer agrees on a day and declines, declines without a word, or comes after the end of the matter."""


ASKED = ("topic", "question", "urgent", "wanted_by", "adviser", "withdrawn")
ANSWERED = ("agreed_on", "agreed_hours", "declined", "answer")


class ConsultationRequest(CaseDocument):
	"""A worker asks for a consultation (prośba o konsultację): topic, urgency, by when. The adviser answers with a day.

	It is about a family that both of them see, or about a case without names.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		adviser: DF.Link | None
		agreed_hours: DF.Data | None
		agreed_on: DF.Date | None
		answer: DF.SmallText | None
		answered_by: DF.Link | None
		answered_by_name: DF.Data | None
		answered_on: DF.Date | None
		asked_by: DF.Link
		asked_by_name: DF.Data | None
		asked_on: DF.Date
		consultant: DF.Link | None
		declined: DF.Check
		family: DF.Link | None
		naming_series: DF.Literal["PKONS-.YYYY.-.####"]
		question: DF.SmallText | None
		representative: DF.Data | None
		status: DF.Literal["Waiting", "Day Agreed", "Held", "Declined", "Request Withdrawn"]
		topic: DF.Data
		urgent: DF.Check
		wanted_by: DF.Date
		withdrawn: DF.Check
	# end: auto-generated types

	def before_insert(self):
		super().before_insert()
		refuse_while_off()
		self.asked_by, self.asked_on = frappe.session.user, getdate()
		self.asked_by_name = get_fullname(self.asked_by)

	def before_validate(self):
		# The Desk sends an emptied link as empty text, which the database keeps as nothing.
		self.family, self.adviser = self.family or None, self.adviser or None
		if not self.family:
			self.representative = None
		self.consultant = frappe.db.get_value("Adviser", self.adviser, "user") if self.adviser else None

	def validate(self):
		self.require("topic")
		self.keep_ruled_fields()
		self.validate_asker()
		self.validate_answerer()
		self.validate_days()
		self.validate_answer()
		self.validate_withdrawal()
		self.validate_adviser()
		self.set_answered()
		self.set_status()
		self.warn_about_names()

	def keep_ruled_fields(self):
		"""Restore who asked when and who answered when, whatever a client sends."""
		before = self.get_doc_before_save()
		for fieldname in ("asked_on", "asked_by_name") if before else ():
			self.set(fieldname, before.get(fieldname))
		for fieldname in ("answered_by", "answered_by_name", "answered_on"):
			self.set(fieldname, before.get(fieldname) if before else None)

	def validate_asker(self):
		"""Refuse changes of the question by others than who asked, coordinator and head (AskerError)."""
		if self.is_new() or self.is_of_section_or(self.asked_by):
			return
		for fieldname in self.get_changed(ASKED):
			frappe.throw(
				_("{0}: what is asked is changed by who asked.").format(self.label_of(fieldname)), AskerError
			)

	def validate_answerer(self):
		"""Refuse an answer by others than the adviser, coordinator and head (AnswererError).

		What an adviser without an account said is noted by who asked.
		"""
		changed = self.get_changed(ANSWERED)
		if changed and not self.may_answer():
			frappe.throw(
				_(
					"{0}: a request is answered by the adviser who is asked, or by coordinator and head."
				).format(self.label_of(changed[0])),
				AnswererError,
			)

	def may_answer(self) -> bool:
		"""Return whether the session's user writes the answer."""
		user = frappe.session.user
		if self.consultant:
			return self.is_of_section_or(self.consultant)
		if self.adviser:
			return self.is_of_section_or(self.asked_by)
		return can_see_section(user) or (CONSULTANT in frappe.get_roles(user) and user != self.asked_by)

	def is_of_section_or(self, user: str) -> bool:
		return frappe.session.user == user or can_see_section(frappe.session.user)

	def get_changed(self, fieldnames: tuple[str, ...]) -> list[str]:
		"""Return the fields that saving changes; of a new request those that are filled."""
		if self.is_new():
			return [fieldname for fieldname in fieldnames if self.get(fieldname)]
		return [fieldname for fieldname in fieldnames if self.is_changed(fieldname)]

	def validate_days(self):
		"""Refuse days before the request (PeriodError)."""
		self.refuse_before("wanted_by", "asked_on")
		self.refuse_before("agreed_on", "asked_on")

	def validate_answer(self):
		"""Refuse an answer that agrees and declines, and one that declines without a word (AnswerError)."""
		if not cint(self.declined):
			return
		if self.agreed_on:
			self.refuse_answer("declined", _("{0}: write a day, or decline."))
		self.require("answer", AnswerError)

	def validate_withdrawal(self):
		"""Refuse to answer what was withdrawn, and to withdraw what was held (AnswerError)."""
		before = self.get_doc_before_save()
		if not before:
			return
		if cint(before.withdrawn) and cint(self.withdrawn) and self.get_changed(ANSWERED):
			self.refuse_answer("answer", _("{0}: the request was withdrawn."))
		if before.status == HELD and self.is_changed("withdrawn"):
			self.refuse_answer("withdrawn", _("{0}: the consultation took place."))

	def refuse_answer(self, fieldname: str, message: str):
		frappe.throw(message.format(self.label_of(fieldname)), AnswerError)

	def validate_adviser(self):
		"""Refuse a newly chosen adviser who does not see the family (AdviserNotAssignedError)."""
		user = self.consultant
		if not (self.family and user and self.is_changed("adviser")):
			return
		if not (can_see_section(user) or self.family in get_families_of(user)):
			frappe.throw(
				_(
					"{0}: {1} is not on this case. The coordinator assigns the person first, or ask without family and names."
				).format(self.label_of("adviser"), frappe.bold(frappe.utils.escape_html(self.adviser))),
				AdviserNotAssignedError,
			)

	def set_answered(self):
		"""Set who answered and when, as soon as the answer changes."""
		if self.get_changed(ANSWERED):
			self.answered_by, self.answered_on = frappe.session.user, getdate()
			self.answered_by_name = get_fullname(self.answered_by)

	def set_status(self):
		held = is_held(None if self.is_new() else self.name)
		self.status = status_of(held, bool(cint(self.withdrawn)), bool(cint(self.declined)), self.agreed_on)

	def warn_about_names(self):
		"""Warn about families' surnames in a request without a family."""
		if not self.family:
			warn_about_names(self.get_places(), self.asked_on)

	def get_places(self) -> Iterator[Place]:
		"""Return the texts that must not name a family."""
		for fieldname in ("topic", "question", "answer"):
			yield Place(self.label_of(fieldname), self.get(fieldname))

	def after_insert(self):
		# Who may read it is asked anew.
		forget_families()
		notify_of_request(self)

	def on_update(self):
		forget_families()
		before = self.get_doc_before_save()
		if before and self.status != WAITING and self.get_changed(ANSWERED):
			notify_of_answer(self)
		if before and self.status == WAITING and self.is_changed("adviser"):
			notify_of_request(self)
