import frappe
from frappe import ValidationError, _
from frappe.utils import getdate

from opsfamily.case.document import CaseDocument
from opsfamily.core.outcomes import DONE, PENDING, WITHDRAWN
from opsfamily.exceptions import OutcomeError


class AgreedActionChangedError(ValidationError):
	"""An agreed action can be changed by a new version of its schedule only."""


AGREED_FIELDS = (
	"schedule",
	"conference",
	"action_key",
	"party",
	"party_name",
	"action",
	"due_date",
	"start_date",
	"expected_effect",
	"responsible",
)


class ScheduledAction(CaseDocument):
	"""The progress of an agreed action: its outcome, the day when it was done, a remark."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		action: DF.SmallText
		action_key: DF.Data | None
		competence_area: DF.Link | None
		conference: DF.Link | None
		done_on: DF.Date | None
		due_date: DF.Date | None
		expected_effect: DF.SmallText | None
		family: DF.Link
		naming_series: DF.Literal["DZIA-.YYYY.-.####"]
		outcome: DF.Literal["Pending", "Done", "Partly Done", "Not Done", "Withdrawn"]
		outcome_on: DF.Date | None
		party: DF.Literal["Family", "Family Assistant", "Social Worker", "Other Party"]
		party_name: DF.Data | None
		remark: DF.SmallText | None
		representative: DF.Data | None
		responsible: DF.Data | None
		schedule: DF.Link
		start_date: DF.Date | None
	# end: auto-generated types

	def validate(self):
		self.validate_agreed_is_unchanged()
		self.validate_withdrawal()
		self.set_done_on()
		self.set_outcome_on()
		self.refuse_future("done_on")
		self.refuse_future("outcome_on")

	def validate_agreed_is_unchanged(self):
		"""Refuse a change of what was agreed, except by a schedule (AgreedActionChangedError)."""
		if self.flags.agreed_by_schedule or self.is_new():
			return
		for fieldname in AGREED_FIELDS:
			if self.is_changed(fieldname):
				frappe.throw(
					_("{0} was agreed and is changed by a new version of the schedule only.").format(
						self.label_of(fieldname)
					),
					AgreedActionChangedError,
				)

	def validate_withdrawal(self):
		"""Refuse withdrawing an action, or changing a withdrawn one, by hand (AgreedActionChangedError)."""
		before = self.get_doc_before_save()
		if self.flags.agreed_by_schedule or not before or before.outcome == self.outcome:
			return
		if WITHDRAWN in (before.outcome, self.outcome):
			frappe.throw(
				_("An action is withdrawn by a new version of the schedule only."), AgreedActionChangedError
			)

	def set_done_on(self):
		"""Set the day of a done action unless one was typed: that of its evaluation, else today; clear it for a pending or
		withdrawn one."""
		if self.outcome in (PENDING, WITHDRAWN):
			self.done_on = None
		elif self.outcome == DONE and not self.done_on:
			self.done_on = self.flags.evaluated_on or getdate()

	def set_outcome_on(self):
		"""Set the day of the outcome: that of the meeting where it was evaluated, else when it was done, else today."""
		before = self.get_doc_before_save()
		self.outcome_on = before.outcome_on if before else None
		if self.outcome == PENDING:
			self.outcome_on = None
		elif self.flags.evaluated_on or self.is_changed("outcome"):
			self.outcome_on = self.flags.evaluated_on or self.done_on or getdate()

	def on_trash(self):
		"""Refuse deleting: an agreed action is withdrawn instead (AgreedActionChangedError)."""
		frappe.throw(_("A scheduled action cannot be deleted."), AgreedActionChangedError)


def settle(name: str, outcome: str, remark: str | None, day) -> None:
	"""Write an evaluated outcome and its remark on the action, as the user who evaluates.

	day: that of the meeting at which it was evaluated. Raises OutcomeError for an outcome that does not end the action.
	"""
	if outcome in (PENDING, WITHDRAWN):
		frappe.throw(_("The outcome of action {0} is missing.").format(name), OutcomeError)
	action = frappe.get_doc("Scheduled Action", name)
	if (action.outcome, action.remark or "") != (outcome, remark or ""):
		action.flags.evaluated_on = getdate(day)
		action.update({"outcome": outcome, "remark": remark})
		action.save()
