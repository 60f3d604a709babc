from datetime import timedelta

import frappe
from frappe import ValidationError, _
from frappe.query_builder.functions import Sum
from frappe.utils import add_days, cint, flt, formatdate, get_datetime, get_time, getdate, now_datetime

from opsfamily.case.blank_times import BlankTimes, to_minute
from opsfamily.case.contacts import PART_FIELDS, count_minutes, get_span
from opsfamily.case.days import FutureDateError
from opsfamily.case.document import ConfidentialDocument
from opsfamily.case.locks import read_now
from opsfamily.case.travelled import TRAVEL_FIELDS, Travelled
from opsfamily.core import hours
from opsfamily.core.meanings import FROZEN
from opsfamily.core.months import month_of
from opsfamily.core.work_time import last_day_to_mend
from opsfamily.exceptions import SomebodyElsesWorkError
from opsfamily.office import get_setting, get_zone
from opsfamily.ops_paper.values import paper_date, paper_month
from opsfamily.ops_visits.doctype.other_work_time.sums import is_counted
from opsfamily.permissions.rule import can_see_section


class WorkTimeError(ValidationError):
	"""Working time is given as minutes, or as a start and a later end; a day has 24 hours."""


class OverlappingWorkError(ValidationError):
	"""Working time overlaps another entry or a visit of the same worker."""


class WorkTimeClosedError(ValidationError):
	"""A worker cannot change a month's entries after the days that the office sets for it."""


class TravelFrozenError(ValidationError):
	"""Kilometres of a month do not change once a card of it is sent."""


class OtherWorkOffError(ValidationError):
	"""The office does not record working time outside the families."""


