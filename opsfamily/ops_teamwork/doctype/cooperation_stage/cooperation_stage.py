from opsfamily.case.dictionaries import DictionaryEntry


class CooperationStage(DictionaryEntry):
	"""A stage in which cooperation between institutions grows; the office edits this list."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		disabled: DF.Check
		explanation: DF.SmallText | None
		position: DF.Int
		stage_name: DF.Data
	# end: auto-generated types
