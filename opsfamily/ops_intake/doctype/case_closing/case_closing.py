from collections.abc import Iterable
from datetime import date

import frappe
from frappe import ValidationError, _
from frappe.utils import cint, get_fullname, getdate

from opsfamily.arguments import as_day, refuse_missing
from opsfamily.case.closing import get_standing_closing
from opsfamily.case.document import CaseDocument
from opsfamily.case.facts import bases_held, show_facts
from opsfamily.case.locks import read_now
from opsfamily.core import closing as core
from opsfamily.core.assignments import ASSISTANT
from opsfamily.core.basis import is_for_life_only
from opsfamily.core.outcomes import DONE, PENDING
from opsfamily.core.timesheet import get_place
from opsfamily.exceptions import NotClosedError, NotHeadError, ReasonMissingError
from opsfamily.ops_paper.values import paper_date, paper_month
from opsfamily.permissions.rule import is_deputy, is_head


class CardNotAcceptedError(ValidationError):
	"""A month of the family has no accepted card, so the case cannot be closed."""


class FinalAssessmentError(ValidationError):
	"""A closing needs a submitted final assessment of its own, unless the family is gone."""


class SecondClosingError(ValidationError):
	"""The case is closed already; it is reopened before it is closed again."""


class ClosingDateError(ValidationError):
	"""The closing day does not fit: contacts or assignments lie after it, or monitoring ends before it."""


class ClosingInUseError(ValidationError):
	"""A closing cannot be cancelled after monitoring has begun or the case was reopened."""


class OpenTasksError(ValidationError):
	"""A task delegated to a specialist is still pending, so the case cannot be closed."""


# Written by this controller alone, whatever a client sends.
RULED_FIELDS = (
	"monitoring_status",
	"reopened_on",
	"reopened_by",
	"reopened_by_name",
	"reopened_as_deputy",
	"reopening_reason",
	"late_until",
	"late_opened_by",
	"late_opened_by_name",
	"late_opened_as_deputy",
	"late_reason",
)


