import frappe
from frappe import ValidationError, _
from frappe.utils import get_datetime, now_datetime

from opsfamily.case.document import CaseDocument
from opsfamily.core import outings as core
from opsfamily.exceptions import OutingEndError, SomebodyElsesWorkError
from opsfamily.office import get_setting
from opsfamily.ops_paper.values import paper_time
from opsfamily.ops_visits.doctype.home_outing.outings import get_open_outing, notify_of_return
from opsfamily.permissions.rule import can_see_section


class SecondOutingError(ValidationError):
	"""A worker has one open outing at a time."""


class OutingClosedError(ValidationError):
	"""A closed outing cannot be extended."""


class ServerClockError(ValidationError):
	"""The times of leaving and returning come from the site's clock only."""


# Only the app writes these, by the site's clock.
CLOCK_FIELDS = ("left_at", "returned_at", "closed_by", "alarm_at", "told_at", "status")


class HomeOuting(CaseDocument):
	"""A worker's outing to a family's home, from leaving until the return."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		alarm_at: DF.Datetime | None
		closed_by: DF.Data | None
		expected_end: DF.Datetime
		family: DF.Link
		left_at: DF.Datetime | None
		naming_series: DF.Literal["WYJ-.YYYY.-.####"]
		note: DF.SmallText | None
		representative: DF.Data | None
		returned_at: DF.Datetime | None
		status: DF.Literal["Out", "Not Back in Time", "Is Back"]
		told_at: DF.Datetime | None
		worker: DF.Link
		worker_name: DF.Data | None
	# end: auto-generated types

	def before_insert(self):
		super().before_insert()
		self.update(dict.fromkeys(CLOCK_FIELDS))
		self.left_at, self.status = now_datetime().replace(microsecond=0), core.OUT

	def validate(self):
		self.validate_is_own_outing()
		self.validate_clock_fields()
		self.validate_expected_end()
		self.validate_only_open_one()
		self.set_alarm()

	def validate_is_own_outing(self):
		"""Refuse another person's outing, except to coordinator and head (SomebodyElsesWorkError)."""
		user = frappe.session.user
		if self.worker != user and not can_see_section(user):
			frappe.throw(
				_("{0}: you write your own outings only.").format(self.label_of("worker")),
				SomebodyElsesWorkError,
			)

	def validate_clock_fields(self):
		"""Refuse a client's own time of leaving, returning or notifying (ServerClockError)."""
		if self.is_new() or self.flags.by_the_clock:
			return
		for fieldname in CLOCK_FIELDS:
			if self.is_changed(fieldname):
				frappe.throw(
					_("{0} is written by the system's clock, nobody types it.").format(
						self.label_of(fieldname)
					),
					ServerClockError,
				)

	def validate_expected_end(self):
		"""Refuse an end that has passed or is too far off (OutingEndError), or any after the return
		(OutingClosedError)."""
		if not self.is_end_promised():
			return
		if self.status == core.BACK:
			frappe.throw(
				_("{0}: this outing has ended at {1}.").format(
					self.label_of("expected_end"), paper_time(self.returned_at)
				),
				OutingClosedError,
			)
		now, end = now_datetime(), get_datetime(self.expected_end)
		if not self.expected_end or end <= now:
			self.refuse_end(_("{0} must lie later than now ({1})."), paper_time(now))
		limit = get_setting("longest_visit_hours")
		if (end - now).total_seconds() > limit * 3600:
			self.refuse_end(_("{0} lies more than {1} hours off: a typing mistake?"), limit)

	def refuse_end(self, message: str, limit: str | int):
		"""Throw OutingEndError. message: takes the field's label and the limit."""
		frappe.throw(message.format(self.label_of("expected_end"), limit), OutingEndError)

	def is_end_promised(self) -> bool:
		"""Return whether this save sets a new expected end."""
		return self.is_new() or self.is_changed("expected_end")

	def validate_only_open_one(self):
		"""Refuse a second open outing of the worker, and say how to close the first (SecondOutingError)."""
		if not self.is_new():
			return
		other = get_open_outing(self.worker, lock=True)
		if other:
			frappe.throw(
				_("{0}: out since {1} already ({2}, family {3}). Press “{4}” there first.").format(
					frappe.bold(self.worker_name or self.worker),
					paper_time(other.left_at),
					other.name,
					other.family,
					_("I Am Back"),
				),
				SecondOutingError,
			)

	def set_alarm(self):
		"""Set the time of the alarm for a new expected end: coordinators are notified again if it is missed too."""
		if self.is_end_promised():
			end = get_datetime(self.expected_end).replace(microsecond=0)
			self.expected_end, self.alarm_at = end, core.alarm_at(end, get_setting("outing_margin_minutes"))
			self.told_at, self.status = None, core.OUT

	def come_back(self, visit: str | None = None) -> None:
		"""Close the outing by the site's clock. visit: the name of the saved visit that closes it.

		A closed outing stays as it is. Raises SomebodyElsesWorkError.
		"""
		self.validate_is_own_outing()
		if self.status == core.BACK:
			return
		was_missed = self.status == core.MISSED
		self.returned_at, self.status = now_datetime().replace(microsecond=0), core.BACK
		self.closed_by = visit or frappe.utils.get_fullname()
		self.flags.by_the_clock = True
		# Whoever is back says so, also where the office has made a field mandatory while they were out.
		self.flags.ignore_mandatory = True
		# Safe: the worker, coordinator or head (above). Workers who have left the case meanwhile may close theirs too.
		self.save(ignore_permissions=True)
		if was_missed:
			notify_of_return(self)
