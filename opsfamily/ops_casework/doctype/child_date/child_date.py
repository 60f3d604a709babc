from opsfamily.case.document import CaseRow


class ChildDate(CaseRow):
	"""A day that is agreed about a child: a meeting at school, a hearing, a report of the probation officer."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		done: DF.Check
		due_on: DF.Date
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		what: DF.Data
		with_whom: DF.Data | None
	# end: auto-generated types
