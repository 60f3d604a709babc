"""Where a card or a request is, by what its workflow state means: the one place that reads the office's workflow.

What a state means stands in OPS Settings; for the states that the app starts with, the app knows it as well. The answer
is kept in the column `state_meaning`, written by the controllers at every save and by `restate` when it changes.
"""

from __future__ import annotations

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.model.workflow import get_transitions, get_workflow, get_workflow_name
from frappe.utils import cint

from opsfamily.case.facts import show_facts
from opsfamily.case.office_columns import get_added_fields
from opsfamily.core import meanings as core
from opsfamily.core import requests, timesheet
from opsfamily.core.roles import get_own_roles
from opsfamily.office import SETTINGS
from opsfamily.permissions import next_step

CARD, REQUEST = "Assistant Timesheet", "Assistant Request"
# DocType → state → what it means, for the states that the app starts with.
OF_OURS = {CARD: timesheet.MEANINGS, REQUEST: requests.MEANINGS}
MOVES = {CARD: timesheet.MOVES, REQUEST: requests.MOVES}
# The app's words for the steps with a sent card.
OUR_ACTIONS = {core.ACCEPTED: "Accept Card", core.RETURNED: "Return Card"}
# The field of the documents in which every workflow keeps its state.
STATE_FIELD = "workflow_state"


def get_said_meanings(doctype: str) -> dict[str, str]:
	"""Return state → meaning as the office has set it, else as the app knows it."""
	rows = frappe.get_cached_doc(SETTINGS).get("state_meanings") or ()
	set_here = {row.state: row.meaning for row in rows if row.document_type == doctype}
	ours = {state: meaning for state, meaning in OF_OURS[doctype].items() if state not in set_here}
	return {**set_here, **ours}


def get_all_meanings(doctype: str) -> dict[str, str]:
	"""Return state → meaning, also of the states of the workflow that nobody has given one."""
	return {
		**{row.state: core.get_meaning(None, row.doc_status) for row in get_states(doctype)},
		**get_said_meanings(doctype),
	}


def get_states(doctype: str) -> list[Document]:
	"""Return the rows of the states of the active workflow, in its order; none without one."""
	return list(get_workflow(doctype).states) if get_workflow_name(doctype) else []


def get_steps(doctype: str) -> list[Document]:
	"""Return the rows of the transitions of the active workflow; none without one."""
	return list(get_workflow(doctype).transitions) if get_workflow_name(doctype) else []


def set_meaning(doc: Document) -> None:
	"""Write what the document's state means, whatever a client has sent."""
	said = get_said_meanings(doc.doctype).get(doc.workflow_state)
	doc.state_meaning = core.get_meaning(said, doc.docstatus)


def begin(doc: Document) -> None:
	"""Put a new document into the first state of the workflow, without one into the app's."""
	states = get_states(doc.doctype)
	doc.workflow_state = states[0].state if states else find_said_state(doc.doctype, core.BEING_WRITTEN)
	set_meaning(doc)


def find_said_state(doctype: str, meaning: str) -> str | None:
	"""Return the first state that means this."""
	return next((state for state, said in get_said_meanings(doctype).items() if said == meaning), None)


def find_next_state(doc: Document, meaning: str) -> str | None:
	"""Return the state with this meaning to which a step leads from the document's state; None where there is none.

	The roles are asked by the platform. Without a workflow: the first state that means this.
	"""
	if not get_states(doc.doctype):
		return find_said_state(doc.doctype, meaning)
	known = get_all_meanings(doc.doctype)
	steps = (row.next_state for row in get_steps(doc.doctype) if row.state == doc.workflow_state)
	return next((state for state in steps if known[state] == meaning), None)


def find_step(doc: Document, meaning: str):
	"""Return the step of the user's roles that leads to this meaning, or forward to the next state on the way to it.

	None where no step leads there.
	"""
	known = get_all_meanings(doc.doctype)
	steps = {row.next_state: row for row in reversed(get_transitions(doc))}
	# Nothing is on its way to a decision before it was sent.
	may_go_forward = meaning != core.ACCEPTED or waits_for_decision(doc)
	reached = [
		(state, known[state]) for state in reversed(steps) if may_go_forward or known[state] == meaning
	]
	order = [row.state for row in get_states(doc.doctype)]
	return steps.get(core.choose_next(reached, order, doc.workflow_state, meaning))


def get_actions_towards(doctype: str, meaning: str) -> dict[str, str]:
	"""Return state → the action by which the user's roles go on from it to this meaning, or to the next state on the way.

	Conditions of single steps are asked when the step is taken. Without a workflow: the app's words for a sent document.
	"""
	if not get_states(doctype):
		said = get_said_meanings(doctype)
		return {state: OUR_ACTIONS[meaning] for state in said if said[state] == core.SENT}
	roles, known = frappe.get_roles(), get_all_meanings(doctype)
	order = [row.state for row in get_states(doctype)]
	actions: dict[str, dict[str, str]] = {}
	for row in get_steps(doctype):
		if row.allowed in roles:
			actions.setdefault(row.state, {}).setdefault(row.next_state, row.action)
	towards = {}
	for state, leading in actions.items():
		reached = [(next_state, known[next_state]) for next_state in leading]
		if next_state := core.choose_next(reached, order, state, meaning):
			towards[state] = leading[next_state]
	return towards


