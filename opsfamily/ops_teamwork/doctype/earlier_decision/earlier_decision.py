from opsfamily.case.document import CaseRow


class EarlierDecision(CaseRow):
	"""A decision of an earlier conference with its outcome on the day when this conference was held."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		conference: DF.Link | None
		decision: DF.Data | None
		outcome: DF.Literal["Pending", "Done", "Partly Done", "Not Done", "Withdrawn", "Waits for a Schedule"]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		remark: DF.SmallText | None
		scheduled_action: DF.Link | None
		until_date: DF.Date | None
		what: DF.SmallText | None
		who: DF.Data | None
	# end: auto-generated types
