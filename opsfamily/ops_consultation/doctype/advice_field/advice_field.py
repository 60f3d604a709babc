from opsfamily.case.dictionaries import DictionaryEntry


class AdviceField(DictionaryEntry):
	"""A field in which advisers help the workers: the office's own dictionary."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		disabled: DF.Check
		field_name: DF.Data
	# end: auto-generated types
