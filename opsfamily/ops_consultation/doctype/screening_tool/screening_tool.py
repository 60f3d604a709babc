from opsfamily.case.dictionaries import DictionaryEntry


class ScreeningTool(DictionaryEntry):
	"""A screening tool: its name and how it counts a child's age. The office's own dictionary."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		corrected_until_months: DF.Int
		disabled: DF.Check
		next_after_months: DF.Int
		tool_name: DF.Data
	# end: auto-generated types
