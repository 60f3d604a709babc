from opsfamily.case.document import CaseRow


class AgreedAction(CaseRow):
	"""One action as it was agreed in an Action Schedule (F2 part II)."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		action: DF.SmallText
		action_key: DF.Data | None
		competence_area: DF.Link | None
		due_date: DF.Date
		expected_effect: DF.SmallText | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		party: DF.Literal["Family", "Family Assistant", "Social Worker", "Other Party"]
		party_name: DF.Data | None
		responsible: DF.Data | None
	# end: auto-generated types
