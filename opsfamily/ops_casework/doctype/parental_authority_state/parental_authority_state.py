from opsfamily.case.dictionaries import DictionaryEntry


class ParentalAuthorityState(DictionaryEntry):
	"""How far somebody has parental authority over a child (art. 92–112 k.r.o.): the office's own dictionary."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		disabled: DF.Check
		kind_name: DF.Data
	# end: auto-generated types
