import frappe
from frappe import _
from frappe.utils import getdate

from opsfamily.case_document import CaseDocument, running_version
from opsfamily.core.outcomes import PENDING, WITHDRAWN
from opsfamily.exceptions import EmptyDocumentError, FamilyMovedError, OutcomeError
from opsfamily.ops_casework.doctype.scheduled_action.scheduled_action import settle

TAKEN_OVER = ("party", "party_name", "action", "due_date", "outcome", "remark")


class WorkPlanEvaluation(CaseDocument):
	"""The evaluation of the work plan (paper F3): the schedule's actions with their outcomes.

	An action whose day has not come yet may stay pending; every other one needs its outcome.
	"""

	def before_insert(self):
		super().before_insert()
		self.take_over_actions()

	def take_over_actions(self):
		"""The schedule's actions with their outcomes, as they stand now."""
		if self.actions:
			return
		# get_list: whoever may not read the actions gets none.
		for action in frappe.get_list(
			"Scheduled Action",
			filters={"schedule": self.schedule, "outcome": ["!=", WITHDRAWN]},
			fields=["name", *TAKEN_OVER],
			order_by="party, due_date, name",
			limit_page_length=0,
		):
			self.append("actions", {"scheduled_action": action.pop("name"), **action})

	def validate(self):
		self.refuse_future("meeting_date")
		self.require_same_family("Action Schedule", self.schedule, "schedule")
		self.validate_actions_of_schedule()

	def validate_actions_of_schedule(self):
		"""Raises FamilyMovedError for a row of another schedule, so that no outcome is written elsewhere."""
		own = frappe.get_all(
			"Scheduled Action", filters={"schedule": self.schedule}, pluck="name", order_by="name"
		)
		for row in self.actions:
			if row.scheduled_action not in own:
				frappe.throw(
					_("{0} is not of this schedule.").format(self.label_of("scheduled_action", row)),
					FamilyMovedError,
				)

	def before_submit(self):
		self.validate_schedule_is_running()
		self.validate_outcomes()
		self.validate_decision()

	def validate_schedule_is_running(self):
		if self.schedule != running_version("Action Schedule", self.family):
			frappe.throw(_("{0} is not the running schedule.").format(self.schedule), OutcomeError)

	def validate_outcomes(self):
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
		if not self.decision:
			frappe.throw(_("{0} is missing.").format(self.label_of("decision")), EmptyDocumentError)

	def on_submit(self):
		self.write_outcomes_back()

	def write_outcomes_back(self):
		for row in self.actions:
			if row.outcome != PENDING:
				settle(row.scheduled_action, row.outcome, row.remark)
