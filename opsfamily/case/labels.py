"""Labels of fields as messages show them."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document


class NamesFields:
	"""A mixin for documents whose messages name a field, and its row."""

	def label_of(self, fieldname: str, row: Document | None = None) -> str:
		"""Return the field's translated label, with the row's number, for messages."""
		label = frappe.bold(_((row or self).meta.get_label(fieldname)))
		return _("Row {0}: {1}").format(row.idx, label) if row else label
