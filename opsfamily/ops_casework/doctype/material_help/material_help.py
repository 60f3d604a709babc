from opsfamily.case.document import CaseRow


class MaterialHelp(CaseRow):
	"""Material help that a family gets beside the work with it, and from whom."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		body: DF.Data | None
		from_date: DF.Date | None
		kind: DF.Link
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		remark: DF.SmallText | None
		until_date: DF.Date | None
	# end: auto-generated types
