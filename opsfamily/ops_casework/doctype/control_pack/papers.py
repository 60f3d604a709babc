"""Which papers of a family's file belong to a control pack, in the order of the work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import frappe
from frappe.model import no_value_fields, table_fields
from frappe.model.document import Document
from frappe.utils import cstr, getdate

from opsfamily.case.document import get_doctypes_on_file
from opsfamily.core.access_copy import mentions_blue_card
from opsfamily.core.control_pack import Paper, get_why
from opsfamily.core.meanings import ACCEPTED, REFUSED
from opsfamily.core.months import first_and_last_day
from opsfamily.ops_paper.feet import STANDARD
from opsfamily.permissions.known import get_entries, get_order_field
from opsfamily.permissions.rule import get_readable_rows

# No papers of the file: what the others were made of, the record of the packs themselves, what a report has counted, and
# who is in another family as well.
NOT_IN_PACK = frozenset(
	{
		"Family",
		"Family Visit",
		"Scheduled Action",
		"Case Assignment",
		"Visit Draft",
		"Home Outing",
		"Planned Visit",
		"Cooperation",
		"Day Centre Enrolment",
		"Day Centre Note",
		"Group Participation",
		"Weekly Appointment",
		"Control Pack",
		"Counted Document",
		"Same Person",
	}
)
# Day of a document where the list is not sorted by it.
DAY_FIELDS = {"Consent": "given_on", "Authorisation": "from_date"}
CARD, REQUEST = "Assistant Timesheet", "Assistant Request"
CARD_FORMS = ("F4 Karta czasu pracy", "F5 Karta realizacji")
ANSWERS = {ACCEPTED: "Pismo o przydzieleniu dla rodziny", REFUSED: "Odmowa przydzielenia asystenta"}


class ReadPaper(NamedTuple):
	"""A paper of the period, its document, and why it stays out of the pack (None: it does not)."""

	paper: Paper
	doc: Document
	why: str | None


def get_papers(family: str, first: date, last: date) -> list[Paper]:
	"""Return every paper of the period that the session's user may read, as it was agreed; no drafts."""
	on_file = get_doctypes_on_file(family)
	return [
		paper
		for doctype, entry in get_entries().items()
		if doctype in on_file and entry.packed and not entry.private and doctype not in NOT_IN_PACK
		for paper in get_papers_of(doctype, entry.family, family, first, last)
	]


def get_papers_of(doctype: str, column: str, family: str, first: date, last: date) -> Iterator[Paper]:
	"""Yield the papers of a DocType, by day. column: the field that holds the family."""
	meta = frappe.get_meta(doctype)
	field = get_day_field(meta)
	filters = {column: family, **({"docstatus": 1} if meta.is_submittable else {})}
	fields = [*dict.fromkeys(("name", field, *(("state_meaning",) if doctype == REQUEST else ())))]
	for row in get_readable_rows(doctype, filters, fields, f"{field}, name"):
		begins, ends = get_days(row[field])
		if begins and begins <= last and ends >= first:
			yield Paper(doctype, row.name, begins, get_forms(meta, row))


def get_day_field(meta) -> str:
	"""Return the field with the day (or month) of a document."""
	field = meta.get_field(DAY_FIELDS.get(meta.name) or get_order_field(meta.name))
	is_day = field and (field.fieldtype == "Date" or field.fieldname == "month")
	return field.fieldname if is_day else "creation"


def get_days(value) -> tuple[date | None, date | None]:
	"""Return the first and last day of a stored day, moment or month (`2026-10`)."""
	if isinstance(value, str) and len(value) == 7:
		return first_and_last_day(value)
	day = getdate(value) if value else None
	return day, day


def get_forms(meta, row) -> tuple[str, ...]:
	"""Return the print formats of a paper; none for a document that has no form."""
	if meta.name == CARD:
		return CARD_FORMS
	answer = ANSWERS.get(row.get("state_meaning")) if meta.name == REQUEST else None
	own = meta.default_print_format if meta.default_print_format != STANDARD else None
	return tuple(filter(None, (own, answer)))


def read_papers(family: str, first: date, last: date) -> list[ReadPaper]:
	"""Return the papers of the period with their documents, and why each stays out of the pack (None: it does not)."""
	papers = ((paper, frappe.get_doc(*paper.key)) for paper in get_papers(family, first, last))
	return [ReadPaper(paper, doc, why_left_out(doc)) for paper, doc in papers]


def why_left_out(doc) -> str | None:
	"""Return why a document stays out of the pack, or None."""
	return get_why(doc.doctype, mentions_blue_card(read_texts(doc)))


def read_texts(doc) -> str:
	"""Return all that a document and its rows say, as one text.

	Whatever the reader's permission level: what speaks of a „Niebieska Karta” must be known so that it can be left out.
	"""
	values = [
		row.get(df.fieldname)
		for row in (doc, *doc.get_all_children())
		for df in row.meta.fields
		if df.fieldtype not in (*no_value_fields, *table_fields) and df.fieldname not in ("third_party_note",)
	]
	return "\n".join(cstr(value) for value in values if value)
