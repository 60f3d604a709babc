from opsfamily.case.dictionaries import DictionaryEntry


class NotifiedBody(DictionaryEntry):
	"""A body that is notified of an intervention: the office's own dictionary."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		body_name: DF.Data
		disabled: DF.Check
	# end: auto-generated types
