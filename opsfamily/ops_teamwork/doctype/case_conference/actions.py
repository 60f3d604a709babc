"""Decisions of conferences as Scheduled Actions: they stand as long as their conference does.

They belong to the family's running schedule without being among the rows that were signed. A new version takes
them along still pending; a schedule that is cancelled leaves them pending for the next one.
"""

from __future__ import annotations

import frappe
from frappe import _

from opsfamily.case.document import get_running_version
from opsfamily.case.people import get_person_on_case
from opsfamily.core.outcomes import EVALUATED, PENDING, WITHDRAWN

# Part in the case → the party of an action.
PARTIES = {"Family Assistant": "Family Assistant", "Social Worker": "Social Worker"}


def write_actions(conference) -> None:
	"""An action for every decision of a submitted conference; without a running schedule they wait for one."""
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
	"""A new action, or the one that the conference corrected by this one had made of the decision."""
	known = _action_before(conference, row)
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
			**_party(conference.family, row),
		}
	)
	if action.outcome in (None, "", WITHDRAWN):
		action.outcome = PENDING
	_save(action)
	# Past the document in memory: what followed from submitting it is no line of its history.
	frappe.db.set_value(
		"Conference Decision", row.name, "scheduled_action", action.name, update_modified=False
	)


def _action_before(conference, row) -> str | None:
	if not conference.amended_from:
		return None
	keys = {"conference": conference.amended_from, "action_key": row.action_key}
	return frappe.db.get_value("Scheduled Action", keys, "name")


def _party(family: str, row) -> dict:
	"""The party of the schedule that the decision's „who” is."""
	if row.by_family:
		return {"party": "Family", "party_name": None}
	for part, party in PARTIES.items():
		person = get_person_on_case(family, part)
		if row.user and person and person.user == row.user:
			return {"party": party, "party_name": None}
	return {"party": "Other Party", "party_name": row.who}


def take_over(schedule, keys: set[str]) -> None:
	"""What conferences decided belongs to the schedule (a document) that begins to run, or runs again.

	keys: of the schedule's own rows, which it writes itself.
	"""
	for action in _actions_of_conferences(schedule):
		if action.action_key not in keys and action.schedule != schedule.name:
			doc = frappe.get_doc("Scheduled Action", action.name)
			doc.schedule = schedule.name
			_save(doc)
	_write_waiting(schedule)


def _actions_of_conferences(schedule) -> list:
	"""Those that are pending, and those that ended under a schedule that was cancelled as a mistake.

	get_all: of the family of the schedule, whoever submits it.
	"""
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
	"""The conference was a mistake: what is still pending of it is withdrawn, what ended stays as it is."""
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
