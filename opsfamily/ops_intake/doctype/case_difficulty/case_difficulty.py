from opsfamily.case.dictionaries import DictionaryEntry


class CaseDifficulty(DictionaryEntry):
	"""A degree of difficulty of the work with a family, and how many families such a one counts for."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		disabled: DF.Check
		difficulty_name: DF.Data
		weight: DF.Float
	# end: auto-generated types
