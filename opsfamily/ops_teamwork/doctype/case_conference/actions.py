"""Decisions of conferences as Scheduled Actions, which are withdrawn when their conference is cancelled.

They belong to the family's running schedule without being among its signed rows. A new version takes over the
pending ones; a cancelled schedule leaves them pending for the next one.
"""

from __future__ import annotations

import frappe
from frappe import _

from opsfamily.case.document import get_running_version
from opsfamily.case.people import get_person_on_case
from opsfamily.core.assignments import ASSISTANT, SOCIAL_WORKER
from opsfamily.core.outcomes import EVALUATED, PENDING, WITHDRAWN

# Part in the case → the party of an action.
PARTIES = {ASSISTANT: "Family Assistant", SOCIAL_WORKER: "Social Worker"}


def write_actions(conference) -> None:
	"""Write an action for every decision of a submitted conference; without a running schedule they wait for one."""
	schedule = get_running_version("Action Schedule", conference.family)
	if schedule:
		for row in conference.decisions:
			write_action(conference, row, schedule)
	elif conference.decisions:
		frappe.msgprint(
			_("No action schedule runs: the decisions become actions when one begins to run."),
			indicator="orange",
		)


def write_action(conference, row, schedule: str) -> None:
	"""Write the decision's action: a new one, or that of the cancelled conference which this one corrects."""
	known = _get_corrected_action(conference, row)
	action = frappe.get_doc("Scheduled Action", known) if known else frappe.new_doc("Scheduled Action")
	action.update(
		{
			"family": conference.family,
			"schedule": schedule,
			"conference": conference.name,
			"action_key": row.action_key,
			"action": row.what,
			"due_date": row.until_date,
			"start_date": conference.conference_date,
			"responsible": row.who,
			**_get_party(conference.family, row),
		}
	)
	if action.outcome in (None, "", WITHDRAWN):
		action.outcome = PENDING
	_save(action)
	# Not through the document: what follows from submitting it is no change in its history.
	frappe.db.set_value(
		"Conference Decision", row.name, "scheduled_action", action.name, update_modified=False
	)


def _get_corrected_action(conference, row) -> str | None:
	if not conference.amended_from:
		return None
	keys = {"conference": conference.amended_from, "action_key": row.action_key}
	return frappe.db.get_value("Scheduled Action", keys, "name")


def _get_party(family: str, row) -> dict:
	"""Return the schedule's party for the person or body in the decision's „who”."""
	if row.by_family:
		return {"party": "Family", "party_name": None}
	for part, party in PARTIES.items():
		person = get_person_on_case(family, part)
		if row.user and person and person.user == row.user:
			return {"party": party, "party_name": None}
	return {"party": "Other Party", "party_name": row.who}


def take_over(schedule, keys: set[str]) -> None:
	"""Move actions of conferences to the schedule (a document) that begins to run, or runs again.

	keys: action keys of the schedule's own rows, which it writes itself.
	"""
	for action in _get_movable_actions(schedule):
		if action.action_key not in keys and action.schedule != schedule.name:
			doc = frappe.get_doc("Scheduled Action", action.name)
			doc.schedule = schedule.name
			_save(doc)
	_write_waiting(schedule)


def _get_movable_actions(schedule) -> list:
	"""Return pending actions, and those that ended under a schedule that was cancelled as a mistake."""
	# get_all: of the family of the schedule, whoever submits it.
	actions = frappe.get_all(
		"Scheduled Action",
		filters={"family": schedule.family, "conference": ["is", "set"]},
		fields=["name", "action_key", "outcome", "schedule"],
		order_by="name",
	)
	cancelled = {"family": schedule.family, "docstatus": 2}
	mistakes = frappe.get_all("Action Schedule", filters=cancelled, pluck="name", order_by="name")
	return [
		action
		for action in actions
		if action.outcome == PENDING or (action.outcome in EVALUATED and action.schedule in mistakes)
	]


def _write_waiting(schedule) -> None:
	# get_all: of the family of the schedule, whoever submits it.
	held = {"family": schedule.family, "docstatus": 1}
	for name in frappe.get_all("Case Conference", filters=held, pluck="name", order_by="conference_date"):
		conference = frappe.get_doc("Case Conference", name)
		for row in conference.decisions:
			if not row.scheduled_action:
				write_action(conference, row, schedule.name)


def withdraw_actions(conference: str) -> None:
	"""Withdraw the pending actions of a cancelled conference; those that ended stay as they are."""
	pending = {"conference": conference, "outcome": PENDING}
	# get_all: of the conference that the user was allowed to cancel.
	for name in frappe.get_all("Scheduled Action", filters=pending, pluck="name", order_by="name"):
		action = frappe.get_doc("Scheduled Action", name)
		action.outcome = WITHDRAWN
		_save(action)


def _save(action) -> None:
	action.flags.agreed_by_schedule = True
	# Safe: nobody has the right to create Scheduled Actions by hand; they follow a conference or a schedule of
	# the same family that the user was allowed to submit or cancel.
	action.save(ignore_permissions=True)
