from __future__ import annotations

from frappe.model.document import Document


class ShippedRecord(Document):
	"""A workspace, number card or chart that the app brought along, and what the app wrote last.

	Written by installing and updating alone (opsfamily/setup/shipped.py). `written` is JSON: field → value, tables as lists
	of rows; `fingerprint` says which version of the record that was.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		fingerprint: DF.Data | None
		newer_is_waiting: DF.Check
		record: DF.DynamicLink | None
		record_key: DF.Data
		record_type: DF.Link
		status: DF.Literal["As Shipped", "Changed by the Office", "Deleted by the Office"]
		written: DF.LongText | None
	# end: auto-generated types

	def autoname(self):
		"""Name the entry by its key; it is no entry of a dictionary, and nobody types it."""
		self.name = self.record_key
