"""An entry of a dictionary that rows of reports count by is renamed."""

import frappe

from opsfamily.core.figures.register import BY_ENTRY

ROWS = ("Report Template Row", "Section Report Row")


def follow_entry(doc, _event: str, old: str, new: str, merge: bool = False) -> None:
	"""Let rows that count by the entry ask for its new name (`after_rename`); else they would count nothing.

	What was sent keeps the words of its day. Without a permission check: whoever renames the entry renames it everywhere.
	"""
	counted = {"figure": ["in", BY_ENTRY[doc.doctype]], "part": old, "docstatus": 0}
	for doctype in ROWS:
		frappe.db.set_value(doctype, counted, "part", new, update_modified=False)
