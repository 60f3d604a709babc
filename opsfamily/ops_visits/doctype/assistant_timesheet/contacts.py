"""The contacts of an assistant with a family in a month, as rows of the card."""

import frappe
from frappe import _
from frappe.query_builder import Case
from frappe.utils import cint

from opsfamily.permissions.rule import get_stored_family

REFUSED = "Signature Refused"


def get_card_rows(family: str, month: str, assistant: str) -> list[dict]:
	"""The month's contacts, oldest first, in one query, in the shape of `core.timesheet.ROW_FIELDS`."""
	return [_as_row(visit) for visit in _contacts(family, month, assistant)]


def get_signatures(visits: list[str], family: str) -> dict[str, str]:
	"""The drawn signatures of the family's visits, in one query, for a reader of its card.

	A card that a client sends to be printed can name any visit, so the family decides once more.
	"""
	if not visits:
		return {}
	visit = frappe.qb.DocType("Family Visit")
	found = frappe.qb.from_(visit).select(visit.name, visit.signature).where(visit.name.isin(visits))
	found = found.where(visit.family == family)
	return dict(found.where(visit.signature_mode == "On Screen").run())


def _contacts(family: str, month: str, assistant: str) -> list[dict]:
	visit = frappe.qb.DocType("Family Visit")
	columns = ("visit_date", "from_time", "to_time", "minutes", "kind", "on_timesheet", "place", "people")
	texts = ("actions", "course", "signature_mode", "refusal_reason")
	has_signature = Case().when(visit.signature.isnull() | (visit.signature == ""), 0).else_(1)
	return (
		frappe.qb.from_(visit)
		.select(visit.name.as_("visit"), has_signature.as_("signed"))
		.select(*(visit[column] for column in columns + texts))
		.where((visit.family == family) & (visit.month == month) & (visit.assistant == assistant))
		.orderby(visit.visit_date, visit.from_time, visit.name)
		.run(as_dict=True)
	)


def _as_row(contact: dict) -> dict:
	refused = contact.pop("signature_mode") == REFUSED
	reason = contact.pop("refusal_reason")
	# Papers are Polish: the note must not depend on who fetched the visits.
	note = _("signature refused: {0}", "pl").format(reason)[:140]
	contact["signature_note"] = note if refused else None
	contact["signed"] = cint(contact["signed"])
	return contact


def paper_signatures(card) -> dict[str, str]:
	"""Visit → its drawn signature (a data URL), in one query, for a reader of the card."""
	visits = [row.visit for row in card.get("rows") or [] if row.signed]
	if not (visits and card.has_permission("read")):
		return {}
	found = get_signatures(visits, get_stored_family(card))
	return {visit: drawn for visit, drawn in found.items() if (drawn or "").startswith("data:image/")}
