from opsfamily.case.document import CaseRow


class RiskListAnswer(CaseRow):
	"""One item as it was worded when the list was filled in, and its answer."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		answer: DF.Literal["", "Yes", "No", "Not Known"]
		item_text: DF.SmallText | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		remark: DF.SmallText | None
		section: DF.Data | None
		weight: DF.Float
	# end: auto-generated types
