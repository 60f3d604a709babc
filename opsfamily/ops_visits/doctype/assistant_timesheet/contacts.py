"""The contacts of an assistant with a family in a month, as rows of the card."""

from collections.abc import Iterable, Mapping

import frappe
from frappe import _
from frappe.query_builder import Case
from frappe.utils import cint

from opsfamily.case.office_columns import cast_columns, get_shared_columns
from opsfamily.core.contact_kinds import ATTEMPT
from opsfamily.core.timesheet import ROW_FIELDS, attempt_minutes, fingerprint
from opsfamily.permissions.rule import get_stored_family

REFUSED = "Signature Refused"
VISIT, ROW = "Family Visit", "Timesheet Row"


def get_row_fields() -> tuple[str, ...]:
	"""Return the fields that a row copies from its visit: those of the form, and those that the office added to both."""
	return (*ROW_FIELDS, *get_shared_columns(VISIT, ROW))


def make_fingerprint(rows: Iterable[Mapping]) -> list[tuple]:
	"""Return the rows in the shape of `get_row_fields` as comparable texts; added fields in their type, as stored."""
	shared = get_shared_columns(VISIT, ROW)
	typed = ({**row, **cast_columns(row, ROW, shared)} for row in rows) if shared else rows
	return fingerprint(typed, (*ROW_FIELDS, *shared))


def get_card_rows(family: str, month: str, assistant: str, lock: bool = False) -> list[dict]:
	"""Return the month's contacts, oldest first, in the shape of `get_row_fields`; one query.

	lock: as they are committed at this moment, and nobody changes them until the end of the request.
	"""
	return [_make_row(visit) for visit in _get_contacts(family, month, assistant, lock)]


def get_signatures(visits: list[str], family: str) -> dict[str, str]:
	"""Return visit → drawn signature, for a reader of the family's card; one query.

	A card that a client sends to be printed can name any visit, so visits of other families are left out.
	"""
	if not visits:
		return {}
	visit = frappe.qb.DocType("Family Visit")
	query = frappe.qb.from_(visit).select(visit.name, visit.signature).where(visit.name.isin(visits))
	query = query.where(visit.family == family)
	return dict(query.where(visit.signature_mode == "On Screen").run())


def _get_contacts(family: str, month: str, assistant: str, lock: bool) -> list[dict]:
	visit = frappe.qb.DocType("Family Visit")
	columns = (
		"visit_date",
		"from_time",
		"to_time",
		"minutes",
		"kind",
		"nature",
		"on_timesheet",
		"place",
		"people",
	)
	texts = ("actions", "course", "signature_mode", "refusal_reason")
	has_signature = Case().when(visit.signature.isnull() | (visit.signature == ""), 0).else_(1)
	query = (
		frappe.qb.from_(visit)
		.select(visit.name.as_("visit"), has_signature.as_("signed"))
		.select(*(visit[column] for column in columns + texts + get_shared_columns(VISIT, ROW)))
		.where((visit.family == family) & (visit.month == month) & (visit.assistant == assistant))
		.orderby(visit.visit_date, visit.from_time, visit.name)
	)
	return (query.for_update() if lock else query).run(as_dict=True)


def _make_row(contact: dict) -> dict:
	refused = contact.pop("signature_mode") == REFUSED
	reason = contact.pop("refusal_reason")
	contact["signature_note"] = _get_signature_note(contact, reason if refused else None)
	contact["signed"] = cint(contact["signed"])
	return contact


def _get_signature_note(contact: dict, refusal_reason: str | None) -> str | None:
	# Papers are Polish: the note must not depend on the language of the user who fetched the visits.
	if contact["nature"] == ATTEMPT:
		return _("attempted contact – no signature", "pl")
	return refusal_reason and _("signature refused: {0}", "pl").format(refusal_reason)


def paper_attempt_minutes(card) -> int:
	"""Return the minutes of a card's attempted contacts that are listed on F4, for a subtotal of their own."""
	return attempt_minutes(card.get("rows") or [])


def paper_signatures(card) -> dict[str, str]:
	"""Return visit → its drawn signature (a data URL), for a reader of the card; one query."""
	visits = [row.visit for row in card.get("rows") or [] if row.signed]
	if not (visits and card.has_permission("read")):
		return {}
	signatures = get_signatures(visits, get_stored_family(card))
	return {visit: drawn for visit, drawn in signatures.items() if (drawn or "").startswith("data:image/")}
