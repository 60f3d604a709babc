from opsfamily.case.document import CaseRow


class GroupPresence(CaseRow):
	"""Whether a person came to one meeting of a group."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		meeting: DF.Link
		meeting_date: DF.Date | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		presence: DF.Literal["Present", "Absent", "Excused"]
		remark: DF.Data | None
	# end: auto-generated types
