from opsfamily.case.dictionaries import DictionaryEntry


class CaseComplexity(DictionaryEntry):
	"""A degree of complexity of a case: the office's own dictionary."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		complexity_name: DF.Data
		disabled: DF.Check
		position: DF.Int
	# end: auto-generated types
