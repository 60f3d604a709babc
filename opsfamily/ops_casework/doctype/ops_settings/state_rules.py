"""The part of OPS Settings about the office's workflow: what its states mean, and who writes what while one is sent."""

import frappe
from frappe import ValidationError, _

from opsfamily.case import meanings as states
from opsfamily.case.office_columns import get_added_fields
from opsfamily.core import meanings as core


class StateMeaningError(ValidationError):
	"""A state of a kind of documents means one thing, and one that such a document can come to."""


class AcceptorFieldError(ValidationError):
	"""Only a field that the office added to the form may be left open while the document is sent."""


def validate_meanings(settings) -> None:
	"""Refuse a second meaning of a state, and one that no document of the kind comes to (StateMeaningError)."""
	seen = set()
	for row in settings.state_meanings:
		if (row.document_type, row.state) in seen:
			refuse(
				settings, "state_meanings", row, _("there is another row for this state."), StateMeaningError
			)
		seen.add((row.document_type, row.state))
		if row.meaning not in get_possible(row.document_type):
			why = _("no document of this kind is ever “{0}”.").format(_(row.meaning))
			refuse(settings, "state_meanings", row, why, StateMeaningError)


def get_possible(doctype: str) -> set[str]:
	"""Return the meanings to which a document of the kind can come."""
	return {core.BEING_WRITTEN, *(meaning for move in states.MOVES[doctype] for meaning in move)}


def validate_acceptor_fields(settings) -> None:
	"""Refuse a field that the office has not added to the form (AcceptorFieldError)."""
	for row in settings.acceptor_fields:
		if row.writable_field not in {df.fieldname for df in get_added_fields(row.document_type)}:
			why = _("{0}: the form has no field of the office’s own with this name.").format(
				row.writable_field
			)
			refuse(settings, "acceptor_fields", row, why, AcceptorFieldError)


def refuse(settings, fieldname: str, row, why: str, refusal: type[Exception]) -> None:
	"""Refuse a row of a table. why: a translated sentence."""
	label = frappe.bold(_(settings.meta.get_label(fieldname)))
	named = " ".join(filter(None, (_(row.document_type), row.get("state"))))
	frappe.throw(
		_("{0}, row {1}: {2}").format(label, row.idx, f"{frappe.utils.escape_html(named)}: {why}"), refusal
	)


def follow_meanings(settings) -> None:
	"""Write on every document what its state means now, where the table was changed; warn of states without a row."""
	before = settings.get_doc_before_save()
	if before and read_rows(before) == read_rows(settings):
		return
	frappe.clear_document_cache(settings.doctype, settings.name)
	for doctype in states.OF_OURS:
		states.follow_meanings(doctype)
	states.warn_of_unsaid_states()


def read_rows(settings) -> set[tuple]:
	return {(row.document_type, row.state, row.meaning) for row in settings.state_meanings}


def describe_unsaid_states() -> list[str]:
	"""Return a sentence for each state without a meaning, for the form."""
	return [
		states.describe_unsaid(doctype, state)
		for doctype in states.OF_OURS
		for state in states.find_unsaid_states(doctype)
	]


def get_office_fields() -> dict[str, list[list[str]]]:
	"""Return DocType → (name, label) of the fields that the office added, for the table's choice."""
	return {
		doctype: [[df.fieldname, _(df.label or df.fieldname)] for df in get_added_fields(doctype)]
		for doctype in states.OF_OURS
	}
