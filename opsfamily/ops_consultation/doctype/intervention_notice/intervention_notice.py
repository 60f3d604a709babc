from opsfamily.case.blank_times import BlankTimes
from opsfamily.case.document import CaseRow


class InterventionNotice(BlankTimes, CaseRow):
	"""A body that was notified of an intervention: when, in which way, under which number."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		at_time: DF.Time | None
		body: DF.Link
		notified_on: DF.Date
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		reference: DF.Data | None
		way: DF.Literal["", "Phone", "In Person", "E-mail", "In Writing"]
	# end: auto-generated types

	TIMES = ("at_time",)
