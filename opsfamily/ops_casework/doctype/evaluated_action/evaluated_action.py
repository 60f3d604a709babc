from opsfamily.case.document import CaseRow


class EvaluatedAction(CaseRow):
	"""One action of the schedule with its outcome on the day of the evaluation (F3)."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		action: DF.SmallText | None
		due_date: DF.Date | None
		outcome: DF.Literal["Pending", "Done", "Partly Done", "Not Done"]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		party: DF.Literal["Family", "Family Assistant", "Social Worker", "Other Party"]
		party_name: DF.Data | None
		remark: DF.SmallText | None
		scheduled_action: DF.Link
	# end: auto-generated types
