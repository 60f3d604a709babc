from opsfamily.case.dictionaries import DictionaryEntry


class Adviser(DictionaryEntry):
	"""Somebody whom the workers may ask for a consultation: with fields, and ways to reach them.

	The office's own directory; an adviser needs no account here.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from opsfamily.ops_consultation.doctype.adviser_field.adviser_field import AdviserField

		adviser_name: DF.Data
		area: DF.Data | None
		disabled: DF.Check
		email: DF.Data | None
		fields_in_words: DF.SmallText | None
		fields_of_advice: DF.TableMultiSelect[AdviserField] | None
		hours: DF.SmallText | None
		institution: DF.Data | None
		phone: DF.Data | None
		user: DF.Link | None
	# end: auto-generated types

	def validate(self):
		self.set_fields_in_words()

	def set_fields_in_words(self):
		"""Set the fields as a text, by which lists and searches find the adviser."""
		self.fields_in_words = ", ".join(row.advice_field for row in self.fields_of_advice)
