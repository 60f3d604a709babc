from opsfamily.case.dictionaries import DictionaryEntry


class Adviser(DictionaryEntry):
	"""Somebody whom the workers may ask for a consultation: with fields, and ways to reach them.

	The office's own directory; an adviser needs no account here.
	"""

	def validate(self):
		self.set_fields_in_words()

	def set_fields_in_words(self):
		"""Set the fields as a text, by which lists and searches find the adviser."""
		self.fields_in_words = ", ".join(row.advice_field for row in self.fields_of_advice)
