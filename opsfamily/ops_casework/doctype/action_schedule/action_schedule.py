import frappe
from frappe import ValidationError, _
from frappe.utils import getdate

from opsfamily.case.document import RUNNING, VersionedDocument, get_running_version
from opsfamily.case.office_columns import copy_shared_columns
from opsfamily.core.outcomes import DONE, EVALUATED, PENDING, WITHDRAWN, carry_over
from opsfamily.exceptions import EmptyDocumentError
from opsfamily.ops_teamwork.doctype.case_conference import actions as conference_actions


class PlanNotSubmittedError(ValidationError):
	"""A schedule cannot be submitted before its plan."""


class EvaluationDateError(ValidationError):
	"""The evaluation date is missing, or before the schedule."""


AGREED_FIELDS = ("party", "party_name", "action", "due_date", "expected_effect", "responsible")


class ActionSchedule(VersionedDocument):
	"""The schedule of agreed actions with their expected effects (paper F2 part II; art. 15(3)).

	The rows stay as they were signed; submitting makes a Scheduled Action of each, which holds its progress. One
	schedule per family is running.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from opsfamily.ops_casework.doctype.agreed_action.agreed_action import AgreedAction

		actions: DF.Table[AgreedAction]
		amended_from: DF.Link | None
		evaluation_date: DF.Date | None
		family: DF.Link
		naming_series: DF.Literal["HARM-.YYYY.-.####"]
		plan: DF.Link
		refused_by: DF.SmallText | None
		replaces: DF.Link | None
		representative: DF.Data | None
		scan: DF.Attach | None
		schedule_date: DF.Date
		signed_on: DF.Date | None
		status: DF.Literal["Draft", "Running", "Replaced", "Cancelled"]
	# end: auto-generated types

	def validate(self):
		self.set_draft_status()
		self.require_same_family("Family Work Plan", self.plan, "plan")
		self.refuse_future("schedule_date")
		self.validate_other_parties()
		self.validate_evaluation_date()
		self.set_action_keys()
		self.warn_without_evaluation_date()
		if self.docstatus.is_draft():
			self.validate_replaced_version()

	def validate_other_parties(self):
		"""Refuse another party without a name (EmptyDocumentError)."""
		for row in self.actions:
			if row.party == "Other Party":
				self.require("party_name", row=row)

	def validate_evaluation_date(self):
		"""Refuse an evaluation before the schedule (EvaluationDateError)."""
		self.refuse_before("evaluation_date", "schedule_date", EvaluationDateError)

	def warn_without_evaluation_date(self):
		"""Tell whoever writes a draft that its evaluation day is missing, before it is printed and signed."""
		if self.docstatus.is_draft() and not self.evaluation_date:
			frappe.msgprint(
				_("The schedule has no day of its evaluation yet."), indicator="orange", alert=True
			)

	def set_action_keys(self):
		"""Give every row a key, which an action keeps through all versions; a copied row gets a new one."""
		used = set()
		for row in self.actions:
			if not row.action_key or row.action_key in used:
				row.action_key = frappe.generate_hash(length=10)
			used.add(row.action_key)

	def before_submit(self):
		self.validate_has_actions()
		self.validate_evaluation_date_is_set()
		self.validate_plan_is_submitted()
		self.validate_replaced_version()
		self.validate_only_running_version()

	def validate_has_actions(self):
		"""Refuse a schedule without actions (EmptyDocumentError)."""
		if not self.actions:
			frappe.throw(_("{0} has no row.").format(self.label_of("actions")), EmptyDocumentError)

	def validate_evaluation_date_is_set(self):
		"""Refuse a schedule without an evaluation date (EvaluationDateError)."""
		self.require("evaluation_date", EvaluationDateError)

	def validate_plan_is_submitted(self):
		"""Refuse a schedule whose plan is not running (PlanNotSubmittedError)."""
		if frappe.db.get_value("Family Work Plan", self.plan, "status", for_update=True) != RUNNING:
			frappe.throw(
				_("Submit the work plan {0} first; only a running plan has a schedule.").format(self.plan),
				PlanNotSubmittedError,
			)

	def on_submit(self):
		self.start_running()
		self.write_scheduled_actions()

	def on_cancel(self):
		was_running = self.status == RUNNING
		self.stop_running()
		if was_running:
			self.withdraw(self.get_pending_actions())
			self.resume_replaced_schedule()

	def resume_replaced_schedule(self):
		"""Write the Scheduled Actions of the replaced schedule, which runs again."""
		if self.replaces:
			frappe.get_doc("Action Schedule", self.replaces).write_scheduled_actions()

	def write_scheduled_actions(self):
		"""Make the Scheduled Actions of the rows, take pending ones over by key, withdraw the rest.

		Decisions of conferences are no rows of a schedule: they are taken over, not withdrawn.
		"""
		known, rows = self.get_latest_actions(), {row.action_key: row for row in self.actions}
		ended = self.keep_ended_actions(known, rows)
		outcomes = {
			key: action.outcome for key, action in known.items() if key in rows or not action.conference
		}
		step = carry_over(outcomes, [key for key in rows if key not in ended])
		for key in step.made:
			self.write_action(frappe.new_doc("Scheduled Action"), rows[key], PENDING)
		for key in step.carried:
			self.write_action(frappe.get_doc("Scheduled Action", known[key].name), rows[key], PENDING)
		self.withdraw([known[key].name for key in step.withdrawn])
		conference_actions.take_over(self, set(rows))

	def keep_ended_actions(self, known: dict, rows: dict) -> set[str]:
		"""Take over actions that ended under a cancelled schedule, with their outcomes, and return their keys.

		An ended action of this schedule is not started again.
		"""
		# get_all: the user who submits this one may not read every cancelled schedule.
		filters = {"family": self.family, "docstatus": 2}
		schedules = {
			self.name,
			*frappe.get_all("Action Schedule", filters=filters, pluck="name", order_by="name"),
		}
		ended = {
			key
			for key in rows
			if key in known and known[key].schedule in schedules and known[key].outcome in EVALUATED
		}
		for key in ended:
			self.write_action(
				frappe.get_doc("Scheduled Action", known[key].name), rows[key], known[key].outcome
			)
		return ended

	def get_latest_actions(self) -> dict:
		"""Return key → the family's latest Scheduled Action; one of this schedule goes before later ones.

		get_all: the rule looks at all of them.
		"""
		actions = frappe.get_all(
			"Scheduled Action",
			filters={"family": self.family},
			fields=["name", "action_key", "outcome", "schedule", "conference"],
			order_by="creation asc, name asc",
		)
		actions.sort(key=lambda action: action.schedule == self.name)
		return {action.action_key: action for action in actions}

	def write_action(self, action, row, outcome: str):
		"""Save a Scheduled Action with the values of a row."""
		action.update({fieldname: row.get(fieldname) for fieldname in AGREED_FIELDS})
		copy_shared_columns(row, row.doctype, action)
		# It may have been marked while the action went on.
		action.competence_area = row.competence_area or action.competence_area
		action.update(
			{
				"family": self.family,
				"schedule": self.name,
				"action_key": row.action_key,
				"start_date": self.schedule_date,
				"outcome": outcome,
			}
		)
		self.save_action(action)

	def get_pending_actions(self) -> list[str]:
		"""Return the pending actions of this schedule; decisions of conferences stay pending for the next one."""
		# get_all: they belong to this schedule, which the user was allowed to cancel.
		return frappe.get_all(
			"Scheduled Action",
			filters={"schedule": self.name, "outcome": PENDING, "conference": ["is", "not set"]},
			pluck="name",
			order_by="name",
		)

	def withdraw(self, names: list[str]):
		"""Withdraw the Scheduled Actions with these names."""
		for name in names:
			action = frappe.get_doc("Scheduled Action", name)
			action.outcome = WITHDRAWN
			self.save_action(action)

	def save_action(self, action):
		action.flags.agreed_by_schedule = True
		# Safe: nobody has the right to create Scheduled Actions by hand; they follow a schedule that the
		# user was allowed to submit or cancel, and belong to its family.
		action.save(ignore_permissions=True)

	def clear_for_new_version(self):
		"""Clear the actions that are done, the evaluation date, and a plan that was replaced meanwhile; begin with today."""
		done = {key for key, action in self.get_latest_actions().items() if action.outcome == DONE}
		self.set("actions", [row for row in self.actions if row.action_key not in done])
		self.schedule_date, self.evaluation_date = getdate(), None
		self.plan = get_running_version("Family Work Plan", self.family) or self.plan
