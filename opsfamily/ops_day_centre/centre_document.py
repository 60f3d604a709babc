"""What the documents of the day centre share: the staff read them without what leads to the family."""

from opsfamily.case.document import CaseDocument
from opsfamily.permissions.hidden_columns import get_hidden_columns


class CentreDocument(CaseDocument):
	"""A document about a child of a family, read by people who do not know the family."""

	def as_dict(self, *args, **options) -> dict:
		"""Also what a save answers with, which the platform does not strip of what its reader may not read."""
		values = super().as_dict(*args, **options)
		for fieldname in get_hidden_columns(self.doctype):
			values.pop(fieldname, None)
		return values
