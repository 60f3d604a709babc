import frappe
from frappe.model.document import Document


class ContactKind(Document):
	"""A kind of contact with a family: its nature, and whether it is listed on the timesheet (F4)."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		disabled: DF.Check
		kind_name: DF.Data
		nature: DF.Literal[
			"Direct Contact", "Indirect Contact", "Phone Contact", "Attempted Contact", "Other Contact"
		]
		on_timesheet: DF.Check
	# end: auto-generated types


def get_kinds(nature: str) -> list[str]:
	"""Return the office's kinds of this nature, disabled ones as well, the oldest first."""
	# get_all: a dictionary of the office with no family in it.
	return frappe.get_all("Contact Kind", filters={"nature": nature}, pluck="name", order_by="creation, name")
