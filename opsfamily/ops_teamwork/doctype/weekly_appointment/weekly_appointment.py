from opsfamily.case.blank_times import BlankTimes
from opsfamily.case.document import CaseDocument
from opsfamily.case.household import require_member


class WeeklyAppointment(BlankTimes, CaseDocument):
	"""Where somebody of a family goes every week, or who comes to them, that stands in no other document.

	A case manager helps with the day's order of a client of several institutions: the family's week is made of these, and of
	what is planned elsewhere.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		every_second: DF.Check
		family: DF.Link
		from_date: DF.Date
		from_time: DF.Time | None
		institution: DF.Data | None
		naming_series: DF.Literal["STA-.YYYY.-.####"]
		person: DF.Autocomplete | None
		place: DF.Data | None
		representative: DF.Data | None
		to_time: DF.Time | None
		until_date: DF.Date | None
		way: DF.Literal["They Go There", "Somebody Comes to Them"]
		weekday: DF.Literal["", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
		what: DF.Data
	# end: auto-generated types

	def validate(self):
		if self.person:
			require_member(self, "person")
		self.refuse_before("until_date", "from_date")
		self.validate_times_are_given()
		self.validate_order_of_times()
