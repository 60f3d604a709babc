from opsfamily.case.document import CaseRow


class HistoryEvent(CaseRow):
	"""An event of a family's history: its year, and its month where it is known (0: it is not)."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		description: DF.SmallText
		kind: DF.Link
		month: DF.Int
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		who: DF.Data | None
		year: DF.Int
	# end: auto-generated types
