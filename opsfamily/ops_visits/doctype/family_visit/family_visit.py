from datetime import datetime

import frappe
from frappe import ValidationError, _
from frappe.utils import add_days, cint, get_time, getdate

from opsfamily.arguments import refuse_missing
from opsfamily.case.blank_times import BlankTimes, to_minute
from opsfamily.case.document import CaseDocument
from opsfamily.case.locks import read_now
from opsfamily.core import hours
from opsfamily.core.months import month_of
from opsfamily.core.timesheet import FROZEN, make_live_key
from opsfamily.exceptions import BlankTimeError, ReasonMissingError, SomebodyElsesWorkError, TimeOrderError
from opsfamily.office import get_setting
from opsfamily.ops_visits.doctype.home_outing.outings import end_by_visit
from opsfamily.permissions.rule import can_see_section


class ContactTooLongError(ValidationError):
	"""A contact longer than the office's limit is a typing mistake."""


class OverlappingContactError(ValidationError):
	"""A contact overlaps another contact of the same assistant."""


class MonthClosedError(ValidationError):
	"""The month's card is sent or accepted, so its visits are frozen."""


# A signature confirms these: a change of any of them clears it.
SIGNED_FIELDS = ("visit_date", "from_time", "to_time", "ends_next_day", "people")


class FamilyVisit(BlankTimes, CaseDocument):
	"""One contact with a family or about it, written once; both monthly papers (F4, F5) are made from it.

	It cannot be changed while the month's card is sent or accepted. Durations are in minutes.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from opsfamily.ops_visits.doctype.visit_action.visit_action import VisitAction
		from opsfamily.ops_visits.doctype.visit_participant.visit_participant import VisitParticipant

		actions: DF.SmallText | None
		assistant: DF.Link
		assistant_name: DF.Data | None
		course: DF.Text | None
		ends_next_day: DF.Check
		entry_key: DF.Data | None
		family: DF.Link
		from_time: DF.Time | None
		kind: DF.Link
		minutes: DF.Int
		month: DF.Data | None
		naming_series: DF.Literal["WIZ-.YYYY.-.####"]
		next_meeting_tasks: DF.SmallText | None
		on_timesheet: DF.Check
		participants: DF.Table[VisitParticipant]
		people: DF.SmallText | None
		place: DF.SmallText | None
		refusal_reason: DF.SmallText | None
		representative: DF.Data | None
		scheduled_actions: DF.Table[VisitAction]
		signature_mode: DF.Literal[
			"", "On Paper Card", "On Screen", "Signature Refused", "No Signature Needed"
		]
		signed_by: DF.Data | None
		third_party_note: DF.Text | None
		to_time: DF.Time | None
		visit_date: DF.Date
	# end: auto-generated types

	def validate(self):
		self.validate_is_own_work()
		self.refuse_future("visit_date")
		self.validate_times_are_given()
		self.set_times()
		self.validate_time_order()
		self.validate_length()
		self.validate_month_is_open()
		self.validate_no_overlap()
		self.validate_scheduled_actions()
		self.set_people()
		self.set_signature_mode()
		self.validate_refusal_reason()
		self.clear_outdated_signature()

	def validate_is_own_work(self):
		"""Refuse another person's visit, except to coordinator and head (SomebodyElsesWorkError)."""
		user = frappe.session.user
		if self.assistant != user and not can_see_section(user):
			frappe.throw(
				_("{0}: you write your own visits only.").format(self.label_of("assistant")),
				SomebodyElsesWorkError,
			)

	def validate_times_are_given(self):
		"""Refuse an hour that is missing or not written as HH:MM (BlankTimeError)."""
		for fieldname in self.TIMES:
			if self.get(fieldname) in (None, ""):
				# Not `require`: midnight is an hour, though its value is false.
				refuse_missing(self.label_of(fieldname), BlankTimeError)
			if not hours.is_hour(str(self.get(fieldname))):
				frappe.throw(
					_("{0}: write the hour as HH:MM, e.g. 15:30.").format(self.label_of(fieldname)),
					BlankTimeError,
				)

	def set_times(self):
		"""Cut seconds off, and set the month and the minutes."""
		self.from_time, self.to_time = to_minute(self.from_time), to_minute(self.to_time)
		self.month = month_of(getdate(self.visit_date))
		self.minutes = hours.minutes_between(
			get_time(self.from_time), get_time(self.to_time), bool(cint(self.ends_next_day))
		)

	def validate_time_order(self):
		"""Refuse an end that does not follow the beginning (TimeOrderError)."""
		if self.minutes <= 0:
			frappe.throw(
				_(
					"{0} ({1}) must be later than {2} ({3}). Tick “{4}” when the contact passed midnight."
				).format(
					self.label_of("to_time"),
					self.to_time[:5],
					self.label_of("from_time"),
					self.from_time[:5],
					_("Ends on the Next Day"),
				),
				TimeOrderError,
			)

	def validate_length(self):
		"""Refuse a contact longer than the office's limit of hours (ContactTooLongError)."""
		limit = get_setting("longest_visit_hours")
		if self.minutes > limit * 60:
			frappe.throw(
				_("The contact lasts {0}; the office's limit is {1} hours.").format(
					hours.format_minutes(self.minutes), limit
				),
				ContactTooLongError,
			)

	def validate_month_is_open(self):
		"""Refuse a change while the card of the month, new or former, is sent or accepted (MonthClosedError)."""
		self.flags.cards = {month: self.get_card(month) for month in self.get_touched_months()}
		for card in self.flags.cards.values():
			if card and card.workflow_state in FROZEN:
				frappe.throw(
					_(
						"{0}: the card {1} of this month is sent or accepted, so its visits cannot change."
					).format(self.label_of("visit_date"), card.name),
					MonthClosedError,
				)

	def get_touched_months(self) -> set[str]:
		"""Return the month of the visit, and the one it had before this save."""
		before = self.get_doc_before_save()
		return {self.month, before.month} if before else {self.month}

	def get_card(self, month: str) -> frappe._dict | None:
		"""Return `name` and `workflow_state` of the assistant's card with this family that is not cancelled.

		A locking read: while this visit changes, nobody sends or accepts its card.
		"""
		return frappe.db.get_value(
			"Assistant Timesheet",
			{"live_key": make_live_key(self.family, month, self.assistant)},
			["name", "workflow_state"],
			as_dict=True,
			for_update=True,
		)

	def validate_no_overlap(self):
		"""Refuse a contact that shares a minute with another of the assistant's (OverlappingContactError)."""
		span = self.get_time_span(self)
		for other in self.get_contacts_around():
			if hours.overlaps(span, self.get_time_span(other)):
				frappe.throw(
					_("{0}: {1}–{2} overlaps your contact {3} on {4}, {5}–{6}.").format(
						self.label_of("from_time"),
						self.from_time[:5],
						self.to_time[:5],
						other.name,
						frappe.utils.formatdate(other.visit_date),
						to_minute(other.from_time)[:5],
						to_minute(other.to_time)[:5],
					),
					OverlappingContactError,
				)

	def get_contacts_around(self) -> list:
		"""Return the assistant's contacts of any family from the day before to the day after.

		Without a permission check: an overlap counts even with a family that the user may no longer see.
		"""
		filters = {
			"assistant": self.assistant,
			"visit_date": ["between", [add_days(self.visit_date, -1), add_days(self.visit_date, 1)]],
			"name": ["!=", self.name or ""],
		}
		fields = ["name", "visit_date", "from_time", "to_time", "minutes"]
		return read_now("Family Visit", filters, fields, "visit_date, from_time")

	@staticmethod
	def get_time_span(visit) -> tuple[datetime, datetime]:
		"""Return the first and the last moment of a visit (a document or a row of one)."""
		return hours.span(getdate(visit.visit_date), get_time(to_minute(visit.from_time)), visit.minutes)

	def validate_scheduled_actions(self):
		"""Refuse an action of another family (FamilyMovedError)."""
		for row in self.scheduled_actions:
			self.require_same_family("Scheduled Action", row.scheduled_action, "scheduled_actions")

	def set_people(self):
		self.people = ", ".join(row.full_name.strip() for row in self.participants if row.full_name)

	def set_signature_mode(self):
		"""Set the office's usual way of signing where none is chosen."""
		if not self.signature_mode:
			self.signature_mode = get_setting("default_signature_mode")

	def validate_refusal_reason(self):
		"""Require a reason for a refused signature (ReasonMissingError)."""
		if self.signature_mode == "Signature Refused":
			self.require("refusal_reason", ReasonMissingError)

	def clear_outdated_signature(self):
		"""Clear a signature when the date, hours or people change, which it confirms."""
		if self.signature_mode != "On Screen":
			self.signature = self.signed_by = None
		before = self.get_doc_before_save()
		if not (self.signature and before and before.signature == self.signature):
			return
		if any(self.is_changed(fieldname) for fieldname in SIGNED_FIELDS):
			self.signature = self.signed_by = None
			frappe.msgprint(
				_("Date, hours or people changed: the signature was cleared. Ask for a new one."),
				indicator="orange",
			)

	def on_update(self):
		self.compare_cards()
		end_by_visit(self)

	def on_trash(self):
		super().on_trash()
		self.validate_month_is_open()

	def after_delete(self):
		self.compare_cards()

	def compare_cards(self):
		"""Store on the cards of the touched months whether they differ from the visits."""
		# Read while validating, and locked since.
		for card in self.flags.cards.values():
			if card:
				# For a change: a card that was made since this request began is not in what it can see otherwise.
				frappe.get_doc("Assistant Timesheet", card.name, for_update=True).mark_out_of_date()