def waits_for_decision(doc: Document) -> bool:
	"""Return whether the stored document was sent and is not decided on.

	A state between, of which nobody has said what it means, does not end the waiting.
	"""
	if doc.state_meaning == core.SENT:
		return True
	is_said = doc.workflow_state in get_said_meanings(doc.doctype)
	return not is_said and doc.docstatus.is_draft() and bool(doc.sent_on)


def may_go(doc: Document, before: Document) -> bool:
	"""Return whether the document may go from its stored state to the new one, by what the two mean."""
	if doc.workflow_state == before.workflow_state:
		return True
	is_said = doc.workflow_state in get_said_meanings(doc.doctype)
	steps = (before.state_meaning, doc.state_meaning, MOVES[doc.doctype])
	return is_known(doc) and core.may_step(*steps, is_said, waits_for_decision(before))


def is_known(doc: Document) -> bool:
	"""Return whether the workflow, or without one the app, knows the document's state."""
	states = [row.state for row in get_states(doc.doctype)] or get_said_meanings(doc.doctype)
	return doc.workflow_state in states


def fits_docstatus(doc: Document) -> bool:
	"""Return whether the document is a draft, submitted or cancelled as the meaning of its state says."""
	return core.fits(doc.state_meaning, doc.docstatus)


def decides_by_workflow(user: str, doctype: str) -> bool:
	"""Return whether the office's workflow lets the user decide on sent documents by a role of the office's own.

	The app's roles decide by the app's rules, whatever a workflow says.
	"""
	own_roles = get_own_roles(frappe.get_roles(user))
	known = get_all_meanings(doctype)
	decisions = (core.ACCEPTED, core.REFUSED, core.RETURNED)
	return any(
		row.allowed in own_roles and known[row.next_state] in decisions and known[row.state] == core.SENT
		for row in get_steps(doctype)
	)


def takes_on_by_workflow(user: str, doctype: str) -> bool:
	"""Return whether the office's workflow lets the user take a sent document on by a role of the office's own: a decision,
	or a step on the way to it."""
	known = get_all_meanings(doctype)
	return any(known[state] == core.SENT for state in next_step.find_states(doctype, user))


def get_fields_to_leave(doc: Document, before: Document, decides: bool) -> set[str]:
	"""Return the office's own fields that may change while the document is sent.

	decides: whether the user decides on it, so writes the fields that the office keeps for that. A step of the workflow
	may also write a field itself („Update Field”).
	"""
	rows = frappe.get_cached_doc(SETTINGS).get("acceptor_fields") or ()
	left = {row.writable_field for row in rows if row.document_type == doc.doctype and decides}
	if doc.workflow_state != before.workflow_state:
		left |= {
			row.update_field
			for row in get_states(doc.doctype)
			if row.state == doc.workflow_state
			and row.update_field
			and str(doc.get(row.update_field)) == str(row.update_value)
		}
	return left & {df.fieldname for df in get_added_fields(doc.doctype)}


def follow_meanings(doctype: str) -> None:
	"""Write what the state of every document means now, and the status and basis of the families that follow from it."""
	families = restate(doctype)
	for family in sorted(families if doctype == REQUEST else ()):
		show_facts(family)


def restate(doctype: str) -> set[str]:
	"""Write what the state of every document means now. Return the families of those that mean something else than before.

	Without a permission check: what a state means is one answer for all documents.
	"""
	known, table = get_said_meanings(doctype), frappe.qb.DocType(doctype)
	columns = (table.workflow_state, table.docstatus, table.state_meaning)
	families: set[str] = set()
	for state, docstatus, stored in frappe.qb.from_(table).select(*columns).distinct().run():
		meaning = core.get_meaning(known.get(state), docstatus)
		if meaning != stored:
			is_state = table.workflow_state == state if state else table.workflow_state.isnull()
			where = is_state & (table.docstatus == docstatus)
			families.update(frappe.qb.from_(table).select(table.family).where(where).run(pluck=True))
			frappe.qb.update(table).set(table.state_meaning, meaning).where(where).run()
	return families


def find_unsaid_states(doctype: str) -> list[str]:
	"""Return the states of the workflow that have no meaning of their own, or one that does not fit their docstatus."""
	known = get_said_meanings(doctype)
	return [
		row.state
		for row in get_states(doctype)
		if row.state not in known or not core.fits(known[row.state], cint(row.doc_status))
	]


def warn_of_unsaid_states(doctypes: Iterable[str] = OF_OURS) -> None:
	"""Warn of states of which the office has not said what they mean; nothing is stopped."""
	for doctype in doctypes:
		for state in find_unsaid_states(doctype):
			frappe.msgprint(describe_unsaid(doctype, state), indicator="orange")


def describe_unsaid(doctype: str, state: str) -> str:
	"""Return the sentence that a state has no meaning."""
	return _(
		"{0}, state “{1}”: OPS Settings do not say what it means, or it does not fit its document status. It counts as “{2}”."
	).format(_(doctype), frappe.utils.escape_html(_(state)), _(get_all_meanings(doctype)[state]))
