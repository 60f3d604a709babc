"""Access copies that were prepared before 1.2: their ticks did not ask whether a text may speak of somebody else.

What is ticked stays, as a coordinator may have ticked it; the words that raise a doubt are shown next to it, and the
copies are listed.
"""

import frappe

from opsfamily.core.access_copy import SPEAKS_OF_ILLNESS, SPEAKS_OF_RELATIVE, Doubt
from opsfamily.core.sensitive_words import find_relatives, find_sensitive_words
from opsfamily.notify import in_language_of
from opsfamily.ops_casework.doctype.access_copy.sources import describe_doubts

COPY, ENTRY = "Access Copy", "Access Copy Entry"


def execute() -> None:
	"""Write the doubts on the ticked texts of drafts, and list these drafts in the Error Log."""
	entry, copy = frappe.qb.DocType(ENTRY), frappe.qb.DocType(COPY)
	query = (
		frappe.qb.from_(entry)
		.join(copy)
		.on((entry.parent == copy.name) & (entry.parenttype == COPY))
		.select(entry.name, entry.parent, entry.text)
		.where((copy.docstatus == 0) & (entry.include == 1) & (entry.doubt.isnull() | (entry.doubt == "")))
		.orderby(entry.parent, entry.idx)
	)
	with in_language_of("Administrator"):
		doubtful = {(name, parent): doubt for name, parent, text in query.run() if (doubt := get_doubt(text))}
	for (name, _parent), doubt in doubtful.items():
		frappe.db.set_value(ENTRY, name, "doubt", doubt, update_modified=False)
	if doubtful:
		copies = dict.fromkeys(parent for _name, parent in doubtful)
		frappe.log_error(title="Access copies to review again", message="\n".join(copies))


def get_doubt(text: str | None) -> str:
	"""Return in words why the text may speak of somebody else; empty when no word says so."""
	found = {SPEAKS_OF_RELATIVE: find_relatives(text), SPEAKS_OF_ILLNESS: find_sensitive_words(text)}
	return describe_doubts(tuple(Doubt(reason, tuple(words)) for reason, words in found.items() if words))
