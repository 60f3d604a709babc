import frappe
from frappe import ValidationError, _
from frappe.model.document import Document
from frappe.utils import getdate

from opsfamily.case.dictionaries import DictionaryEntry, refuse_disabled_entries
from opsfamily.core.roles import CASE_WORKERS, CENTRE_STAFF
from opsfamily.exceptions import PeriodError
from opsfamily.permissions.rule import forget_families


class LeaderError(ValidationError):
	"""Each leader is one person: a worker who may see who comes, or somebody from outside by name."""


class SupportGroup(DictionaryEntry):
	"""A group, a workshop or a trip to which members of several families come, and who leads it when.

	It names nobody of a family: who comes is written in a Group Participation for each person.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from opsfamily.ops_teamwork.doctype.support_group_leader.support_group_leader import (
			SupportGroupLeader,
		)

		centre: DF.Link | None
		disabled: DF.Check
		from_date: DF.Date
		group_name: DF.Data
		kind: DF.Link
		leaders: DF.Table[SupportGroupLeader]
		place: DF.Data | None
		purpose: DF.SmallText | None
		until_date: DF.Date | None
	# end: auto-generated types

	def validate(self):
		refuse_disabled_entries(self)
		self.refuse_end_before(self, "until_date")
		for row in self.leaders:
			self.validate_leader(row)
			self.refuse_end_before(row, "until_date")

	def validate_leader(self, row):
		"""Refuse nobody, two people in one row, and a new leader whose role opens no meeting (LeaderError)."""
		if bool(row.user) == bool((row.outside_leader or "").strip()):
			labels = self.label_of("user", row), frappe.bold(_(row.meta.get_label("outside_leader")))
			frappe.throw(_("{0}, {1}: write one of them.").format(*labels), LeaderError)
		before = self.get_doc_before_save()
		known = {leader.user for leader in before.leaders} if before else set()
		# A leader already listed may have lost the role: their last day can still be written.
		if row.user and row.user not in known and not may_lead(row.user):
			frappe.throw(
				_("{0}: {1} has no role in which groups are led.").format(
					self.label_of("user", row), frappe.bold(row.full_name or row.user)
				),
				LeaderError,
			)

	def refuse_end_before(self, doc: Document, fieldname: str):
		"""Refuse a last day before the first one, of the group or of a leader (PeriodError)."""
		if doc.until_date and getdate(doc.until_date) < getdate(doc.from_date):
			row = doc if doc is not self else None
			frappe.throw(
				_("{0} lies before {1}.").format(
					self.label_of(fieldname, row), _(doc.meta.get_label("from_date"))
				),
				PeriodError,
			)

	def on_update(self):
		forget_families()


def may_lead(user: str) -> bool:
	"""Return whether a role of the user opens meetings and who comes to them."""
	return not {*CASE_WORKERS, CENTRE_STAFF}.isdisjoint(frappe.get_roles(user))
