from opsfamily.case.dictionaries import DictionaryEntry


class CompetenceArea(DictionaryEntry):
	"""An area in which a family learns to manage by itself: household, money, offices … The office's own dictionary."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		area_name: DF.Data
		disabled: DF.Check
	# end: auto-generated types
