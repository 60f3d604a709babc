from opsfamily.case.document import CaseRow


class VisitAction(CaseRow):
	"""One scheduled action that a visit worked on."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		action: DF.SmallText | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		scheduled_action: DF.Link
	# end: auto-generated types
