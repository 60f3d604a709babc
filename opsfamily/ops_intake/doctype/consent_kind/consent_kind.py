from opsfamily.case.dictionaries import DictionaryEntry


class ConsentKind(DictionaryEntry):
	"""A matter that a person may consent to: the office's own dictionary."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		disabled: DF.Check
		in_application: DF.Check
		is_consent_to_work: DF.Check
		is_data_consent: DF.Check
		kind_name: DF.Data
		text: DF.SmallText | None
	# end: auto-generated types
