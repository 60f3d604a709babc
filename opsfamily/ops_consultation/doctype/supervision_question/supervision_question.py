from opsfamily.case.dictionaries import DictionaryEntry


class SupervisionQuestion(DictionaryEntry):
	"""A question to the participants of a supervision, answered with a mark or in words: the office's own dictionary."""
