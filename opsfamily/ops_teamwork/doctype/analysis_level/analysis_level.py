from opsfamily.case.dictionaries import DictionaryEntry


class AnalysisLevel(DictionaryEntry):
	"""A level of depth of an analysis: the office's own dictionary."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		disabled: DF.Check
		explanation: DF.SmallText | None
		level_name: DF.Data
		position: DF.Int
	# end: auto-generated types
