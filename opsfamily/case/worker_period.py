"""The base of what a worker has for a time: a post, an absence. No two of a kind meet."""

from __future__ import annotations

import frappe
from frappe import ValidationError, _
from frappe.utils import formatdate, getdate

from opsfamily.case.document import ConfidentialDocument
from opsfamily.case.locks import read_now
from opsfamily.core.assignments import periods_meet


class SecondAtOnceError(ValidationError):
	"""A worker has one of a kind at a time."""


class WorkerPeriod(ConfidentialDocument):
	"""A document with `user`, `from_date` and `until_date`; without a last day it goes on.

	The worker's row is locked before these rules look at other rows (`case/locks.py`).
	"""

	def validate_period(self):
		"""Refuse a missing first day (EmptyDocumentError), or an end before the beginning (PeriodError)."""
		self.require("user")
		self.require("from_date")
		self.refuse_before("until_date", "from_date")

	def validate_no_overlap(self):
		"""Refuse a period that shares a day with another of the same worker, naming it (SecondAtOnceError)."""
		for other in self.get_others():
			if periods_meet(*self.get_days(self), *self.get_days(other)):
				frappe.throw(
					_("{0}: {1} has {2} {3} from {4} on already.").format(
						self.label_of("from_date"),
						frappe.bold(self.full_name or self.user),
						_(self.doctype),
						other.name,
						formatdate(other.from_date),
					),
					SecondAtOnceError,
				)

	def get_others(self) -> list[frappe._dict]:
		"""Return the worker's other documents of the kind, also those that the user may not see: the overlap counts."""
		filters = {"user": self.user, "name": ["!=", self.name or ""]}
		return read_now(self.doctype, filters, ["name", "from_date", "until_date"], "from_date, name")

	@staticmethod
	def get_days(row) -> tuple:
		"""Return the first and the last day; None for an open end."""
		return getdate(row.from_date), getdate(row.until_date) if row.until_date else None
