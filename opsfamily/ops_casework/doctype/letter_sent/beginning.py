"""What a letter in the register begins with when it is made from a document."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import getdate

from opsfamily.case.letters import get_usual_kind
from opsfamily.core import letters as core
from opsfamily.exceptions import LetterDocumentError
from opsfamily.permissions.documents import get_viewed_once

# Field with the day of the letter, by the document's kind; else today.
DAYS = {
	"Assistant Request": "decision_date",
	"Authorisation": "from_date",
	"Case Closing": "closing_date",
	"Case Conference": "conference_date",
	"Consent": "given_on",
	"Court Letter": "letter_date",
	"Court Opinion": "signed_on",
}
# Field with the addressee of what does not go to the family.
RECIPIENTS = {
	"Court Letter": "court",
	"Court Opinion": "asked_by",
	"Authorisation": "person",
	"Consent": "person",
}


def make_beginning(document_type: str, document: str) -> dict:
	"""Return the values of a new letter of a document that the user may read (PermissionError, LetterDocumentError)."""
	if document_type not in core.KINDS:
		frappe.throw(_("No letters are made of {0}.").format(_(document_type)), LetterDocumentError)
	doc = get_viewed_once(document_type, document)
	kind = get_usual_kind(doc)
	family = frappe.db.get_value(
		"Family", doc.family, ["representative", "address", "case_mark"], as_dict=True
	)
	recipient = doc.get(RECIPIENTS.get(doc.doctype, "")) or family.representative
	to_family = doc.doctype not in ("Court Letter", "Court Opinion")
	day = doc.get(DAYS.get(doc.doctype, ""))
	return {
		"family": doc.family,
		"document_type": doc.doctype,
		"document": doc.name,
		"letter_kind": kind,
		"letter_date": str(min(getdate(day), getdate()) if day else getdate()),
		"case_mark": family.case_mark,
		"recipient": recipient,
		"recipient_address": family.address if to_family else None,
		"copies": "\n".join(get_copies(kind)),
	}


def get_copies(kind: str) -> list[str]:
	"""Return who usually gets a copy of a letter: the file always does."""
	others = {core.ASSIGNMENT: ["asystent rodziny"], core.TO_COURT: ["asystent rodziny"]}
	return [*others.get(kind, []), "a/a"]
