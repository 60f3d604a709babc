from opsfamily.case.dictionaries import DictionaryEntry


class SupportBody(DictionaryEntry):
	"""An institution before which an assistant acts, or that gives support: the office's own dictionary."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		disabled: DF.Check
		body_name: DF.Data
		is_health_provider: DF.Check
	# end: auto-generated types
