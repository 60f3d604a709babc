import frappe

from opsfamily.case.document import CaseDocument


class CountedDocument(CaseDocument):
	"""A document that a row of a sent report counts, by name only. Written by sending a report, closed to the clerk."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		code: DF.Data
		document: DF.Data
		document_type: DF.Data
		family: DF.Link | None
		report: DF.Data
	# end: auto-generated types


def on_doctype_update():
	"""Create the index by which the list behind one number is read."""
	frappe.db.add_index("Counted Document", ["report", "code"])
