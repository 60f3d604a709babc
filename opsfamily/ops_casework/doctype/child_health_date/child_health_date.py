from opsfamily.case.document import CaseRow


class ChildHealthDate(CaseRow):
	"""A health appointment of a child that a goal of the family's plan needs; all of it is of level 1."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		done: DF.Check
		due_on: DF.Date
		goal: DF.Autocomplete
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		what: DF.Data
	# end: auto-generated types
