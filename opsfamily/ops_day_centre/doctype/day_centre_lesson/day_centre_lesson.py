from frappe.model.document import Document

from opsfamily.case.blank_times import BlankTimes


class DayCentreLesson(BlankTimes, Document):
	"""A row of a day centre's timetable: an activity in term or holidays, on a weekday or without a fixed day."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		activity: DF.Link
		children_group: DF.Data | None
		from_time: DF.Time | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		season: DF.Literal["Term Time", "Holidays"]
		to_time: DF.Time | None
		weekday: DF.Literal["", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
	# end: auto-generated types
