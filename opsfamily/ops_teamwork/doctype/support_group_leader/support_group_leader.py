from opsfamily.case.document import ClosedDocument


class SupportGroupLeader(ClosedDocument):
	"""Somebody who leads a group from a day until a day: a worker of the office, or somebody from outside by name."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from_date: DF.Date
		full_name: DF.Data | None
		outside_leader: DF.Data | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		until_date: DF.Date | None
		user: DF.Link | None
	# end: auto-generated types
