from opsfamily.case.dictionaries import DictionaryEntry


class SupervisionQuestion(DictionaryEntry):
	"""A question to the participants of a supervision, answered with a mark or in words: the office's own dictionary."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		disabled: DF.Check
		in_words: DF.Check
		position: DF.Int
		question: DF.Data
	# end: auto-generated types
