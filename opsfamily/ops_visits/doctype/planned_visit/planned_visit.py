from datetime import date

import frappe
from frappe import ValidationError, _
from frappe.utils import formatdate, get_time, getdate

from opsfamily.arguments import refuse_missing
from opsfamily.case.blank_times import BlankTimes, to_minute
from opsfamily.case.document import CaseDocument
from opsfamily.case.locks import read_now
from opsfamily.case.office_fields import read_office_fields, set_office_fields
from opsfamily.core import hours
from opsfamily.core import planned_visits as core
from opsfamily.core.assignments import runs_on
from opsfamily.exceptions import SomebodyElsesWorkError, TimeOrderError
from opsfamily.ops_visits.doctype.planned_visit import plans
from opsfamily.ops_visits.doctype.planned_visit.doubts import show_doubts
from opsfamily.permissions.rule import can_see_section


class PastPlanError(ValidationError):
	"""Nothing is planned for a day that has passed: what was done is written as a visit."""


class NotOnTheCaseError(ValidationError):
	"""A visit is planned for a worker whose assignment runs on its day."""


class RepetitionError(ValidationError):
	"""A weekly repetition ends at least a week after its first day, and at most half a year."""


class MovedToError(ValidationError):
	"""A visit moves to another plan of the same family."""


# What makes of a plan another one.
PLACE_IN_TIME = ("planned_on", "from_time", "to_time", "worker")


