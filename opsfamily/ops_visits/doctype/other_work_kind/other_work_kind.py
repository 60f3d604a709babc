from opsfamily.case.dictionaries import DictionaryEntry


class OtherWorkKind(DictionaryEntry):
	"""A kind of work outside the families, such as training; the office edits this list."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		disabled: DF.Check
		is_training: DF.Check
		kind_name: DF.Data
	# end: auto-generated types
