from opsfamily.case.dictionaries import DictionaryEntry


class SupervisionProgramme(DictionaryEntry):
	"""A programme that pays for supervision: the office's own dictionary."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		disabled: DF.Check
		payer: DF.Data | None
		programme_name: DF.Data
	# end: auto-generated types
