from opsfamily.case.document import CaseRow


class FamilyMember(CaseRow):
	"""One person of a household, on the family's page or on an assessment (F1, SKŁAD RODZINY)."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		birth_date: DF.Date | None
		education_and_work: DF.SmallText | None
		full_name: DF.Data
		health: DF.SmallText | None
		in_foster_care: DF.Check
		kinship: DF.Data | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		workplace_or_school: DF.SmallText | None
	# end: auto-generated types
