from __future__ import annotations

import frappe
from frappe.model.document import Document
from frappe.query_builder import Interval
from frappe.query_builder.functions import Now


class DeadlineNotice(Document):
	"""That a worker was told of a deadline at a stage (days that were left, -1: overdue), or was told of
	a later one at once. The daily job's memory; it names documents, never people of a family."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		clock: DF.Data | None
		document: DF.Data | None
		document_type: DF.Link | None
		due_date: DF.Date | None
		threshold: DF.Int
		told: DF.Check
		user: DF.Data | None
	# end: auto-generated types

	@staticmethod
	def clear_old_logs(days: int = 730) -> None:
		"""Called by the platform's Log Settings."""
		table = frappe.qb.DocType("Deadline Notice")
		frappe.db.delete(table, filters=(table.creation < (Now() - Interval(days=days))))
