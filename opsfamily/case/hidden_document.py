"""The base of documents that people read who do not know the family: staff of a day centre, leaders of a group."""

from opsfamily.case.document import CaseDocument
from opsfamily.permissions.hidden_columns import get_hidden_columns


class HiddenFamilyDocument(CaseDocument):
	"""A document about a person of a family, read by some without the fields that lead to the family."""

	def as_dict(self, *args, **options) -> dict:
		"""Return the values without columns hidden from the reader: a save answers with these, unfiltered by Frappe."""
		values = super().as_dict(*args, **options)
		for fieldname in get_hidden_columns(self.doctype):
			values.pop(fieldname, None)
		return values
