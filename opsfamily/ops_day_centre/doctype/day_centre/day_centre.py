import frappe
from frappe import ValidationError, _
from frappe.model.document import Document
from frappe.utils import getdate

from opsfamily.case.dictionaries import DictionaryEntry
from opsfamily.core.roles import CENTRE_STAFF
from opsfamily.exceptions import PeriodError
from opsfamily.permissions.rule import forget_families


class CentreWorkerRoleError(ValidationError):
	"""A worker of a day centre needs the role of its staff."""


class DayCentre(DictionaryEntry):
	"""A day centre and its workers, who see the children enrolled here while they work here."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from opsfamily.ops_day_centre.doctype.day_centre_worker.day_centre_worker import DayCentreWorker

		address: DF.SmallText | None
		centre_name: DF.Data
		disabled: DF.Check
		phone: DF.Data | None
		workers: DF.Table[DayCentreWorker]
	# end: auto-generated types

	def validate(self):
		for row in self.workers:
			self.validate_period(row)
			self.validate_role(row)

	def validate_period(self, row):
		"""Refuse a worker's last day before the first one (PeriodError)."""
		if row.until_date and getdate(row.until_date) < getdate(row.from_date):
			frappe.throw(
				_("{0} lies before {1}.").format(
					self.label_of("until_date", row), _(row.meta.get_label("from_date"))
				),
				PeriodError,
			)

	def validate_role(self, row):
		"""Refuse a new worker without the staff's role (CentreWorkerRoleError).

		A worker already listed may have lost the role: their last day can still be written.
		"""
		before = self.get_doc_before_save()
		known = {worker.user for worker in before.workers} if before else set()
		if row.user not in known and CENTRE_STAFF not in frappe.get_roles(row.user):
			frappe.throw(
				_("{0}: {1} needs the role {2}.").format(
					self.label_of("user", row), frappe.bold(row.full_name or row.user), _(CENTRE_STAFF)
				),
				CentreWorkerRoleError,
			)

	def label_of(self, fieldname: str, row: Document) -> str:
		"""Return the translated label of the row's field with the row's number, as messages show it."""
		label = frappe.bold(_(row.meta.get_label(fieldname)))
		return _("Row {0}: {1}").format(row.idx, label)

	def on_update(self):
		forget_families()
