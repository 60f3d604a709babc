from opsfamily.case.document import CaseRow


class OutsideOpening(CaseRow):
	"""One thing that happened to a link: it was made, opened, answered or refused. Written once, by the app."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		happened_on: DF.Datetime | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		what: DF.Literal[
			"Link Made",
			"Task Opened",
			"Task Answered",
			"Refused: Link Expired",
			"Refused: Already Answered",
			"Refused: Link Withdrawn",
			"Refused: Task Ended",
		]
		who: DF.Data | None
	# end: auto-generated types
