"""The day of each action's outcome: that of the meeting at which it was evaluated; the unknown ones are listed."""

import frappe
from frappe.query_builder import Order
from frappe.utils import getdate

from opsfamily.core.outcomes import DONE, PENDING

ACTION = "Scheduled Action"


def execute() -> None:
	"""Date the outcomes that have no day: by the latest evaluation with this outcome, else by the day it was done."""
	evaluated, unknown = get_evaluations(), []
	# get_all: the patch works on the actions of every family.
	filters = {"outcome": ["!=", PENDING], "outcome_on": ["is", "not set"]}
	for action in frappe.get_all(ACTION, filters, ["name", "outcome", "done_on"], order_by="name"):
		meeting = evaluated.get((action.name, action.outcome))
		if not (meeting or action.done_on):
			unknown.append(action.name)
			continue
		values = {"outcome_on": meeting.meeting_date if meeting else action.done_on}
		if action.outcome == DONE and meeting and is_day_of_submitting(action, meeting):
			values["done_on"] = meeting.meeting_date
		frappe.db.set_value(ACTION, action.name, values, update_modified=False)
	if unknown:
		frappe.log_error(title="Actions whose outcome has no known day", message="\n".join(unknown))


def get_evaluations() -> dict[tuple[str, str], frappe._dict]:
	"""Return (action, outcome) → the latest submitted evaluation that has it."""
	row, evaluation = frappe.qb.DocType("Evaluated Action"), frappe.qb.DocType("Work Plan Evaluation")
	rows = (
		frappe.qb.from_(row)
		.join(evaluation)
		.on((row.parent == evaluation.name) & (row.parenttype == "Work Plan Evaluation"))
		.select(row.scheduled_action, row.outcome, evaluation.meeting_date, evaluation.modified)
		.where(evaluation.docstatus == 1)
		.orderby(evaluation.meeting_date, evaluation.creation, order=Order.asc)
	).run(as_dict=True)
	return {(each.scheduled_action, each.outcome): each for each in rows}


def is_day_of_submitting(action: frappe._dict, meeting: frappe._dict) -> bool:
	"""Return whether an action was dated by submitting its evaluation, which was after the meeting."""
	submitted, met = getdate(meeting.modified), getdate(meeting.meeting_date)
	return bool(action.done_on) and getdate(action.done_on) == submitted > met
