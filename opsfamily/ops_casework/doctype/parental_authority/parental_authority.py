from opsfamily.case.document import CaseRow


class ParentalAuthority(CaseRow):
	"""What authority over a child one parent or guardian has, and by which decision of a court."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		decision: DF.Data | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		person: DF.Autocomplete
		scope: DF.SmallText | None
		since: DF.Date | None
		state: DF.Link
	# end: auto-generated types
