import frappe
from frappe import ValidationError, _
from frappe.utils import getdate

from opsfamily.case.closing import get_standing_closing
from opsfamily.case.document import CaseDocument
from opsfamily.exceptions import NotClosedError
from opsfamily.ops_paper.values import paper_date


class MonitoringPeriodError(ValidationError):
	"""A day lies outside the time from the closing to the end of monitoring."""


class MonitoringContact(CaseDocument):
	"""One contact with a family after the work has ended, until the day on which monitoring ends."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		closing: DF.Link
		contact_date: DF.Date
		family: DF.Link
		finding: DF.Text
		kind: DF.Link
		naming_series: DF.Literal["MON-.YYYY.-.####"]
		next_on: DF.Date | None
		representative: DF.Data | None
		worker: DF.Link | None
		worker_name: DF.Data | None
	# end: auto-generated types

	def before_insert(self):
		super().before_insert()
		self.closing = self.closing or get_standing_closing(self.family)
		self.validate_case_is_closed()

	def validate_case_is_closed(self):
		"""Refuse a contact with a family whose case is not closed (NotClosedError)."""
		if not self.closing or self.closing != get_standing_closing(self.family, lock=True):
			frappe.throw(
				_("{0}: the case of this family is not closed, so there is nothing to monitor.").format(
					self.label_of("closing")
				),
				NotClosedError,
			)

	def validate(self):
		self.require("closing")
		self.require_same_family("Case Closing", self.closing, "closing")
		self.refuse_future("contact_date")
		self.validate_period()
		self.validate_next_contact()
		self.validate_finding()

	def validate_period(self):
		"""Refuse a contact before the closing or after the end of monitoring (MonitoringPeriodError)."""
		closed, until = self.get_days_of_closing()
		if not until:
			frappe.throw(
				_("The closing {0} asks for no monitoring.").format(self.closing), MonitoringPeriodError
			)
		if getdate(self.contact_date) < closed:
			self.refuse("contact_date", _("{0} lies before the closing ({1})."), closed)
		if getdate(self.contact_date) > until:
			self.refuse("contact_date", _("{0} lies after the end of monitoring ({1})."), until)

	def validate_next_contact(self):
		"""Refuse a next day before this contact or after the end of monitoring (MonitoringPeriodError)."""
		if not self.next_on:
			return
		_closed, until = self.get_days_of_closing()
		if getdate(self.next_on) < getdate(self.contact_date):
			self.refuse("next_on", _("{0} lies before this contact ({1})."), self.contact_date)
		if getdate(self.next_on) > until:
			self.refuse("next_on", _("{0} lies after the end of monitoring ({1})."), until)

	def refuse(self, fieldname: str, message: str, day):
		"""Throw MonitoringPeriodError. message: with the field's label as {0} and the day as {1}."""
		frappe.throw(message.format(self.label_of(fieldname), paper_date(day)), MonitoringPeriodError)

	def get_days_of_closing(self) -> tuple:
		"""Return the closing day and the last day of monitoring (or None)."""
		return frappe.db.get_value("Case Closing", self.closing, ["closing_date", "monitoring_until"])

	def validate_finding(self):
		self.require("finding")
