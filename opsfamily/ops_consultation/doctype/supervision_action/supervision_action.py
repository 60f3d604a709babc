from opsfamily.case.document import CaseRow


class SupervisionAction(CaseRow):
	"""One action that a participant has agreed to do, with its due date."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		action: DF.SmallText
		full_name: DF.Data | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		until_date: DF.Date | None
		user: DF.Link
	# end: auto-generated types
