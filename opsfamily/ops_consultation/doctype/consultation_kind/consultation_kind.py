from opsfamily.case.dictionaries import DictionaryEntry


class ConsultationKind(DictionaryEntry):
	"""A kind of a consultant's work: the office's own dictionary. Its tick says whether it may name a family."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		about_family: DF.Check
		disabled: DF.Check
		has_steps: DF.Check
		kind_name: DF.Data
	# end: auto-generated types
