from frappe.model.document import Document


class DayCentreWorker(Document):
	"""One worker of a day centre, with the first and the last day of working there."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from_date: DF.Date
		full_name: DF.Data | None
		is_head: DF.Check
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		until_date: DF.Date | None
		user: DF.Link
	# end: auto-generated types
