from opsfamily.case.dictionaries import DictionaryEntry


class SupervisionProgramme(DictionaryEntry):
	"""A programme that pays for supervision: the office's own dictionary."""
