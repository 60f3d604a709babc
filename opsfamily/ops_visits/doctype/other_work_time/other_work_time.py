import frappe
from frappe import ValidationError, _
from frappe.query_builder.functions import Sum
from frappe.utils import add_days, cint, formatdate, get_time, getdate

from opsfamily.case.blank_times import BlankTimes, to_minute
from opsfamily.case.document import ConfidentialDocument
from opsfamily.core import hours
from opsfamily.core.months import month_of
from opsfamily.core.work_time import last_day_to_mend
from opsfamily.exceptions import SomebodyElsesWorkError
from opsfamily.office import get_setting
from opsfamily.ops_paper.values import paper_date, paper_month
from opsfamily.ops_visits.doctype.other_work_time.sums import is_counted
from opsfamily.permissions.rule import can_see_section


class WorkTimeError(ValidationError):
	"""Working time is minutes, or both hours in their order; a day has 24 hours."""


class OverlappingWorkError(ValidationError):
	"""Nobody is at a training and with a family at once."""


class WorkTimeClosedError(ValidationError):
	"""After the office's days for the cards a worker mends their month no more."""


class OtherWorkOffError(ValidationError):
	"""The office does not count work beside the families."""


class OtherWorkTime(BlankTimes, ConfidentialDocument):
	"""Training, meetings, travel, office work: hours of a worker that are about no family."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		description: DF.SmallText | None
		from_time: DF.Time | None
		kind: DF.Link
		minutes: DF.Int
		month: DF.Data | None
		naming_series: DF.Literal["CZAS-.YYYY.-.####"]
		to_time: DF.Time | None
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
		self.validate_no_overlap()
		self.validate_day()

	def validate_is_counted(self):
		if self.is_new() and not is_counted():
			frappe.throw(
				_("The office does not count work beside the families (OPS Settings)."), OtherWorkOffError
			)

	def validate_is_own_work(self):
		"""Raises SomebodyElsesWorkError: only coordinator and head write for another person."""
		user = frappe.session.user
		if self.worker != user and not can_see_section(user):
			frappe.throw(
				_("{0}: you write your own working time only.").format(self.label_of("worker")),
				SomebodyElsesWorkError,
			)

	def set_month(self):
		self.month = month_of(getdate(self.work_date))

	def validate_month_is_open(self):
		"""Raises WorkTimeClosedError after the office's day: from then on the coordinator mends it."""
		if can_see_section(frappe.session.user):
			return
		for month in self.touched_months():
			until = last_day_to_mend(month, get_setting("card_due_day"), get_setting("other_work_grace_days"))
			if getdate() > until:
				frappe.throw(
					_("{0}: {1} could be mended until {2}. Ask the coordinator.").format(
						self.label_of("work_date"), paper_month(month), paper_date(until)
					),
					WorkTimeClosedError,
				)

	def touched_months(self) -> set[str]:
		before = self.get_doc_before_save()
		return {self.month, before.month} if before else {self.month}

	def validate_times(self):
		"""Raises WorkTimeError for one hour without the other, what is no hour, or an end before its beginning."""
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

	def refuse(self, fieldname: str, message: str):
		frappe.throw(message.format(self.label_of(fieldname)), WorkTimeError)

	def has_hours(self) -> bool:
		return bool(self.from_time and self.to_time)

	def set_minutes(self):
		"""Both hours count more than typed minutes."""
		if self.has_hours():
			self.minutes = hours.minutes_between(get_time(self.from_time), get_time(self.to_time))

	def validate_minutes(self):
		if cint(self.minutes) <= 0:
			self.refuse("minutes", _("{0}: more than zero, or both hours."))

	def validate_no_overlap(self):
		"""Raises OverlappingWorkError, with the day, the hours and the number of the other."""
		if not self.has_hours():
			return
		own = hours.span(getdate(self.work_date), get_time(self.from_time), self.minutes)
		for other in (*self.entries_of_the_day(), *self.visits_around()):
			begin = get_time(to_minute(other.from_time))
			if hours.overlaps(own, hours.span(getdate(other.day), begin, cint(other.minutes))):
				self.refuse_overlap(other)

	def refuse_overlap(self, other):
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

	def entries_of_the_day(self) -> list:
		"""The worker's other entries with hours. get_all: the worker's own, whoever writes for them."""
		filters = {
			"worker": self.worker,
			"work_date": self.work_date,
			"from_time": ["is", "set"],
			"to_time": ["is", "set"],
			"name": ["!=", self.name or ""],
		}
		rows = frappe.get_all(
			self.doctype,
			filters=filters,
			fields=["name", "work_date as day", "from_time", "to_time", "minutes"],
			order_by="from_time, name",
		)
		return [frappe._dict(row, doctype=self.doctype) for row in rows]

	def visits_around(self) -> list:
		"""The worker's visits that could share a minute, also one that passed midnight. get_all: an overlap
		counts even with a family that the worker left; the message names the visit's number alone."""
		rows = frappe.get_all(
			"Family Visit",
			filters={
				"assistant": self.worker,
				"visit_date": ["between", [add_days(self.work_date, -1), self.work_date]],
			},
			fields=["name", "visit_date as day", "from_time", "to_time", "minutes"],
			order_by="visit_date, from_time",
		)
		return [frappe._dict(row, doctype="Family Visit") for row in rows]

	def validate_day(self):
		"""Raises WorkTimeError when the day, with its visits, would have more than 24 hours."""
		total = cint(self.minutes) + self.minutes_of("Other Work Time", "worker", "work_date")
		total += self.minutes_of("Family Visit", "assistant", "visit_date")
		if total > hours.MINUTES_A_DAY:
			frappe.throw(
				_("{0}: {1} would have {2} of work, with the visits. A day has 24 hours.").format(
					self.label_of("minutes"), formatdate(self.work_date), hours.format_minutes(total)
				),
				WorkTimeError,
			)

	def minutes_of(self, doctype: str, person: str, day: str) -> int:
		"""The worker's other minutes of the day, by whichever field says whose and when."""
		table = frappe.qb.DocType(doctype)
		query = frappe.qb.from_(table).select(Sum(table.minutes)).where(table[person] == self.worker)
		query = query.where((table[day] == getdate(self.work_date)) & (table.name != (self.name or "")))
		return cint(query.run()[0][0])

	def on_trash(self):
		super().on_trash()
		self.validate_month_is_open()
