from opsfamily.case.dictionaries import DictionaryEntry


class ChildMood(DictionaryEntry):
	"""A mood in which a child is seen in the day centre; the office edits this list."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		disabled: DF.Check
		mood_name: DF.Data
	# end: auto-generated types
