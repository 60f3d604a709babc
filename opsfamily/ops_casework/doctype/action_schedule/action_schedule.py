import frappe
from frappe import ValidationError, _

from opsfamily.case.document import RUNNING, VersionedDocument, get_running_version
from opsfamily.core.outcomes import DONE, EVALUATED, PENDING, WITHDRAWN, carry_over
from opsfamily.exceptions import EmptyDocumentError
from opsfamily.ops_teamwork.doctype.case_conference import actions as conference_actions


class PlanNotSubmittedError(ValidationError):
	"""A schedule is submitted after its plan."""


class EvaluationDateError(ValidationError):
	"""The evaluation date is missing, or before the schedule."""


AGREED_FIELDS = ("party", "party_name", "action", "due_date", "expected_effect", "responsible")


class ActionSchedule(VersionedDocument):
	"""Who does what until when, with the expected effect (paper F2 part II; art. 15(3)).

	The rows are what was agreed and stay as they were signed; each becomes a Scheduled Action at submit,
	which is how it goes. One schedule runs per family.
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
		if self.docstatus.is_draft():
			self.validate_replaced_version()

	def validate_other_parties(self):
		for row in self.actions:
			if row.party == "Other Party":
				self.require("party_name", row=row)

	def validate_evaluation_date(self):
		self.refuse_before("evaluation_date", "schedule_date", EvaluationDateError)

	def set_action_keys(self):
		"""A key stays with an action through all versions; a copied row does not take it along."""
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
		if not self.actions:
			frappe.throw(_("{0} has no row.").format(self.label_of("actions")), EmptyDocumentError)

	def validate_evaluation_date_is_set(self):
		self.require("evaluation_date", EvaluationDateError)

	def validate_plan_is_submitted(self):
		if frappe.db.get_value("Family Work Plan", self.plan, "status") != RUNNING:
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
			self.withdraw(self.pending_actions())
			self.resume_replaced_schedule()

	def resume_replaced_schedule(self):
		if self.replaces:
			frappe.get_doc("Action Schedule", self.replaces).write_scheduled_actions()

	def write_scheduled_actions(self):
		"""Make the Scheduled Actions of the rows, take pending ones over by key, withdraw the rest.

		What conferences decided is no row of a schedule, so it is taken along, not withdrawn.
		"""
		known, rows = self.known_actions(), {row.action_key: row for row in self.actions}
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
		"""What ended under a schedule that was cancelled as a mistake goes on here with its outcome.

		Answers the keys of all ended actions that are this schedule's own now: none is begun anew.
		"""
		# get_all: what was cancelled counts, whoever submits this one.
		filters = {"family": self.family, "docstatus": 2}
		own = {self.name, *frappe.get_all("Action Schedule", filters=filters, pluck="name", order_by="name")}
		ended = {
			key
			for key in rows
			if key in known and known[key].schedule in own and known[key].outcome in EVALUATED
		}
		for key in ended:
			self.write_action(
				frappe.get_doc("Scheduled Action", known[key].name), rows[key], known[key].outcome
			)
		return ended

	def known_actions(self) -> dict:
		"""The family's latest Scheduled Action of every key, this schedule's own first.

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
		action.update({fieldname: row.get(fieldname) for fieldname in AGREED_FIELDS})
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

	def pending_actions(self) -> list[str]:
		"""Its own; what a conference decided stays pending for the next schedule."""
		# get_all: they are of this schedule, which the user was allowed to cancel.
		return frappe.get_all(
			"Scheduled Action",
			filters={"schedule": self.name, "outcome": PENDING, "conference": ["is", "not set"]},
			pluck="name",
			order_by="name",
		)

	def withdraw(self, names: list[str]):
		for name in names:
			action = frappe.get_doc("Scheduled Action", name)
			action.outcome = WITHDRAWN
			self.save_action(action)

	def save_action(self, action):
		action.flags.agreed_by_schedule = True
		# Safe: nobody has the right to create Scheduled Actions by hand; they follow a schedule that the
		# user was allowed to submit or cancel, and belong to its family.
		action.save(ignore_permissions=True)

	def leave_behind(self):
		"""The actions that are done, the evaluation date, and a plan that was replaced meanwhile."""
		done = {key for key, action in self.known_actions().items() if action.outcome == DONE}
		self.set("actions", [row for row in self.actions if row.action_key not in done])
		self.evaluation_date = None
		self.plan = get_running_version("Family Work Plan", self.family) or self.plan
