import frappe
from frappe import _
from frappe.utils import getdate

from opsfamily.case.document import CaseDocument, get_running_version
from opsfamily.case.office_columns import copy_shared_columns, get_shared_columns
from opsfamily.core.outcomes import PENDING, WITHDRAWN
from opsfamily.exceptions import FamilyMovedError, OutcomeError
from opsfamily.ops_casework.doctype.competence_area.course import (
	dump_marks,
	get_competences_html,
	read_marks,
)
from opsfamily.ops_casework.doctype.scheduled_action.scheduled_action import settle

AGREED_FIELDS = ("party", "party_name", "action", "due_date")
ACTION, ROW = "Scheduled Action", "Evaluated Action"


class WorkPlanEvaluation(CaseDocument):
	"""The evaluation of the work plan (paper F3): the schedule's actions with their outcomes.

	An action that is not due yet may stay pending; every other one needs an outcome.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from opsfamily.ops_casework.doctype.evaluated_action.evaluated_action import EvaluatedAction

		actions: DF.Table[EvaluatedAction]
		amended_from: DF.Link | None
		assistant_perspective: DF.Text | None
		competence_marks: DF.LongText | None
		decision: DF.Literal["", "Continue the Plan", "Change the Plan", "End the Work"]
		description: DF.Text | None
		family: DF.Link
		family_perspective: DF.Text | None
		meeting_date: DF.Date
		naming_series: DF.Literal["OCPL-.YYYY.-.####"]
		representative: DF.Data | None
		schedule: DF.Link
		social_worker_perspective: DF.Text | None
	# end: auto-generated types

	def onload(self):
		if not self.is_new():
			self.set_onload("competences", get_competences_html(self))

	def validate(self):
		self.refuse_future("meeting_date")
		self.require_same_family("Action Schedule", self.schedule, "schedule")
		self.validate_schedule_is_running()
		actions = self.get_actions_of_schedule()
		self.validate_actions_of_schedule(actions)
		self.take_over_actions(actions)
		self.set_competence_marks()

	def get_actions_of_schedule(self) -> dict:
		"""Return name → current action of the schedule.

		get_all: they belong to the family that is evaluated.
		"""
		actions = frappe.get_all(
			ACTION,
			filters={"schedule": self.schedule, "outcome": ["!=", WITHDRAWN]},
			fields=["name", *AGREED_FIELDS, *get_shared_columns(ACTION, ROW), "outcome", "remark"],
			order_by="party, due_date, name",
		)
		return {action.name: action for action in actions}

	def validate_actions_of_schedule(self, actions: dict):
		"""Refuse a row with an action of another schedule (FamilyMovedError)."""
		for row in self.actions:
			if row.scheduled_action not in actions:
				frappe.throw(
					_("{0} is not of this schedule.").format(self.label_of("scheduled_action", row)),
					FamilyMovedError,
				)

	def take_over_actions(self, actions: dict):
		"""Fill the rows with every action of the schedule once; only outcome and remark can be typed."""
		rows = {row.scheduled_action: row for row in reversed(self.actions)}
		self.set("actions", [])
		for name, action in actions.items():
			row = self.append("actions", rows.get(name) or {"scheduled_action": name})
			row.idx = len(self.actions)
			row.update({fieldname: action[fieldname] for fieldname in AGREED_FIELDS})
			copy_shared_columns(action, ACTION, row)
			if row.outcome in (None, "", PENDING):
				row.update({"outcome": action.outcome, "remark": row.remark or action.remark})

	def set_competence_marks(self):
		"""Keep how the family's competences stood at the meeting, whatever a client sends; frozen with the evaluation."""
		self.competence_marks = dump_marks(read_marks(self.family, getdate(self.meeting_date)))

	def before_submit(self):
		self.validate_outcomes()
		self.validate_decision()

	def validate_schedule_is_running(self):
		"""Refuse a schedule that is not the family's running one (OutcomeError)."""
		if self.schedule != get_running_version("Action Schedule", self.family, lock=True):
			frappe.throw(_("{0} is not the running schedule.").format(self.schedule), OutcomeError)

	def validate_outcomes(self):
		"""Refuse a due action that is still pending (OutcomeError)."""
		for row in self.actions:
			is_due = not row.due_date or getdate(row.due_date) <= getdate(self.meeting_date)
			if row.outcome == PENDING and is_due:
				frappe.throw(
					_("{0} is missing: the day of this action has passed.").format(
						self.label_of("outcome", row)
					),
					OutcomeError,
				)

	def validate_decision(self):
		"""Refuse submitting an evaluation without a decision (EmptyDocumentError)."""
		self.require("decision")

	def on_submit(self):
		self.write_outcomes_back()

	def write_outcomes_back(self):
		"""Write the outcomes on the Scheduled Actions."""
		for row in self.actions:
			if row.outcome != PENDING:
				settle(row.scheduled_action, row.outcome, row.remark, self.meeting_date)
