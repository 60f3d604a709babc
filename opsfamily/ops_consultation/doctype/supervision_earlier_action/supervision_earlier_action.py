from opsfamily.case.document import CaseRow


class SupervisionEarlierAction(CaseRow):
	"""An action that was agreed at an earlier session, and how it went until this one."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		action: DF.SmallText | None
		agreed_action: DF.Data | None
		agreed_on: DF.Date | None
		full_name: DF.Data | None
		outcome: DF.Literal["Pending", "Done", "Partly Done", "Not Done"]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		remark: DF.SmallText | None
		until_date: DF.Date | None
		user: DF.Link | None
	# end: auto-generated types
