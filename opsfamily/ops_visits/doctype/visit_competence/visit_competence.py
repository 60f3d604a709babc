from opsfamily.case.document import CaseRow


class VisitCompetence(CaseRow):
	"""How the family managed an area at a meeting: while it was trained, with help, or on its own."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		area: DF.Link
		level: DF.Literal["", "Being Trained", "With Help", "On Their Own"]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
	# end: auto-generated types
