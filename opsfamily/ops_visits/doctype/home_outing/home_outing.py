import frappe
from frappe import ValidationError, _
from frappe.utils import get_datetime, now_datetime

from opsfamily.case.document import CaseDocument
from opsfamily.core import outings as core
from opsfamily.exceptions import OutingEndError, SomebodyElsesWorkError
from opsfamily.office import get_setting
from opsfamily.ops_paper.values import paper_time
from opsfamily.ops_visits.doctype.home_outing.outings import get_open_outing, tell_of_return
from opsfamily.permissions.rule import can_see_section


class SecondOutingError(ValidationError):
	"""Nobody is out to two families at once."""


class OutingClosedError(ValidationError):
	"""Who has come back stays no longer."""


class ServerClockError(ValidationError):
	"""When somebody left and came back is what the site's clock says."""


# Written by the site's clock alone.
CLOCK_FIELDS = ("left_at", "returned_at", "closed_by", "alarm_at", "told_at", "status")


class HomeOuting(CaseDocument):
	"""Somebody has gone to a family's home, and is expected back."""

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
		"""Raises SomebodyElsesWorkError: only coordinator and head write, and close, another person's."""
		user = frappe.session.user
		if self.worker != user and not can_see_section(user):
			frappe.throw(
				_("{0}: you write your own outings only.").format(self.label_of("worker")),
				SomebodyElsesWorkError,
			)

	def validate_clock_fields(self):
		"""Raises ServerClockError for an hour of leaving, returning or telling that a client sent."""
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
		"""Raises OutingEndError for an end that has passed or is too far off, OutingClosedError after the return."""
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
		frappe.throw(message.format(self.label_of("expected_end"), limit), OutingEndError)

	def is_end_promised(self) -> bool:
		return self.is_new() or self.is_changed("expected_end")

	def validate_only_open_one(self):
		"""Raises SecondOutingError, with the way to close the first."""
		if not self.is_new():
			return
		# A second tap waits for the first one's end, and then finds its outing.
		frappe.db.get_value("User", self.worker, "name", for_update=True)
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
		"""A new promise is a new alarm: whoever was told is told again when it is not kept either."""
		if self.is_end_promised():
			end = get_datetime(self.expected_end).replace(microsecond=0)
			self.expected_end, self.alarm_at = end, core.alarm_at(end, get_setting("outing_margin_minutes"))
			self.told_at, self.status = None, core.OUT

	def come_back(self, visit: str | None = None) -> None:
		"""The worker is back, by the site's clock. visit: the one that was saved meanwhile.

		Nothing happens to an outing that has ended. Raises SomebodyElsesWorkError.
		"""
		self.validate_is_own_outing()
		if self.status == core.BACK:
			return
		was_missed = self.status == core.MISSED
		self.returned_at, self.status = now_datetime().replace(microsecond=0), core.BACK
		self.closed_by = visit or frappe.utils.get_fullname()
		self.flags.by_the_clock = True
		# Safe: own outings only (above). Also who has left the case meanwhile may say that they are safe.
		self.save(ignore_permissions=True)
		if was_missed:
			tell_of_return(self)
