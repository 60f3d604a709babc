from opsfamily.case.document import CaseRow


class FamilyRelative(CaseRow):
	"""A person of a genogram, in the household or not; parents and partner are names of other rows.

	Years are texts of four digits, empty where they are not known.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		born: DF.Data | None
		died: DF.Data | None
		first_parent: DF.Autocomplete | None
		full_name: DF.Data
		illness: DF.SmallText | None
		in_household: DF.Check
		is_dead: DF.Check
		kinship: DF.Data | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		partner: DF.Autocomplete | None
		remark: DF.SmallText | None
		second_parent: DF.Autocomplete | None
		separated: DF.Check
		sex: DF.Literal["", "Female", "Male"]
	# end: auto-generated types
