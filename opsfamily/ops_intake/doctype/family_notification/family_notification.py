import frappe
from frappe import ValidationError, _
from frappe.utils import getdate

from opsfamily.case.document import CaseDocument
from opsfamily.case.facts import show_facts
from opsfamily.core import notifications
from opsfamily.core.meanings import BEING_WRITTEN
from opsfamily.exceptions import NotificationClosedError, ReasonMissingError
from opsfamily.office import get_setting


class BeforeNotificationError(ValidationError):
	"""The interview, the answer or the closing lies before the notification itself."""


CLOSING_FIELDS = ("closing_reason", "closing_code")
DAYS = ("interview_date", "answered_on", "closed_on")


class FamilyNotification(CaseDocument):
	"""A report to the office about a family in difficulty (zgłoszenie), and what the office did about it.

	Its state follows from the facts and is never typed. The person who reported is at permission level 1.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		analysis: DF.Text | None
		answer: DF.SmallText | None
		answer_due: DF.Date | None
		answered_on: DF.Date | None
		closed_on: DF.Date | None
		closing_code: DF.Literal[
			"",
			"No Difficulties Found",
			"Family Does Not Agree",
			"Other Support Is Enough",
			"Family Moved",
			"Referred to Another Body",
			"No Contact with the Family",
			"Other Reason",
		]
		closing_reason: DF.SmallText | None
		expects_answer: DF.Check
		family: DF.Link
		interview_date: DF.Date | None
		interview_due: DF.Date | None
		naming_series: DF.Literal["ZGL-.YYYY.-.####"]
		received_on: DF.Date
		reporter: DF.Data | None
		reporter_contact: DF.Data | None
		reporter_kind: DF.Link
		representative: DF.Data | None
		status: DF.Literal["Newly Reported", "Interview Done", "Request Made", "Closed Without Request"]
		subject: DF.Text
		urgency: DF.Literal["Ordinary", "Urgent"]
	# end: auto-generated types

	def validate(self):
		self.refuse_future("received_on")
		self.validate_days()
		self.validate_closing()
		self.set_interview_due()
		self.set_status()

	def validate_days(self):
		"""Refuse future days (FutureDateError) and days before the report (BeforeNotificationError)."""
		for fieldname in DAYS:
			self.refuse_future(fieldname)
			self.refuse_before(fieldname, "received_on", BeforeNotificationError)

	def validate_closing(self):
		"""Refuse to close without a reason (ReasonMissingError) or after a request (NotificationClosedError)."""
		if not self.closed_on:
			self.update(dict.fromkeys(CLOSING_FIELDS))
			return
		for fieldname in CLOSING_FIELDS:
			self.require(fieldname, ReasonMissingError)
		if request := self.get_request():
			frappe.throw(
				_("{0}: the request {1} was made from this notification.").format(
					self.label_of("closed_on"), frappe.bold(request)
				),
				NotificationClosedError,
			)

	def on_update(self):
		show_facts(self.family)

	def after_delete(self):
		show_facts(self.family)

	def get_request(self) -> str | None:
		"""Return the name of the request for an assistant that was sent from this notification."""
		sent = {"notification": self.name, "state_meaning": ["!=", BEING_WRITTEN], "docstatus": ["<", 2]}
		order = "creation desc"
		return frappe.db.get_value("Assistant Request", sent, "name", order_by=order, for_update=True)

	def set_interview_due(self):
		"""Set the last day for the interview, by urgency and the office's settings (days)."""
		urgent = self.urgency == notifications.URGENT
		days = get_setting("urgent_interview_days" if urgent else "interview_days")
		self.interview_due = notifications.interview_due(getdate(self.received_on), days)

	def set_status(self):
		self.status = self.get_state()

	def get_state(self) -> str:
		"""Return the state that follows from interview, request and closing."""
		return notifications.state_of(self.interview_date, bool(self.get_request()), self.closed_on)

	def update_status(self):
		"""Write the state that follows from the facts now; called by the request when it moves."""
		if self.status != self.get_state():
			self.db_set("status", self.get_state())
