from opsfamily.case.dictionaries import DictionaryEntry


class UsualAction(DictionaryEntry):
	"""An action that is proposed for a visit („podjęte działania” of F5); the office owns the list."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		action: DF.Data
		disabled: DF.Check
	# end: auto-generated types
