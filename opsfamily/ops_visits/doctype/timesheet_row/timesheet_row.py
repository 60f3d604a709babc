from opsfamily.case.blank_times import BlankTimes
from opsfamily.case.document import CaseRow


class TimesheetRow(BlankTimes, CaseRow):
	"""One contact of the month, copied from its Family Visit (F4 and F5). Durations are in whole minutes."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		actions: DF.SmallText | None
		course: DF.Text | None
		from_time: DF.Time | None
		kind: DF.Link | None
		minutes: DF.Int
		nature: DF.Literal[
			"", "Direct Contact", "Indirect Contact", "Phone Contact", "Attempted Contact", "Other Contact"
		]
		on_timesheet: DF.Check
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		people: DF.SmallText | None
		place: DF.SmallText | None
		signature_note: DF.SmallText | None
		signed: DF.Check
		to_time: DF.Time | None
		visit: DF.Data | None
		visit_date: DF.Date | None
	# end: auto-generated types