class OtherWorkTime(BlankTimes, Travelled, ConfidentialDocument):
	"""A worker's time outside the families: training, meetings, travel, office work. Durations are in minutes."""

	WORKER, DAY = "worker", "work_date"

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		description: DF.SmallText | None
		from_time: DF.Time | None
		kilometres: DF.Float
		kind: DF.Link
		minutes: DF.Int
		month: DF.Data | None
		naming_series: DF.Literal["CZAS-.YYYY.-.####"]
		to_time: DF.Time | None
		travel_from: DF.Data | None
		travel_to: DF.Data | None
		work_date: DF.Date
		worker: DF.Link
		worker_name: DF.Data | None
	# end: auto-generated types

	def validate(self):
		self.validate_is_counted()
		self.validate_is_own_work()
		self.refuse_future("work_date")
		self.set_month()
		self.validate_month_is_open()
		self.validate_times()
		self.set_minutes()
		self.validate_minutes()
		self.validate_has_ended()
		self.validate_no_overlap()
		self.validate_day()
		self.validate_travel()
		self.validate_travel_is_open()

	def validate_is_counted(self):
		"""Refuse a new entry when the office does not record such time (OtherWorkOffError)."""
		if self.is_new() and not is_counted():
			frappe.throw(
				_("The office does not count work beside the families (OPS Settings)."), OtherWorkOffError
			)

	def validate_is_own_work(self):
		"""Refuse another person's time, except to coordinator and head (SomebodyElsesWorkError)."""
		user = frappe.session.user
		if self.worker != user and not can_see_section(user):
			frappe.throw(
				_("{0}: you write your own working time only.").format(self.label_of("worker")),
				SomebodyElsesWorkError,
			)

	def set_month(self):
		self.month = month_of(getdate(self.work_date))

	def validate_month_is_open(self):
		"""Refuse a worker's change after the month's last day for corrections (WorkTimeClosedError).

		From then on only coordinator and head change it.
		"""
		if can_see_section(frappe.session.user):
			return
		for month in self.get_touched_months():
			until = last_day_to_mend(month, get_setting("card_due_day"), get_setting("other_work_grace_days"))
			if getdate() > until:
				frappe.throw(
					_("{0}: {1} could be mended until {2}. Ask the coordinator.").format(
						self.label_of("work_date"), paper_month(month), paper_date(until)
					),
					WorkTimeClosedError,
				)

	def get_touched_months(self) -> set[str]:
		"""Return the month of the entry, and the one it had before this save."""
		before = self.get_doc_before_save()
		return {self.month, before.month} if before else {self.month}

	def validate_times(self):
		"""Refuse one hour without the other, a text that is no hour, or an end before the start (WorkTimeError)."""
		given = [fieldname for fieldname in self.TIMES if self.get(fieldname) not in (None, "")]
		if not given:
			return
		for fieldname in self.TIMES:
			if fieldname not in given:
				self.refuse(fieldname, _("{0} is missing: give both hours, or the minutes alone."))
			if not hours.is_hour(str(self.get(fieldname))):
				self.refuse(fieldname, _("{0}: write the hour as HH:MM, e.g. 15:30."))
			self.set(fieldname, to_minute(self.get(fieldname)))
		if self.to_time <= self.from_time:
			self.refuse(
				"to_time", _("{0} must be later than the beginning; work past midnight is two entries.")
			)

	def validate_has_ended(self):
		"""Refuse hours after the present time of the office and its tolerance (FutureDateError)."""
		limit = now_datetime() + timedelta(minutes=get_setting("clock_tolerance_minutes"))
		if self.has_hours() and get_datetime(f"{self.work_date} {self.to_time}") > limit:
			frappe.throw(
				_("{0} ({1}) has not come yet.").format(self.label_of("to_time"), self.to_time[:5]),
				FutureDateError,
			)

	def refuse(self, fieldname: str, message: str):
		"""Throw WorkTimeError. message: takes the field's label."""
		frappe.throw(message.format(self.label_of(fieldname)), WorkTimeError)

	def has_hours(self) -> bool:
		return bool(self.from_time and self.to_time)

	def set_minutes(self):
		"""Set the minutes from both hours, whatever was typed."""
		if self.has_hours():
			self.minutes = hours.real_minutes(
				getdate(self.work_date), get_time(self.from_time), get_time(self.to_time), False, get_zone()
			)

	def validate_minutes(self):
		"""Refuse an entry without a duration (WorkTimeError)."""
		if cint(self.minutes) <= 0:
			self.refuse("minutes", _("{0}: more than zero, or both hours."))

	def validate_no_overlap(self):
		"""Refuse hours that overlap another entry or visit of the worker, naming it (OverlappingWorkError)."""
		if not self.has_hours():
			return
		span = get_span({**self.as_dict(), "visit_date": self.work_date})
		for other in (*self.get_entries_of_the_day(), *self.get_visits_around()):
			if hours.overlaps(span, get_span({**other, "visit_date": other.day})):
				self.refuse_overlap(other)

	def refuse_overlap(self, other):
		"""Throw OverlappingWorkError with the other document's name, day and hours."""
		frappe.throw(
			_("{0}: {1}–{2} overlaps {3} {4} on {5}, {6}–{7}.").format(
				self.label_of("from_time"),
				self.from_time[:5],
				self.to_time[:5],
				_(other.doctype),
				other.name,
				formatdate(other.day),
				to_minute(other.from_time)[:5],
				to_minute(other.to_time)[:5],
			),
			OverlappingWorkError,
		)

	def get_entries_of_the_day(self) -> list:
		"""Return the worker's other entries with hours: all of them, also when another user writes this one."""
		filters = {
			"worker": self.worker,
			"work_date": self.work_date,
			"from_time": ["is", "set"],
			"to_time": ["is", "set"],
			"name": ["!=", self.name or ""],
		}
		fields = ["name", "work_date", "from_time", "to_time", "minutes"]
		rows = read_now(self.doctype, filters, fields, "from_time, name")
		return [frappe._dict(row, doctype=self.doctype, day=row.work_date) for row in rows]

	def get_visits_around(self) -> list:
		"""Return the worker's visits of the day and of the day before, which may have passed midnight.

		An overlap counts even with a family that the worker left; the message shows only the visit's number.
		"""
		filters = {
			"assistant": self.worker,
			"visit_date": ["between", [add_days(self.work_date, -1), self.work_date]],
		}
		fields = ["name", "visit_date", "from_time", "to_time", "minutes"]
		rows = read_now("Family Visit", filters, fields, "visit_date, from_time")
		return [frappe._dict(row, doctype="Family Visit", day=row.visit_date) for row in rows]

	def validate_day(self):
		"""Refuse a day that would have more than 24 hours, visits included (WorkTimeError)."""
		total = cint(self.minutes) + self.get_minutes_of_entries()
		total += self.get_minutes_of_visits()
		if total > hours.MINUTES_A_DAY:
			frappe.throw(
				_("{0}: {1} would have {2} of work, with the visits. A day has 24 hours.").format(
					self.label_of("minutes"), formatdate(self.work_date), hours.format_minutes(total)
				),
				WorkTimeError,
			)

	def get_minutes_of_entries(self) -> int:
		"""Return the minutes of the worker's other entries of the day."""
		entry = frappe.qb.DocType(self.doctype)
		query = frappe.qb.from_(entry).select(Sum(entry.minutes)).where(entry.worker == self.worker)
		query = query.where((entry.work_date == getdate(self.work_date)) & (entry.name != (self.name or "")))
		# A locking read, like those of the overlap: entries without hours count here, too.
		return cint(query.for_update().run()[0][0])

	def get_minutes_of_visits(self) -> int:
		"""Return the worker's minutes with families on the day; one meeting with several of them counts once."""
		filters = {"assistant": self.worker, "visit_date": self.work_date}
		return count_minutes(read_now("Family Visit", filters, list(PART_FIELDS)))

	def validate_travel_is_open(self):
		"""Refuse new or changed kilometres of a month with a card that is sent or accepted (TravelFrozenError)."""
		before = self.get_doc_before_save()
		drove = flt(self.kilometres) or (before and flt(before.kilometres))
		if drove and any(map(self.is_changed, (*TRAVEL_FIELDS, "work_date"))):
			self.refuse_frozen_travel(self.get_touched_months())

	def refuse_frozen_travel(self, months: set[str]):
		"""Throw TravelFrozenError where a card of the worker's month is sent, naming it."""
		filters = {"live_for": self.worker, "month": ["in", sorted(months)], "state_meaning": ["in", FROZEN]}
		cards = read_now("Assistant Timesheet", filters, ["name"])
		if cards:
			frappe.throw(
				_(
					"{0}: the card {1} of this month is sent or accepted, so its kilometres cannot change."
				).format(self.label_of("kilometres"), cards[0].name),
				TravelFrozenError,
			)

	def on_trash(self):
		super().on_trash()
		self.validate_month_is_open()
		if flt(self.kilometres):
			self.refuse_frozen_travel({self.month})
