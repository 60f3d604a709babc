from __future__ import annotations

import frappe
from frappe.query_builder import Interval
from frappe.query_builder.functions import Now

from opsfamily.case.document import ConfidentialDocument


class DeadlineNotice(ConfidentialDocument):
	"""A record of the daily digest: a worker was notified about a deadline at a stage (days left, -1: overdue).

	`told` is off for a stage that was skipped because a later one was reached. It names documents, never people
	of a family. What it is about is linked, so that a renamed user or family is not notified twice.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		about: DF.DynamicLink | None
		about_type: DF.Link | None
		clock: DF.Data | None
		due_date: DF.Date | None
		month: DF.Data | None
		threshold: DF.Int
		told: DF.Check
		user: DF.Link | None
		worker: DF.Link | None
	# end: auto-generated types

	@staticmethod
	def clear_old_logs(days: int = 730) -> None:
		"""Delete records older than the days (called by the framework's Log Settings)."""
		table = frappe.qb.DocType("Deadline Notice")
		frappe.db.delete(table, filters=(table.creation < (Now() - Interval(days=days))))
