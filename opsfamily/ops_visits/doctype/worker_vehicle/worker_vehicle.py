from frappe import ValidationError, _, throw
from frappe.utils import cint, getdate

from opsfamily.case.travel import get_office_limit
from opsfamily.case.worker_period import WorkerPeriod


class VehicleLimitError(ValidationError):
	"""The kilometres agreed for a vehicle are at most the office's limit of its first day."""


class WorkerVehicle(WorkerPeriod):
	"""A worker's own vehicle that is used for the office, by a contract: what it is, and the agreed kilometres."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		capacity_class: DF.Literal["Car up to 900 cm³", "Car above 900 cm³", "Motorcycle", "Moped"]
		from_date: DF.Date
		full_name: DF.Data | None
		monthly_limit: DF.Int
		naming_series: DF.Literal["POJ-.YYYY.-.####"]
		registration: DF.Data
		until_date: DF.Date | None
		user: DF.Link
	# end: auto-generated types

	def validate(self):
		self.validate_period()
		self.require("registration")
		self.validate_limit()
		self.validate_no_overlap()

	def validate_limit(self):
		"""Refuse more kilometres than the office's limit on the first day (VehicleLimitError)."""
		limit = get_office_limit(getdate(self.from_date))
		if limit is not None and cint(self.monthly_limit) > limit:
			throw(
				_("{0}: the office's limit is {1} km a month (OPS Settings).").format(
					self.label_of("monthly_limit"), limit
				),
				VehicleLimitError,
			)
