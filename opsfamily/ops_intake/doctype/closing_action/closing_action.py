from opsfamily.case.document import CaseRow


class ClosingAction(CaseRow):
	"""One action that was still pending when the case was closed, with the outcome that the closing gives it."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		action: DF.SmallText | None
		due_date: DF.Date | None
		outcome: DF.Literal["", "Done", "Partly Done", "Not Done", "Withdrawn"]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		party: DF.Literal["Family", "Family Assistant", "Social Worker", "Other Party"]
		remark: DF.SmallText | None
		scheduled_action: DF.Link
	# end: auto-generated types
