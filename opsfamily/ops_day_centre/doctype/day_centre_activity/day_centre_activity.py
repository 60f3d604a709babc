from opsfamily.case.dictionaries import DictionaryEntry


class DayCentreActivity(DictionaryEntry):
	"""An activity that day centres offer: the office's own dictionary."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		activity_name: DF.Data
		disabled: DF.Check
	# end: auto-generated types
