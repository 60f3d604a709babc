"""What waits for a step of the office's own role: a sent document whose workflow lets that role take it on.

A role that the office made stands in a transition of the workflow of cards or requests. Whoever has it sees a document that
was sent and waits for their step, while it waits, and nothing else of its family: neither its page nor another paper. What
they have just taken on they read until the end of the day: the form in which they pressed the action shows what came of it.
Drafts are their author's, who sees no more of them than the case gives. Roles of the app and of the platform see families by
the rule alone.
"""

from __future__ import annotations

import frappe
from frappe.model.workflow import get_workflow, get_workflow_name
from frappe.utils import getdate

from opsfamily.core.meanings import SENT
from opsfamily.core.roles import get_own_roles

# Documents that go from one to another by the office's workflow, and say in these columns where they are.
HANDED_ON = ("Assistant Request", "Assistant Timesheet")
STATE, MEANING = "workflow_state", "state_meaning"
READING = (None, "read", "select", "print", "report")


def waits_for(doc, user: str) -> bool:
	"""Return whether the stored document was sent and waits for a step of a role of the office's own that the user has."""
	states = find_states(doc.doctype, user)
	if not states or not doc.name:
		return False
	stored = frappe.db.get_value(doc.doctype, doc.name, [STATE, MEANING])
	return bool(stored) and stored[0] in states and stored[1] == SENT


def was_taken_on(doc, user: str, ptype: str | None) -> bool:
	"""Return whether the user may still read another's document because they have taken it on today."""
	if ptype not in READING or not doc.name or not find_states(doc.doctype, user):
		return False
	is_own = frappe.db.get_value(doc.doctype, doc.name, "owner") == user
	return not is_own and doc.name in find_taken_on(doc.doctype, user)


def get_condition(doctype: str, user: str) -> str:
	"""Return the SQL condition for the documents that wait for the user's step or were taken on by them today; empty for
	none."""
	states = find_states(doctype, user)
	if not states:
		return ""
	table, escape = f"`tab{doctype}`", frappe.db.escape
	names = ", ".join(escape(state) for state in sorted(states))
	waits = f"({table}.`{STATE}` in ({names}) and {table}.`{MEANING}` = {escape(SENT)})"
	taken_on = ", ".join(escape(name) for name in find_taken_on(doctype, user))
	if not taken_on:
		return waits
	return f"({waits} or ({table}.`name` in ({taken_on}) and {table}.`owner` != {escape(user)}))"


def find_taken_on(doctype: str, user: str) -> list[str]:
	"""Return the names of documents that the user has taken on today: the platform writes a comment of each step."""
	# Safe: names alone, of documents whose workflow let this user go on. One of the two days has an index on each version.
	filters = {"creation": [">=", getdate()], "modified": [">=", getdate()], "owner": user}
	steps = {**filters, "comment_type": "Workflow", "reference_doctype": doctype}
	return sorted(set(frappe.get_all("Comment", steps, pluck="reference_name", order_by="name")))


def find_states(doctype: str, user: str) -> frozenset[str]:
	"""Return the states from which a role of the office's own that the user has takes documents on.

	Conditions of single transitions are asked when the step is taken, not here: a list cannot ask them.
	"""
	own_roles = get_own_roles(frappe.get_roles(user)) if doctype in HANDED_ON else ()
	if not own_roles or not get_workflow_name(doctype):
		return frozenset()
	return frozenset(row.state for row in get_workflow(doctype).transitions if row.allowed in own_roles)
