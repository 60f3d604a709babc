from frappe.model.document import Document


class DayCentreBreak(Document):
	"""Holidays in which a day centre works by another timetable, or days on which it is closed."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		break_name: DF.Data
		from_date: DF.Date
		is_closed: DF.Check
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		until_date: DF.Date
	# end: auto-generated types
