"""Helpers for the templates of letters (`hooks.jinja`): legal basis, case mark, copies, and who signs."""

from __future__ import annotations

import frappe
from frappe.utils import getdate

from opsfamily.case.letters import get_basis, get_controller, get_text
from opsfamily.core import letters as core
from opsfamily.permissions.rule import get_readable_rows

SENT_FIELDS = ["name", "case_mark", "legal_basis", "data_clause", "copies", "docstatus"]


def paper_letter(doc, kind: str, day=None) -> frappe._dict:
	"""Return what a letter about a document prints: `number` (in the register, else the document's), `case_mark`, `basis`, `clause`, `copies` (a list).

	As it was sent, where the register has it; else as the settings have it on the letter's day (today).
	"""
	sent = _get_sent(doc, kind)
	day = day or getdate()
	texts = sent if sent.docstatus == 1 else frappe._dict()
	return frappe._dict(
		number=sent.name or (doc.name if doc.get("creation") else None),
		case_mark=sent.case_mark or _get_case_mark(doc),
		basis=texts.legal_basis or get_basis(kind, doc, day),
		clause=texts.data_clause or get_text(core.CLAUSE, day),
		copies=core.split_lines(sent.copies) or ["a/a"],
	)


def paper_controller() -> str | None:
	"""Return the data controller, for consents."""
	return get_controller()


def paper_head() -> frappe._dict:
	"""Return the head of the office: `title`, its `genitive`, and `of_office` („Kierownik Ośrodka … w …”)."""
	office = frappe.get_cached_doc("OPS Settings")
	title = (office.head_title or "Kierownik").strip()
	named = office.office_name_genitive
	of_office = f"{title} {named}" if named else "\n".join(filter(None, (title, office.office_name)))
	return frappe._dict(title=title, genitive=core.get_genitive(title), of_office=of_office)


def paper_addressee(name: str | None) -> str:
	"""Return the addressee of a letter to a person; dots for the pen."""
	return core.address(name) or "Pani/Pan ……………………………………"


def _get_sent(doc, kind: str) -> frappe._dict:
	"""Return the newest letter of this kind about the document that the reader may see: a sent one before a draft."""
	if not doc.get("creation"):
		return frappe._dict()
	filters = {"document_type": doc.doctype, "document": doc.name, "letter_kind": kind, "docstatus": ["<", 2]}
	rows = get_readable_rows("Letter Sent", filters, SENT_FIELDS, "docstatus desc, creation desc")
	return rows[0] if rows else frappe._dict()


def _get_case_mark(doc) -> str | None:
	"""Return the mark of the family's case; nothing where the reader may not see the family."""
	family = doc.get("family")
	rows = family and get_readable_rows("Family", {"name": family}, ["case_mark"], "name")
	return rows[0].case_mark if rows else None
