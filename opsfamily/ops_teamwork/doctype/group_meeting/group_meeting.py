import frappe
from frappe import _
from frappe.utils import getdate

from opsfamily.case.blank_times import BlankTimes
from opsfamily.case.document import ConfidentialDocument
from opsfamily.case.locks import read_now
from opsfamily.core.assignments import runs_on
from opsfamily.exceptions import PeriodError
from opsfamily.ops_paper.values import paper_date
from opsfamily.ops_teamwork.doctype.group_meeting.attendance import log_print


class GroupMeeting(BlankTimes, ConfidentialDocument):
	"""One meeting of a group, planned or held. Who came is written with each person's part in the group."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from_time: DF.Time | None
		meeting_date: DF.Date
		naming_series: DF.Literal["ZAJ-.YYYY.-.####"]
		note: DF.Text | None
		other_people: DF.Int
		place: DF.Data | None
		support_group: DF.Link
		to_time: DF.Time | None
		topic: DF.Data
	# end: auto-generated types

	def validate(self):
		self.validate_day()
		self.validate_moved()
		self.validate_order_of_times()

	def validate_day(self):
		"""Refuse a day on which the group does not run (PeriodError)."""
		period = frappe.db.get_value("Support Group", self.support_group, ["from_date", "until_date"])
		if period and not runs_on(getdate(self.meeting_date), *period):
			frappe.throw(
				_("{0}: {1} does not run on {2}.").format(
					self.label_of("meeting_date"),
					frappe.bold(self.support_group),
					paper_date(self.meeting_date),
				),
				PeriodError,
			)

	def validate_moved(self):
		"""Refuse another day that does not fit the presences which are noted already (PeriodError)."""
		if self.is_new() or not self.is_changed("meeting_date"):
			return
		noted = read_now("Group Presence", {"meeting": self.name}, ["parent"])
		if noted and getdate(self.meeting_date) > getdate():
			frappe.throw(
				_("{0}: who came is noted already, so the meeting does not lie ahead.").format(
					self.label_of("meeting_date")
				),
				PeriodError,
			)
		for part in read_parts([row.parent for row in noted]):
			if not runs_on(getdate(self.meeting_date), part.from_date, part.until_date):
				frappe.throw(
					_("{0}: {1} is noted for this meeting and did not come to the group on {2}.").format(
						self.label_of("meeting_date"),
						frappe.bold(frappe.utils.escape_html(part.person)),
						paper_date(self.meeting_date),
					),
					PeriodError,
				)

	def on_update(self):
		if self.is_changed("meeting_date"):
			# Copied into the rows, from which lists and figures read it.
			values = {"meeting_date": self.meeting_date}
			frappe.db.set_value("Group Presence", {"meeting": self.name}, values, update_modified=False)

	def before_print(self, settings=None):
		"""Log the print for everybody who is named on the list."""
		super().before_print(settings)
		if not self.is_new():
			log_print(self)


def read_parts(names: list[str]) -> list[frappe._dict]:
	"""Return `person`, `from_date` and `until_date` of parts in a group, without a permission check: whoever may move the
	meeting leads the group, or sees the section."""
	filters = {"name": ["in", names or [""]]}
	return read_now("Group Participation", filters, ["person", "from_date", "until_date"])
