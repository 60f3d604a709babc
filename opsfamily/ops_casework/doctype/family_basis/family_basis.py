from opsfamily.case.document import CaseRow


class FamilyBasis(CaseRow):
	"""A basis of the work with a family that no paper in the app says, with its days."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		basis: DF.Literal["Family Consent", "Court Order", "Za Życiem", "Minor Parent", "Other Basis"]
		from_date: DF.Date | None
		note: DF.Data | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		until_date: DF.Date | None
	# end: auto-generated types
