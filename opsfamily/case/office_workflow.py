"""What follows when an office changes the workflow of cards or requests: hooks of the platform's Workflow."""

from __future__ import annotations

import frappe
from frappe import ValidationError, _
from frappe.utils import cint

from opsfamily.arguments import as_filters, filters_refused
from opsfamily.case.meanings import (
	OF_OURS,
	STATE_FIELD,
	follow_meanings,
	get_all_meanings,
	get_said_meanings,
	warn_of_unsaid_states,
)


class StateFieldError(ValidationError):
	"""The state of a card or request is kept in its own field."""


def require_state_field(doc, _event: str | None = None) -> None:
	"""Refuse a workflow that keeps the state in another field, which no rule would see (StateFieldError)."""
	if doc.document_type in OF_OURS and doc.workflow_state_field != STATE_FIELD:
		frappe.throw(
			_("{0}: cards and requests keep their state in the field {1}; please leave it there.").format(
				frappe.bold(_(doc.meta.get_label("workflow_state_field"))), frappe.bold(STATE_FIELD)
			),
			StateFieldError,
		)


def follow_workflow(doc, _event: str | None = None) -> None:
	"""Bring the documents along with a changed workflow, and warn of states without a meaning."""
	if doc.document_type not in OF_OURS:
		return
	frappe.clear_cache(doctype=doc.document_type)
	frappe.clear_document_cache(doc.doctype, doc.name)
	if doc.is_active:
		carry_over(doc)
	follow_meanings(doc.document_type)
	warn_of_unsaid_states((doc.document_type,))


def carry_over(workflow) -> None:
	"""Move documents from a state that the workflow no longer has to its first one that means the same.

	The platform saves no document in a state that its workflow does not list. Without a permission check: the office's
	workflow holds for every document.
	"""
	doctype, listed = workflow.document_type, {row.state for row in workflow.states}
	known, table = get_said_meanings(doctype), frappe.qb.DocType(doctype)
	query = frappe.qb.from_(table).select(table.workflow_state, table.docstatus, table.state_meaning)
	for state, docstatus, meaning in query.where(table.workflow_state.isnotnull()).distinct().run():
		if state in listed:
			continue
		meaning = known.get(state, meaning)
		if next_state := find_same(workflow, meaning, docstatus):
			where = (table.workflow_state == state) & (table.docstatus == docstatus)
			frappe.qb.update(table).set(table.workflow_state, next_state).where(where).run()
			tell_of_carried(doctype, state, next_state)


def find_same(workflow, meaning: str, docstatus: int) -> str | None:
	"""Return the workflow's first state with this meaning and docstatus."""
	known = get_all_meanings(workflow.document_type)
	return next(
		(
			row.state
			for row in workflow.states
			if known.get(row.state) == meaning and cint(row.doc_status) == cint(docstatus)
		),
		None,
	)


def tell_of_carried(doctype: str, state: str, next_state: str) -> None:
	"""Tell the administrator which state the documents have now."""
	escape = frappe.utils.escape_html
	frappe.msgprint(
		_("{0}: documents in the state “{1}”, which the workflow does not have, are in “{2}” now.").format(
			_(doctype), escape(_(state)), escape(_(next_state))
		),
		indicator="blue",
	)


def forget_workflow(doc, _event: str | None = None) -> None:
	"""Forget a deleted workflow, so that the documents go on without one."""
	if doc.document_type in OF_OURS:
		frappe.clear_cache(doctype=doc.document_type)


@frappe.whitelist()
@frappe.validate_and_sanitize_search_inputs
def search_states(
	doctype: str,
	txt: str,
	searchfield: str,
	start: int,
	page_len: int,
	filters: str | list | dict | None = None,
	as_dict: bool = False,
) -> list:
	"""Return the states of workflows that a Link field offers: those whose name or translation has `txt` in it.

	v16 orders what it finds by `idx` and refuses that column to whoever may only select, which is everybody but its
	administrators: without this, no state can be chosen in OPS Settings nor in the filter of a list (PermissionError).
	"""
	sought = txt.replace("%", "").casefold()
	with filters_refused():
		# Its own DocType, whatever the client names: with the permissions of whoever asks.
		states = frappe.get_list(
			"Workflow State", as_filters(filters), pluck="name", order_by="name", limit_page_length=0
		)
	found = [state for state in states if sought in state.casefold() or sought in _(state).casefold()]
	return [{"name": state} if as_dict else (state,) for state in found[start : start + page_len]]
