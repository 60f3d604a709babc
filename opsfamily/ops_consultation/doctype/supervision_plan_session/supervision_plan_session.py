from opsfamily.case.document import CaseRow


class SupervisionPlanSession(CaseRow):
	"""A session that a plan of the year foresees: its day, its length, what it is about."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		minutes: DF.Int
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		planned_on: DF.Date
		status: DF.Literal["", "Planned", "Held", "Not Held"]
		topic: DF.SmallText | None
	# end: auto-generated types
