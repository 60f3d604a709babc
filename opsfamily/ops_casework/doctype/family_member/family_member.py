from opsfamily.case.document import CaseRow


class FamilyMember(CaseRow):
	"""One person of a household, on the family's page or on an assessment (F1, SKŁAD RODZINY)."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		birth_date: DF.Date | None
		disability_from: DF.Date | None
		disability_until: DF.Date | None
		education_and_work: DF.SmallText | None
		former_names: DF.SmallText | None
		full_name: DF.Data
		has_disability: DF.Check
		health: DF.SmallText | None
		in_foster_care: DF.Check
		joined_on: DF.Date | None
		kinship: DF.Data | None
		left_on: DF.Date | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		workplace_or_school: DF.SmallText | None
	# end: auto-generated types
