from datetime import date, datetime, timedelta

import frappe
from frappe import ValidationError, _
from frappe.utils import add_days, cint, get_time, getdate, now_datetime

from opsfamily.case.blank_times import BlankTimes, to_minute
from opsfamily.case.contacts import get_span
from opsfamily.case.days import FutureDateError
from opsfamily.case.document import CaseDocument
from opsfamily.case.locks import read_now
from opsfamily.case.names import use_current_names
from opsfamily.case.travelled import Travelled
from opsfamily.core import hours
from opsfamily.core.assignments import runs_on
from opsfamily.core.contact_kinds import ATTEMPT, DIRECT
from opsfamily.core.meanings import FROZEN
from opsfamily.core.months import month_of
from opsfamily.core.planned_visits import WENT
from opsfamily.core.visit_tasks import OPEN, split_tasks
from opsfamily.exceptions import ReasonMissingError, SomebodyElsesWorkError, TimeOrderError
from opsfamily.office import get_setting, get_zone
from opsfamily.ops_paper.values import paper_date
from opsfamily.ops_visits.doctype.assistant_timesheet.assistant_timesheet import get_live_card
from opsfamily.ops_visits.doctype.contact_kind.timesheet_rule import get_nature, get_timesheet_rule
from opsfamily.ops_visits.doctype.family_visit.withdrawal import get_unanswered_withdrawal
from opsfamily.ops_visits.doctype.home_outing.outings import end_by_visit
from opsfamily.ops_visits.doctype.planned_visit import plans
from opsfamily.permissions.rule import can_see_section, get_families_of, get_kept_months


class AfterWithdrawalError(ValidationError):
	"""The first visit after the consent to work was withdrawn says why it was made."""


class ContactTooLongError(ValidationError):
	"""A contact longer than the office's limit is a typing mistake."""


class OverlappingContactError(ValidationError):
	"""A contact overlaps another contact of the same assistant."""


class MonthClosedError(ValidationError):
	"""The month's card is sent or accepted, so its visits are frozen."""


class BeforeAssignmentError(ValidationError):
	"""A contact before the worker's assignment is an introductory one, or the assignment's first day is wrong."""


class AfterAssignmentError(ValidationError):
	"""A worker who has left the family finishes what belongs to the days of the assignment, nothing else."""


class SameMeetingError(ValidationError):
	"""Visits of one meeting with several families are one worker's, at the same hours, each of another family."""


class SecondLevelError(ValidationError):
	"""An area of competence has one level at a meeting."""


TIME_FIELDS = ("visit_date", "from_time", "to_time", "ends_next_day")
# A signature confirms these: a change of any of them clears it.
SIGNED_FIELDS = (*TIME_FIELDS, "people")
# What decides whether two contacts overlap, and whether a withdrawn consent asks for a reason.
PLACE_IN_TIME = (*TIME_FIELDS, "assistant", "same_meeting_as")
ASKED_AFTER_WITHDRAWAL = ("visit_date", "nature", "after_withdrawal")
UNSIGNED = "No Signature Needed"