class CaseClosing(CaseDocument):
	"""The end of the work with a family: why, what was reached, who stays for monitoring.

	Submitting it ends the running Case Assignments (except those kept for monitoring), settles pending actions
	and sets the family's status. Only the head reopens; the closing stays as part of the history.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from opsfamily.ops_intake.doctype.closing_action.closing_action import ClosingAction
		from opsfamily.ops_intake.doctype.closing_person.closing_person import ClosingPerson

		actions: DF.Table[ClosingAction]
		amended_from: DF.Link | None
		asks_office: DF.Check
		closing_date: DF.Date
		family: DF.Link
		family_gone: DF.Check
		final_assessment: DF.Link | None
		monitoring_status: DF.Literal["", "Monitoring Runs", "Monitoring Done", "Monitoring Interrupted"]
		monitoring_until: DF.Date | None
		late_opened_as_deputy: DF.Check
		late_opened_by: DF.Link | None
		late_opened_by_name: DF.Data | None
		late_reason: DF.SmallText | None
		late_until: DF.Date | None
		moved_to: DF.Data | None
		moved_where: DF.Literal["", "Not Established", "Abroad"]
		naming_series: DF.Literal["ZAM-.YYYY.-.####"]
		people: DF.Table[ClosingPerson]
		reason: DF.Link
		reopened_as_deputy: DF.Check
		reopened_by: DF.Link | None
		reopened_by_name: DF.Data | None
		reopened_on: DF.Date | None
		reopening_reason: DF.SmallText | None
		representative: DF.Data | None
		statistical_class: DF.Literal[
			"",
			"Goal Reached",
			"Family Stopped Cooperating",
			"Consent Withdrawn or Never Given",
			"No Effects",
			"Change of Method",
			"Moved",
			"Child Placed",
			"No Minor Child Left",
			"„Za życiem” Ended",
			"Death",
			"Court",
			"Other Reason",
		]
		summary: DF.Text | None
	# end: auto-generated types

	def validate(self):
		self.update(dict.fromkeys(RULED_FIELDS))
		self.refuse_future("closing_date")
		self.validate_only_closing()
		self.validate_monitoring_end()
		self.require_same_family("Family Assessment", self.final_assessment, "final_assessment")
		self.take_over_people()
		self.take_over_actions()

	def validate_only_closing(self):
		"""Refuse a second closing of a closed case (SecondClosingError)."""
		other = get_standing_closing(self.family, excluding=self.name, lock=True)
		if other:
			frappe.throw(
				_("The case of this family is closed already by {0}.").format(frappe.bold(other)),
				SecondClosingError,
			)

	def validate_monitoring_end(self):
		self.refuse_before("monitoring_until", "closing_date", ClosingDateError)

	def take_over_people(self):
		"""List everybody whose assignment runs beyond the closing day; users only choose who stays.

		By default the assistant stays: monitoring is the assistant's task (art. 15).
		"""
		ticks = {row.case_assignment: cint(row.kept_for_monitoring) for row in self.people}
		self.set("people", [])
		for assignment in self.get_assignments_beyond():
			by_default = int(assignment.part == ASSISTANT)
			kept = ticks.get(assignment.name, by_default) if self.monitoring_until else 0
			self.append("people", self.make_person_row(assignment, kept))

	def get_assignments_beyond(self) -> list:
		"""Return assignments that run beyond the closing day, oldest first."""
		# The rule is about every assignment of the family, whoever writes the closing.
		fields = ["name", "full_name", "part", "from_date", "until_date"]
		assignments = read_now("Case Assignment", {"family": self.family}, fields, "from_date, creation")
		day = getdate(self.closing_date)
		return [row for row in assignments if not row.until_date or row.until_date > day]

	def make_person_row(self, assignment, kept: int) -> dict:
		days = (getdate(self.closing_date), bool(kept), self.get_monitoring_end(), assignment.until_date)
		return {
			"case_assignment": assignment.name,
			"full_name": assignment.full_name,
			"part": assignment.part,
			"kept_for_monitoring": kept,
			"until_before": assignment.until_date,
			"ends_on": core.ends_on(*days),
		}

	def take_over_actions(self):
		"""List every pending action with the chosen outcome, else the one that its due date suggests."""
		chosen = {row.scheduled_action: (row.outcome, row.remark) for row in self.actions}
		self.set("actions", [])
		for action in self.get_pending_actions():
			outcome, remark = chosen.get(action.name, (None, action.remark))
			proposed = core.proposed_outcome(action.due_date, getdate(self.closing_date))
			row = {"scheduled_action": action.name, "outcome": outcome or proposed, "remark": remark}
			self.append("actions", {**row, **{key: action[key] for key in ("party", "action", "due_date")}})

	def get_pending_actions(self) -> list:
		"""Return the family's pending actions."""
		filters = {"family": self.family, "outcome": PENDING}
		fields = ["name", "party", "action", "due_date", "remark"]
		return read_now("Scheduled Action", filters, fields, "party, due_date, name")

	def before_submit(self):
		self.require("summary")
		if self.asks_office and not self.moved_where:
			self.require("moved_to")
		self.validate_final_assessment()
		self.validate_nothing_after()
		self.validate_cards()
		self.validate_no_open_tasks()
		self.set_monitoring_status()

	def validate_final_assessment(self):
		"""Refuse a closing without its own final assessment (FinalAssessmentError).

		None is needed where the family is gone, or where the work rests on „Za życiem” alone.
		"""
		if not self.final_assessment:
			held = bases_held(self.family, getdate(self.closing_date))
			if not (self.family_gone or is_for_life_only(held)):
				self.require("final_assessment", FinalAssessmentError)
			return
		fields = ["kind", "docstatus", "without_meeting"]
		assessment = frappe.db.get_value("Family Assessment", self.final_assessment, fields, as_dict=True)
		if not assessment or (assessment.kind, assessment.docstatus) != ("Final", 1):
			self.refuse_assessment(_("{0}: choose a submitted assessment of the kind “Final”."))
		if assessment.without_meeting and not self.may_rest_on_files():
			self.refuse_assessment(_("{0}: with this reason the family is met for the final assessment."))
		used = {"final_assessment": self.final_assessment, "docstatus": 1, "name": ["!=", self.name]}
		if frappe.db.get_value("Case Closing", used, for_update=True):
			self.refuse_assessment(_("{0}: an earlier closing rests on it. Make a new one."))

	def may_rest_on_files(self) -> bool:
		"""Return whether an assessment from the files is enough: where the family cannot be met."""
		return bool(frappe.db.get_value("Closing Reason", self.reason, "assessment_from_files"))

	def refuse_assessment(self, message: str):
		"""Throw FinalAssessmentError. message: with the field's label as {0}."""
		frappe.throw(message.format(self.label_of("final_assessment")), FinalAssessmentError)

	def validate_nothing_after(self):
		"""Refuse a closing before the last contact or before an assignment begins (ClosingDateError)."""
		after = {"family": self.family, "visit_date": [">", self.closing_date]}
		latest = read_now("Family Visit", after, ["visit_date"], "visit_date desc")
		visit = latest[0].visit_date if latest else None
		if visit:
			self.refuse_day(_("{0} lies before the last contact with the family ({1})."), paper_date(visit))
		for row in self.get_assignments_beyond():
			if row.from_date > getdate(self.closing_date):
				self.refuse_day(
					_("{0} lies before the assignment of {1} begins ({2})."),
					frappe.bold(row.full_name),
					paper_date(row.from_date),
				)

	def refuse_day(self, message: str, *values: str):
		"""Throw ClosingDateError. message: with the field's label as {0}, then the values."""
		frappe.throw(message.format(self.label_of("closing_date"), *values), ClosingDateError)

	def validate_cards(self):
		"""Refuse while monthly cards are not accepted, and name their months (CardNotAcceptedError)."""
		months = get_unaccepted_months(self.family)
		if months:
			frappe.throw(
				_("The cards of these months are not accepted: {0}.").format(
					frappe.bold(", ".join(map(paper_month, months)))
				),
				CardNotAcceptedError,
			)

	def validate_no_open_tasks(self):
		"""Refuse while delegated tasks are pending (OpenTasksError)."""
		# Every task of the family that is closed.
		pending = {"family": self.family, "outcome": PENDING}
		tasks = [row.name for row in read_now("Delegated Task", pending, ["name"], order_by="due_date, name")]
		if tasks:
			frappe.throw(
				_(
					"Tasks delegated to specialists are still pending: {0}. Write or withdraw them first."
				).format(", ".join(frappe.bold(name) for name in tasks)),
				OpenTasksError,
			)

	def set_monitoring_status(self):
		"""Set whether monitoring runs or is over already; leave it empty without monitoring."""
		if self.monitoring_until:
			is_over = core.monitoring_is_over(self.get_monitoring_end(), getdate())
			self.monitoring_status = core.MONITORING_DONE if is_over else core.MONITORING_RUNS

	def get_monitoring_end(self) -> date | None:
		return getdate(self.monitoring_until) if self.monitoring_until else None

	def on_submit(self):
		self.end_assignments()
		self.settle_actions()
		show_facts(self.family)

	def end_assignments(self):
		"""Set the last day of every assignment that ran beyond the closing."""
		for row in self.people:
			self.write_until(row.case_assignment, row.ends_on)

	def write_until(self, name: str, until):
		assignment = frappe.get_doc("Case Assignment", name)
		if assignment.until_date != (getdate(until) if until else None):
			assignment.until_date = until
			assignment.save()

	def settle_actions(self):
		"""Write the chosen outcomes to the family's actions."""
		for row in self.actions:
			done_on = self.closing_date if row.outcome == DONE else None
			self.write_outcome(
				row.scheduled_action, {"outcome": row.outcome, "remark": row.remark, "done_on": done_on}
			)

	def write_outcome(self, name: str, values: dict):
		action = frappe.get_doc("Scheduled Action", name)
		action.update(values)
		# Withdrawing is otherwise left to a new version of the schedule; here the whole case ends.
		action.flags.agreed_by_schedule = True
		# The outcome is of the day on which the work ended, whenever the closing is submitted.
		action.flags.evaluated_on = getdate(self.closing_date)
		action.save()

	def before_update_after_submit(self):
		self.keep_ruled_fields()

	def before_cancel(self):
		self.keep_ruled_fields()
		super().before_cancel()
		self.validate_not_reopened()
		self.validate_no_monitoring_contact()

	def keep_ruled_fields(self):
		"""Restore fields that only closing and reopening may set."""
		if not self.flags.by_rule:
			before = self.get_doc_before_save()
			self.update({fieldname: before.get(fieldname) for fieldname in RULED_FIELDS})

	def validate_not_reopened(self):
		"""Refuse after the case was reopened (ClosingInUseError)."""
		if self.reopened_on:
			frappe.throw(
				_("The case was reopened on {0}, so this closing is history and cannot be cancelled.").format(
					paper_date(self.reopened_on)
				),
				ClosingInUseError,
			)

	def validate_no_monitoring_contact(self):
		"""Refuse after a monitoring contact was written (ClosingInUseError)."""
		contact = frappe.db.get_value("Monitoring Contact", {"closing": self.name}, for_update=True)
		if contact:
			frappe.throw(
				_(
					"Monitoring has begun (contact {0}), so the closing cannot be cancelled. The head may reopen the case."
				).format(frappe.bold(contact)),
				ClosingInUseError,
			)

	def on_cancel(self):
		"""Restore assignments and actions that nobody has changed since the closing."""
		self.restore_assignments()
		self.restore_actions()
		show_facts(self.family)

	def restore_assignments(self):
		for row in self.people:
			until = frappe.db.get_value("Case Assignment", row.case_assignment, "until_date")
			if until == getdate(row.ends_on):
				self.write_until(row.case_assignment, row.until_before)

	def restore_actions(self):
		for row in self.actions:
			if frappe.db.get_value("Scheduled Action", row.scheduled_action, "outcome") == row.outcome:
				self.write_outcome(row.scheduled_action, {"outcome": PENDING, "done_on": None})

	def reopen(self, reason: str):
		"""Reopen the case for a reason, as the head; users then make assignments and a schedule version anew.

		Raises NotHeadError, NotClosedError or ReasonMissingError.
		"""
		self.validate_head()
		self.validate_in_force()
		if not (reason or "").strip():
			refuse_missing(self.label_of("reopening_reason"), ReasonMissingError)
		user = frappe.session.user
		self.update({"reopened_on": getdate(), "reopened_by": user, "reopened_by_name": get_fullname(user)})
		self.reopened_as_deputy = int(is_deputy(user))
		self.reopening_reason = reason
		if self.monitoring_status == core.MONITORING_RUNS:
			self.monitoring_status = core.MONITORING_INTERRUPTED
		self.save_by_rule()
		show_facts(self.family)

	def open_late_entries(self, until: str, reason: str):
		"""Open entries of days before the closing until a day, for a reason, as the head.

		Raises NotHeadError, NotClosedError, ReasonMissingError or ClosingDateError.
		"""
		self.validate_head()
		self.validate_in_force()
		if not (reason or "").strip():
			refuse_missing(self.label_of("late_reason"), ReasonMissingError)
		last = as_day(until, self.label_of("late_until"))
		if last < getdate():
			frappe.throw(_("{0} has passed.").format(self.label_of("late_until")), ClosingDateError)
		user = frappe.session.user
		self.update({"late_until": last, "late_reason": reason})
		self.update({"late_opened_by": user, "late_opened_by_name": get_fullname(user)})
		self.late_opened_as_deputy = int(is_deputy(user))
		self.save_by_rule()

	def validate_head(self):
		"""Refuse users who are not the head (NotHeadError)."""
		if not is_head(frappe.session.user):
			frappe.throw(_("Only the head of the centre reopens a case."), NotHeadError)

	def validate_in_force(self):
		"""Refuse a closing that is not submitted or was reopened (NotClosedError)."""
		if not self.docstatus.is_submitted() or self.reopened_on:
			frappe.throw(_("{0} is not in force.").format(frappe.bold(self.name)), NotClosedError)

	def end_monitoring(self):
		"""Close the case for good, from the last day of monitoring."""
		self.monitoring_status = core.MONITORING_DONE
		self.save_by_rule()
		show_facts(self.family)

	def save_by_rule(self):
		"""Save with the fields that users cannot set."""
		self.flags.by_rule = True
		self.save()
		self.flags.by_rule = False


def get_unaccepted_months(family: str) -> list[str]:
	"""Return the family's months (`2026-10`) whose card is missing or not accepted."""
	return core.unaccepted_months(get_visit_months(family), get_card_states(family))


def get_visit_months(family: str) -> Iterable[tuple[str, tuple]]:
	"""Return (month, place of the card) of the family's contacts."""
	# Every contact counts, whoever closes the case.
	fields = ["family", "month", "assistant"]
	rows = read_now("Family Visit", {"family": family}, fields, "month, assistant, name")
	return [(row.month, get_place(row)) for row in rows]


def get_card_states(family: str) -> Iterable[tuple[str, tuple, str]]:
	"""Return (month, place, what the state means) of the family's cards that are not cancelled."""
	# Every card counts, whoever closes the case.
	live = {"family": family, "docstatus": ["!=", 2]}
	fields = ["family", "month", "assistant", "state_meaning"]
	rows = read_now("Assistant Timesheet", live, fields, "month, name")
	return [(row.month, get_place(row), row.state_meaning) for row in rows]
