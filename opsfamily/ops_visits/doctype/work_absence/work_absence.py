import frappe
from frappe import _
from frappe.utils import getdate

from opsfamily.case.worker_period import WorkerPeriod
from opsfamily.core.employment import split_by_month
from opsfamily.core.months import month_of
from opsfamily.core.work_time import last_day_to_mend
from opsfamily.exceptions import SomebodyElsesWorkError
from opsfamily.office import get_setting
from opsfamily.ops_paper.values import paper_date, paper_month
from opsfamily.ops_visits.doctype.other_work_time.other_work_time import WorkTimeClosedError
from opsfamily.permissions.rule import can_see_section


class WorkAbsence(WorkerPeriod):
	"""Days on which a worker did not work. Without a cause on purpose: it may be about health.

	Its working days lower the norm of the month and the lump sum for the car.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from_date: DF.Date
		full_name: DF.Data | None
		naming_series: DF.Literal["NIEOB-.YYYY.-.####"]
		until_date: DF.Date
		user: DF.Link
	# end: auto-generated types

	def validate(self):
		self.validate_period()
		self.require("until_date")
		self.validate_is_own()
		self.validate_months_are_open()
		self.validate_no_overlap()

	def validate_is_own(self):
		"""Refuse another person's absence, except to coordinator and head (SomebodyElsesWorkError)."""
		user = frappe.session.user
		if self.user != user and not can_see_section(user):
			frappe.throw(
				_("{0}: you write your own absences only.").format(self.label_of("user")),
				SomebodyElsesWorkError,
			)

	def validate_months_are_open(self):
		"""Refuse a worker's change of days in a month that the coordinator has to correct (WorkTimeClosedError)."""
		if can_see_section(frappe.session.user):
			return
		month = self.get_earliest_touched_month()
		until = last_day_to_mend(month, get_setting("card_due_day"), get_setting("other_work_grace_days"))
		if getdate() > until:
			frappe.throw(
				_("{0}: {1} could be mended until {2}. Ask the coordinator.").format(
					self.label_of("from_date"), paper_month(month), paper_date(until)
				),
				WorkTimeClosedError,
			)

	def get_earliest_touched_month(self) -> str:
		"""Return the earliest month with a day that this save adds or takes away; that of the first day if none."""
		before = self.get_doc_before_save()
		now, then = self.get_months(self), self.get_months(before) if before else {}
		changed = [month for month in {*now, *then} if now.get(month) != then.get(month)]
		return min(changed, default=month_of(getdate(self.until_date)))

	def get_months(self, row) -> dict[str, tuple]:
		"""Return month → first and last day of the absence in it."""
		return {month_of(first): (first, last) for first, last in split_by_month(*self.get_days(row))}

	def on_trash(self):
		super().on_trash()
		self.validate_deletion()

	def validate_deletion(self):
		"""Refuse deleting what a worker cannot change any more (WorkTimeClosedError)."""
		self.validate_months_are_open()
