from opsfamily.case.document import CaseRow


class VisitTask(CaseRow):
	"""A task agreed at a visit for the time until the next meeting; it stays open until it is done or dropped."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		closed_at: DF.Data | None
		closed_by: DF.Link | None
		closed_on: DF.Date | None
		outcome: DF.Literal["Open Task", "Task Done", "Task Dropped"]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		task: DF.SmallText | None
	# end: auto-generated types
