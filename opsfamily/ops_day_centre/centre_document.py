"""The base of the day centre's documents: its staff read them without the fields that lead to the family."""

from opsfamily.case.document import CaseDocument
from opsfamily.permissions.hidden_columns import get_hidden_columns


class CentreDocument(CaseDocument):
	"""A document about a child of a family, read by people who do not know the family."""

	def as_dict(self, *args, **options) -> dict:
		"""Return the values without columns hidden from the reader: a save answers with these, unfiltered by Frappe."""
		values = super().as_dict(*args, **options)
		for fieldname in get_hidden_columns(self.doctype):
			values.pop(fieldname, None)
		return values
