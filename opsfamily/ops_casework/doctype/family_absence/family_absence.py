from opsfamily.case.document import CaseRow


class FamilyAbsence(CaseRow):
	"""A time in which a family, or somebody of it, is away: it explains deadlines and stops none."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from_date: DF.Date
		kind: DF.Literal["", "In Hospital", "In Prison", "Abroad", "Elsewhere"]
		note: DF.SmallText | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		until_date: DF.Date | None
		who: DF.Data | None
	# end: auto-generated types
