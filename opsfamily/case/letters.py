"""Letters of the office as their papers and the register need them: the text in force on a day, the sent letter."""

from __future__ import annotations

from datetime import date

import frappe
from frappe.utils import cstr, getdate

from opsfamily.core import letters as core
from opsfamily.core.letters import DatedText, text_on
from opsfamily.core.meanings import REFUSED
from opsfamily.core.requests import FOR_LIFE
from opsfamily.office import get_setting


def get_text(used_in: str, day: date | str | None = None) -> str:
	"""Return the office's text for a kind of letter in force on a day (today), with the data controller named."""
	rows = frappe.get_cached_doc("OPS Settings").dated_texts
	texts = (DatedText(row.used_in, getdate(row.from_date), cstr(row.text).strip()) for row in rows)
	return core.name_controller(text_on(texts, used_in, getdate(day)), get_controller())


def get_controller() -> str | None:
	"""Return the data controller: the one set, else the office."""
	return get_setting("data_controller") or get_setting("office_name")


def get_basis(kind: str, doc=None, day: date | str | None = None) -> str:
	"""Return the legal basis of a kind of letter about a document, in force on the letter's day."""
	return get_text(find_used_in(kind, doc), day)


def find_used_in(kind: str, doc=None) -> str:
	"""Return which text of the settings a letter prints: more than the kind of letter may decide it."""
	if kind == core.ASSIGNMENT and doc and doc.get("basis") == FOR_LIFE:
		return core.FOR_LIFE_ASSIGNMENT
	if kind == core.AUTHORISATION:
		return core.POWER if doc and doc.get("kind") == "Power of Attorney" else core.STATUTORY
	if kind == core.CONSENT:
		is_data = (
			doc and doc.get("kind") and frappe.get_cached_value("Consent Kind", doc.kind, "is_data_consent")
		)
		return core.TO_DATA if is_data else core.TO_WORK
	return kind


def get_usual_kind(doc) -> str:
	"""Return the kind of letter that is usually made of a document."""
	kinds = core.KINDS.get(doc.doctype, (core.OTHER,))
	return core.REFUSAL if doc.get("state_meaning") == REFUSED else kinds[0]
