from opsfamily.case.dictionaries import DictionaryEntry


class DifficultyCause(DictionaryEntry):
	"""A cause of a family's difficulties (art. 7 of the Social Assistance Act): the office's own dictionary."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		cause_name: DF.Data
		disabled: DF.Check
		is_sensitive: DF.Check
		source: DF.Data | None
	# end: auto-generated types
