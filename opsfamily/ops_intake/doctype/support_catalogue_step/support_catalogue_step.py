from opsfamily.case.document import CaseRow


class SupportCatalogueStep(CaseRow):
	"""One step of the assistant for the person or with them; a step for them is on an authorisation that covers it."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		authorisation: DF.Link | None
		body: DF.Link
		nature: DF.Literal[
			"Acting for the Person",
			"Accompanying the Person",
			"Giving Information",
			"Telephoning with the Person",
		]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		result: DF.SmallText | None
		step: DF.SmallText
		step_date: DF.Date
	# end: auto-generated types
