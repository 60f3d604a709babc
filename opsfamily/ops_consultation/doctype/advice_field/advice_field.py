from opsfamily.case.dictionaries import DictionaryEntry


class AdviceField(DictionaryEntry):
	"""A field in which advisers help the workers: the office's own dictionary."""
