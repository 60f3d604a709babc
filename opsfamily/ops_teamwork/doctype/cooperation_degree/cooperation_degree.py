from opsfamily.case.dictionaries import DictionaryEntry


class CooperationDegree(DictionaryEntry):
	"""A degree of cooperation, from separation to integration: the office's own dictionary."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		degree_name: DF.Data
		disabled: DF.Check
		explanation: DF.SmallText | None
		line: DF.Literal["Dotted Line", "Dashed Line", "Solid Line", "Double Line", "Thick Line"]
		position: DF.Int
	# end: auto-generated types