class PlannedVisit(BlankTimes, CaseDocument):
	"""A visit that is planned with a family: its day and hours, what for, and what became of it.

	Called off or moved beforehand it is no contact and no attempt. Durations are in minutes.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from opsfamily.ops_visits.doctype.visit_action.visit_action import VisitAction

		called_off_by: DF.Literal["", "The Family", "The Worker", "Somebody Else"]
		called_off_reason: DF.SmallText | None
		family: DF.Link
		from_time: DF.Time | None
		minutes: DF.Int
		moved_to: DF.Link | None
		naming_series: DF.Literal["TERM-.YYYY.-.####"]
		planned_on: DF.Date
		purpose: DF.Text | None
		repeat_until: DF.Date | None
		representative: DF.Data | None
		scheduled_actions: DF.Table[VisitAction]
		status: DF.Literal["Visit Planned", "Visit Made", "Nobody Met", "Visit Called Off", "Visit Moved"]
		to_time: DF.Time | None
		visit: DF.Link | None
		worker: DF.Link
		worker_name: DF.Data | None
	# end: auto-generated types

	def validate(self):
		self.validate_may_plan()
		self.validate_times_are_given()
		self.set_times()
		self.validate_time_order()
		self.validate_is_open()
		self.validate_day()
		self.validate_worker()
		self.validate_scheduled_actions()
		self.validate_moved_to()
		self.set_outcome()
		self.validate_repetition()

	def validate_may_plan(self):
		"""Refuse another person's visit, except to their substitute, coordinator and head (SomebodyElsesWorkError)."""
		before = self.get_doc_before_save()
		workers = {self.worker, before.worker if before else self.worker}
		if not all(plans.may_plan_for(worker, self.family, frappe.session.user) for worker in workers):
			frappe.throw(
				_("{0}: you plan your own visits, and those of a worker whom you stand in for.").format(
					self.label_of("worker")
				),
				SomebodyElsesWorkError,
			)

	def set_times(self):
		"""Cut seconds off, and set the minutes."""
		self.from_time, self.to_time = to_minute(self.from_time), to_minute(self.to_time)
		self.minutes = hours.minutes_between(get_time(self.from_time), get_time(self.to_time))

	def validate_time_order(self):
		"""Refuse an end that does not follow the beginning on the same day (TimeOrderError)."""
		if self.minutes <= 0:
			frappe.throw(
				_("{0} ({1}) must be later than {2} ({3}); no visit is planned past midnight.").format(
					self.label_of("to_time"),
					self.to_time[:5],
					self.label_of("from_time"),
					self.from_time[:5],
				),
				TimeOrderError,
			)

	def validate_is_open(self):
		"""Refuse another time, worker or caller for what was made, and another time for what was called off
		(PlanClosedError)."""
		before = self.get_doc_before_save()
		if not before or before.status == core.PLANNED:
			return
		may_restore = before.status == core.CALLED_OFF
		fixed = PLACE_IN_TIME if may_restore else (*PLACE_IN_TIME, "called_off_by", "moved_to")
		for fieldname in filter(self.is_changed, fixed):
			frappe.throw(
				_("{0}: {1} is not open any more ({2}).").format(
					self.label_of(fieldname), self.name, _(before.status)
				),
				plans.PlanClosedError,
			)

	def validate_day(self):
		"""Refuse a day that has passed (PastPlanError)."""
		if self.is_reopened() or any(map(self.is_changed, PLACE_IN_TIME)):
			if getdate(self.planned_on) < getdate():
				frappe.throw(
					_("{0} ({1}) has passed: what was done is written as a visit, not planned.").format(
						self.label_of("planned_on"), formatdate(self.planned_on)
					),
					PastPlanError,
				)

	def is_reopened(self) -> bool:
		"""Return whether saving takes back that the visit was called off."""
		before = self.get_doc_before_save()
		return bool(before and before.called_off_by and not self.called_off_by)

	def validate_worker(self):
		"""Refuse a worker who is not on the case on the planned day; coordinator and head need no assignment
		(NotOnTheCaseError)."""
		if not any(map(self.is_changed, ("worker", "planned_on"))) or can_see_section(self.worker):
			return
		rows = read_now(
			"Case Assignment", {"family": self.family, "user": self.worker}, ["from_date", "until_date"]
		)
		if not any(runs_on(getdate(self.planned_on), row.from_date, row.until_date) for row in rows):
			frappe.throw(
				_("{0}: no assignment of {1} to this family runs on {2}.").format(
					self.label_of("planned_on"), self.worker_name or self.worker, formatdate(self.planned_on)
				),
				NotOnTheCaseError,
			)

	def validate_scheduled_actions(self):
		"""Refuse an action of another family (FamilyMovedError)."""
		for row in self.scheduled_actions:
			self.require_same_family("Scheduled Action", row.scheduled_action, "scheduled_actions")

	def validate_moved_to(self):
		"""Refuse moving to itself or to a plan of another family (MovedToError, FamilyMovedError)."""
		if not self.called_off_by:
			self.moved_to = self.called_off_reason = None
		if not self.moved_to or not self.is_changed("moved_to"):
			return
		self.require_same_family(self.doctype, self.moved_to, "moved_to")
		if self.moved_to == self.name:
			frappe.throw(
				_("{0}: a visit does not move to itself.").format(self.label_of("moved_to")), MovedToError
			)

	def set_outcome(self):
		"""Set what became of the plan, whatever a client has sent."""
		visit = plans.find_visit(self.name)
		self.visit = visit.name if visit else None
		nature = visit.nature or "" if visit else None
		self.status = core.get_state(nature, bool(self.called_off_by), bool(self.moved_to))

	def validate_repetition(self):
		"""Refuse an end of the repetition that is too near or too far (RepetitionError)."""
		if not self.is_new():
			before = self.get_doc_before_save()
			self.repeat_until = before.repeat_until if before else None
		elif self.repeat_until:
			self.flags.repetition = self.get_repetition()

	def get_repetition(self) -> core.Repetition:
		"""Return the further days of the repetition. Raises RepetitionError."""
		try:
			return core.repeat_weekly(getdate(self.planned_on), getdate(self.repeat_until))
		except ValueError:
			frappe.throw(
				_("{0}: at least one week, and at most {1} weeks, after {2}.").format(
					self.label_of("repeat_until"), core.MOST_WEEKS, formatdate(self.planned_on)
				),
				RepetitionError,
			)

	def after_insert(self):
		if self.flags.repetition:
			self.repeat(self.flags.repetition)

	def repeat(self, repetition: core.Repetition):
		"""Plan the same visit on the further days, each by its own rules, and say which days off were left out."""
		for day in repetition.days:
			self.copy_to(day).insert()
		message = _("Visits planned: {0}, the last one on {1}.").format(
			len(repetition.days) + 1, formatdate([getdate(self.planned_on), *repetition.days][-1])
		)
		if repetition.left_out:
			days = ", ".join(map(formatdate, repetition.left_out))
			message += " " + _("Days off that were left out: {0}.").format(days)
		frappe.msgprint(message, indicator="green", alert=not repetition.left_out)

	def copy_to(self, day: date, **values) -> "PlannedVisit":
		"""Return a new plan with the same content for another day; not inserted yet. values: what is to differ."""
		plan = frappe.copy_doc(self, ignore_no_copy=False)
		# What the office has made mandatory is copied even where its field says otherwise.
		set_office_fields(plan, read_office_fields(self, plans.KNOWN), plans.KNOWN)
		plan.update({"planned_on": day, **values})
		plan.flags.without_doubts = True
		return plan

	def on_update(self):
		"""Say what speaks against the time of an open plan, of a repetition once for all days."""
		is_placed = self.is_reopened() or any(map(self.is_changed, PLACE_IN_TIME))
		if self.status == core.PLANNED and is_placed and not self.flags.without_doubts:
			repetition = self.flags.repetition
			show_doubts(self, [getdate(self.planned_on), *(repetition.days if repetition else ())])

	def on_trash(self):
		"""Refuse deleting what somebody may not plan, and what is not open any more: that happened, or was called off
		(SomebodyElsesWorkError, PlanClosedError)."""
		super().on_trash()
		self.validate_may_plan()
		if not can_see_section(frappe.session.user):
			plans.refuse_closed(self.name, frappe.bold(_(self.doctype)))

	def call_off(self, by: str, reason: str | None = None) -> None:
		"""Call the visit off before anybody went. by: who did, one of core.CALLERS (ValidationError without)."""
		if not by:
			refuse_missing(self.label_of("called_off_by"))
		self.update({"called_off_by": by, "called_off_reason": reason})
		self.save_outcome()

	def move(self, day: date, times: tuple[str, str], by: str, reason: str | None = None) -> "PlannedVisit":
		"""Plan the visit for another time, and mark this plan as moved there. Return the new one."""
		plan = self.copy_to(day, from_time=times[0], to_time=times[1])
		plan.flags.without_doubts = False
		# The same plan at another time: no button of it asks what the office has made mandatory since.
		plan.flags.ignore_mandatory = True
		plan.insert()
		self.moved_to = plan.name
		self.call_off(by, reason)
		return plan

	def restore(self) -> None:
		"""Take back that the visit was called off; one that was moved goes on as the plan that it moved to
		(PlanClosedError)."""
		self.called_off_by = ""
		self.save_outcome()

	def save_outcome(self) -> None:
		"""Save what a button has set, whatever the office has made mandatory since."""
		self.flags.ignore_mandatory = True
		self.save()