class FamilyVisit(BlankTimes, Travelled, CaseDocument):
	"""One contact with a family or about it, written once; both monthly papers (F4, F5) are made from it.

	It cannot be changed while the month's card is sent or accepted. Durations are in minutes.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from opsfamily.ops_visits.doctype.visit_action.visit_action import VisitAction
		from opsfamily.ops_visits.doctype.visit_competence.visit_competence import VisitCompetence
		from opsfamily.ops_visits.doctype.visit_participant.visit_participant import VisitParticipant
		from opsfamily.ops_visits.doctype.visit_task.visit_task import VisitTask

		actions: DF.SmallText | None
		after_withdrawal: DF.Literal["", "Intervention", "Ordered by the Court", "Farewell"]
		assistant: DF.Link
		assistant_name: DF.Data | None
		competences: DF.Table[VisitCompetence]
		course: DF.Text | None
		ends_next_day: DF.Check
		entry_key: DF.Data | None
		family: DF.Link
		from_time: DF.Time | None
		introductory: DF.Check
		kilometres: DF.Float
		kind: DF.Link
		minutes: DF.Int
		month: DF.Data | None
		nature: DF.Literal[
			"", "Direct Contact", "Indirect Contact", "Phone Contact", "Attempted Contact", "Other Contact"
		]
		naming_series: DF.Literal["WIZ-.YYYY.-.####"]
		next_meeting_tasks: DF.SmallText | None
		on_timesheet: DF.Check
		participants: DF.Table[VisitParticipant]
		people: DF.SmallText | None
		planned_visit: DF.Link | None
		place: DF.SmallText | None
		refusal_reason: DF.SmallText | None
		representative: DF.Data | None
		same_meeting_as: DF.Link | None
		scheduled_actions: DF.Table[VisitAction]
		signature_mode: DF.Literal[
			"", "On Paper Card", "On Screen", "Signature Refused", "No Signature Needed"
		]
		signed_by: DF.Data | None
		third_party_note: DF.Text | None
		tasks: DF.Table[VisitTask]
		to_time: DF.Time | None
		travel_from: DF.Data | None
		travel_to: DF.Data | None
		visit_date: DF.Date
	# end: auto-generated types

	def validate(self):
		self.validate_is_own_work()
		self.refuse_future("visit_date")
		self.validate_times_are_given()
		self.set_times()
		self.validate_time_order()
		self.validate_length()
		self.validate_has_ended()
		self.validate_first_day()
		self.validate_last_days()
		self.set_kind_facts()
		self.validate_month_is_open()
		self.set_first_of_meeting()
		self.validate_same_meeting()
		self.validate_no_overlap()
		self.validate_travel()
		self.validate_scheduled_actions()
		self.validate_competences()
		self.set_planned_visit()
		self.validate_planned_visit()
		self.validate_after_withdrawal()
		self.set_people()
		self.set_tasks()
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

	def set_times(self):
		"""Cut seconds off, and set the month and the minutes."""
		self.from_time, self.to_time = to_minute(self.from_time), to_minute(self.to_time)
		self.month = month_of(getdate(self.visit_date))
		self.minutes = hours.real_minutes(
			getdate(self.visit_date),
			get_time(self.from_time),
			get_time(self.to_time),
			bool(cint(self.ends_next_day)),
			get_zone(),
		)

	def set_kind_facts(self):
		"""Copy the nature of the kind, and set whether the visit is listed on F4: as those of its kind on the same card, else
		by the kind's rule. A visit of the same kind and month keeps what it has."""
		before = self.get_doc_before_save()
		same = ("kind", "month", "introductory")
		if before and before.nature and not any(map(self.is_changed, same)):
			self.nature, self.on_timesheet = before.nature, before.on_timesheet
		elif self.kind and self.family:
			self.nature = get_nature(self.kind)
			self.on_timesheet = int(not self.introductory and get_timesheet_rule(self))

	def validate_has_ended(self):
		"""Refuse an end after the present time of the office and its tolerance (FutureDateError)."""
		limit = now_datetime() + timedelta(minutes=get_setting("clock_tolerance_minutes"))
		if self.is_moved() and self.get_time_span()[1] > limit:
			frappe.throw(
				_("{0} ({1}) has not come yet: write the contact when it has ended.").format(
					self.label_of("to_time"), self.to_time[:5]
				),
				FutureDateError,
			)

	def refuse_before_assignment(self, first: date):
		"""Throw BeforeAssignmentError; coordinator and head are offered to correct the first day."""
		offer = {
			"label": _("Correct the First Day of the Assignment"),
			"client_action": "opsfamily.correct_first_day",
			"args": {"family": self.family, "worker": self.assistant, "day": str(self.visit_date)},
		}
		frappe.msgprint(
			_(
				"{0} lies before the first day of the assignment ({1}). The coordinator may correct the first day "
				"of the assignment, or the visit is saved as “{2}”, outside F4."
			).format(
				self.label_of("visit_date"),
				frappe.utils.formatdate(first),
				_(self.meta.get_label("introductory")),
			),
			raise_exception=BeforeAssignmentError,
			indicator="red",
			primary_action=offer if can_see_section(frappe.session.user) else None,
		)

	def is_moved(self) -> bool:
		"""Return whether saving gives the visit another day or other hours."""
		return any(map(self.is_changed, TIME_FIELDS))

	def validate_first_day(self):
		"""Refuse a day before the worker's assignment, except for an introductory contact (BeforeAssignmentError)."""
		first = self.get_first_day() if self.is_moved() or self.introductory else None
		self.flags.first_day = None
		is_before = bool(first) and getdate(self.visit_date) < first
		if is_before and not cint(self.introductory) and self.is_moved():
			self.refuse_before_assignment(first)
		self.introductory = int(is_before and bool(cint(self.introductory)))

	def get_first_day(self) -> date | None:
		"""Return the first day of the worker's assignments on the family, asked once for each worker of a save."""
		asked = (self.family, self.assistant)
		if (self.flags.first_day or (None, None))[0] != asked:
			self.flags.first_day = (asked, get_first_day(*asked))
		return self.flags.first_day[1]

	def is_day_of_work(self, day: date) -> bool:
		"""Return whether an assignment of the worker had begun: the office knew the family by then at the latest."""
		first = self.get_first_day()
		return bool(first) and first <= day

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
			if card and card.state_meaning in FROZEN:
				frappe.throw(
					_(
						"{0}: the card {1} of this month is in the state “{2}”, so its visits cannot change. The coordinator can "
						"return the card, or withdraw its acceptance; then the visit is written and the card sent anew."
					).format(self.label_of("visit_date"), card.name, _(card.workflow_state)),
					MonthClosedError,
				)

	def get_touched_months(self) -> set[str]:
		"""Return the month of the visit, and the one it had before this save."""
		before = self.get_doc_before_save()
		return {self.month, before.month} if before else {self.month}

	def get_card(self, month: str) -> frappe._dict | None:
		"""Return `name`, `workflow_state` and `state_meaning` of the assistant's card with this family that is not cancelled.

		A locking read: while this visit changes, nobody sends or accepts its card.
		"""
		return get_live_card(self.family, month, self.assistant, lock=True)

	def validate_no_overlap(self):
		"""Refuse a contact that shares a minute with another of the assistant's (OverlappingContactError)."""
		if not any(map(self.is_changed, PLACE_IN_TIME)):
			# Every other contact was compared with this one when it was written.
			return
		span = get_span(self)
		for other in self.get_contacts_around():
			if hours.overlaps(span, get_span(other)) and not self.is_same_meeting(other):
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
		fields = ["name", "visit_date", "from_time", "to_time", "minutes", "same_meeting_as"]
		return read_now("Family Visit", filters, fields, "visit_date, from_time")

	def get_time_span(self) -> tuple[datetime, datetime]:
		"""Return the first and the last moment of the visit as the office's clock shows them."""
		return hours.span(getdate(self.visit_date), get_time(self.from_time), self.minutes)

	def set_first_of_meeting(self):
		"""Let all visits of one meeting name the same one, and that one none."""
		if not self.same_meeting_as or not self.is_changed("same_meeting_as"):
			return
		first = frappe.db.get_value("Family Visit", self.same_meeting_as, "same_meeting_as", for_update=True)
		self.same_meeting_as = first or self.same_meeting_as
		is_first = self.name and frappe.db.exists("Family Visit", {"same_meeting_as": self.name})
		if is_first or self.same_meeting_as == self.name:
			self.refuse_meeting(_("{0}: other visits of this meeting name this one already."))

	def validate_same_meeting(self):
		"""Refuse a meeting of another worker, of this family, or at another time (SameMeetingError)."""
		if not self.same_meeting_as or self.flags.follows_meeting:
			return
		other = self.get_first_of_meeting()
		if not other or other.assistant != self.assistant:
			self.refuse_meeting(_("{0}: only another visit of the same worker can be the same meeting."))
		if other.family == self.family:
			self.refuse_meeting(_("{0}: choose a visit of another family."))
		if self.is_changed("same_meeting_as") and get_span(other) != get_span(self):
			self.refuse_meeting(
				_("{0}: one meeting has one time. The chosen visit is on {1}, {2}–{3}."),
				frappe.utils.formatdate(other.visit_date),
				to_minute(other.from_time)[:5],
				to_minute(other.to_time)[:5],
			)

	def get_first_of_meeting(self) -> frappe._dict | None:
		"""Return the visit that the others of the meeting name, as it is committed at this moment."""
		fields = ["name", "family", "assistant", "visit_date", "from_time", "to_time", "minutes"]
		rows = read_now("Family Visit", {"name": self.same_meeting_as}, fields)
		return rows[0] if rows else None

	def refuse_meeting(self, message: str, *values: str):
		"""Throw SameMeetingError. message: takes the field's label and the values."""
		frappe.throw(message.format(self.label_of("same_meeting_as"), *values), SameMeetingError)

	def is_same_meeting(self, other) -> bool:
		"""Return whether another visit (a row) is of the same meeting."""
		return bool(self.name and other.same_meeting_as == self.name) or bool(
			self.same_meeting_as and self.same_meeting_as in (other.name, other.same_meeting_as)
		)

	def move_same_meeting(self):
		"""Give the meeting's other visits the changed day and hours, each through its own rules."""
		is_new = not self.get_doc_before_save()
		if is_new or self.flags.follows_meeting or not self.is_moved():
			return
		for name in self.get_others_of_meeting():
			visit = frappe.get_doc("Family Visit", name, for_update=True)
			visit.update({fieldname: self.get(fieldname) for fieldname in TIME_FIELDS})
			visit.flags.follows_meeting = True
			visit.save()

	def get_others_of_meeting(self) -> list[str]:
		"""Return the other visits of the meeting."""
		first = self.same_meeting_as or self.name
		rows = read_now("Family Visit", {"same_meeting_as": first}, ["name"])
		return sorted({first, *(row.name for row in rows)} - {self.name})

	def validate_scheduled_actions(self):
		"""Refuse an action of another family (FamilyMovedError)."""
		for row in self.scheduled_actions:
			self.require_same_family("Scheduled Action", row.scheduled_action, "scheduled_actions")

	def validate_competences(self):
		"""Refuse a row without area or level (EmptyDocumentError), and an area twice (SecondLevelError)."""
		seen = set()
		for row in self.competences:
			self.require("area", row=row)
			self.require("level", row=row)
			if row.area in seen:
				frappe.throw(
					_("{0}: {1} has a row already.").format(
						self.label_of("area", row), frappe.bold(row.area)
					),
					SecondLevelError,
				)
			seen.add(row.area)

	def set_planned_visit(self):
		"""Let a visit that names no plan be the one that was planned with the family for this day, if there is one."""
		if self.is_new() and not self.planned_visit and self.nature in WENT:
			self.planned_visit = plans.find_open(self.family, getdate(self.visit_date), self.assistant)

	def validate_planned_visit(self):
		"""Refuse a plan of another family (FamilyMovedError), and one that is not open (PlanClosedError)."""
		if self.planned_visit and self.is_changed("planned_visit"):
			self.require_same_family("Planned Visit", self.planned_visit, "planned_visit")
			plans.refuse_closed(self.planned_visit, self.label_of("planned_visit"))

	def validate_after_withdrawal(self):
		"""Refuse the first visit after the consent to work was withdrawn that does not say why (AfterWithdrawalError)."""
		if not any(map(self.is_changed, ASKED_AFTER_WITHDRAWAL)):
			return
		asked = (self.family, getdate(self.visit_date), self.name)
		withdrawn_on = get_unanswered_withdrawal(*asked) if self.nature == DIRECT else None
		if not withdrawn_on:
			self.after_withdrawal = None
		elif not self.after_withdrawal:
			frappe.throw(
				_("{0}: the consent to work was withdrawn on {1}. Say why the family is visited.").format(
					self.label_of("after_withdrawal"), paper_date(withdrawn_on)
				),
				AfterWithdrawalError,
			)

	def validate_last_days(self):
		"""Refuse workers who have left the family a day that was not theirs, and actions that they no longer see
		(AfterAssignmentError)."""
		user = frappe.session.user
		if can_see_section(user) or self.family in get_families_of(user):
			return
		months = get_kept_months(user)
		if (
			not all((self.family, month) in months for month in self.get_touched_months())
			or not self.is_own_day()
		):
			frappe.throw(
				_(
					"{0}: the assignment has ended; only visits of its days can be written or corrected."
				).format(self.label_of("visit_date")),
				AfterAssignmentError,
			)
		before = self.get_doc_before_save()
		known = {row.scheduled_action for row in before.scheduled_actions} if before else set()
		for row in self.scheduled_actions:
			if row.scheduled_action not in known:
				frappe.throw(
					_("{0}: the assignment has ended; write what was done in words.").format(
						self.label_of("scheduled_action", row)
					),
					AfterAssignmentError,
				)

	def is_own_day(self) -> bool:
		"""Return whether one of the worker's assignments runs on the day of the visit."""
		filters = {"family": self.family, "user": self.assistant}
		rows = read_now("Case Assignment", filters, ["from_date", "until_date"])
		return any(runs_on(getdate(self.visit_date), row.from_date, row.until_date) for row in rows)

	def set_people(self):
		"""Name new participants as the family's page does now; a changed name is carried to those who are there."""
		before = self.get_doc_before_save()
		if not before or get_names(self) != get_names(before):
			self.participants = use_current_names(self.participants, self.family)
		self.people = ", ".join(row.full_name.strip() for row in self.participants if row.full_name)

	def set_tasks(self):
		"""Make a row of every line of the tasks; a line that stays keeps its row with its outcome."""
		before = self.get_doc_before_save()
		stored = {row.task: row for row in before.tasks} if before else {}
		tasks = split_tasks(self.next_meeting_tasks)
		self.set("tasks", [stored.get(task) or {"task": task, "outcome": OPEN} for task in tasks])
		for number, row in enumerate(self.tasks, start=1):
			row.idx = number

	def set_signature_mode(self):
		"""Set the office's usual way of signing where none is chosen."""
		if not self.signature_mode:
			self.signature_mode = (
				UNSIGNED if self.nature == ATTEMPT else get_setting("default_signature_mode")
			)

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
		self.move_same_meeting()
		self.compare_cards()
		if any(map(self.is_changed, (*TIME_FIELDS, "kind"))):
			end_by_visit(self)
		if any(map(self.is_changed, ("planned_visit", "nature"))):
			self.show_on_plans()

	def show_on_plans(self):
		"""Let the plan that the visit came of say so, and one that it named before be open again."""
		before = self.get_doc_before_save()
		for name in sorted({self.planned_visit, before.planned_visit if before else None} - {None, ""}):
			plans.show_outcome(name)

	def on_trash(self):
		super().on_trash()
		self.validate_month_is_open()
		if self.planned_visit:
			plans.show_outcome(self.planned_visit, without=self.name)

	def after_delete(self):
		self.compare_cards()

	def compare_cards(self):
		"""Store on the cards of the touched months whether they differ from the visits."""
		# Read while validating, and locked since.
		for card in self.flags.cards.values():
			if card:
				# For a change: a card that was made since this request began is not in what it can see otherwise.
				frappe.get_doc("Assistant Timesheet", card.name, for_update=True).mark_out_of_date()


def get_names(visit: "FamilyVisit") -> list[str | None]:
	"""Return the names of a visit's participants, in their order."""
	return [row.full_name for row in visit.participants]


def get_first_day(family: str, worker: str) -> date | None:
	"""Return the first day of the worker's assignments on the family; None for somebody without any."""
	rows = read_now("Case Assignment", {"family": family, "user": worker}, ["from_date"], "from_date")
	return getdate(rows[0].from_date) if rows else None
