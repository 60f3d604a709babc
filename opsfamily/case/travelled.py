"""Kilometres on a visit or on other work: the fields, their rules and what is proposed."""

from __future__ import annotations

from datetime import date

import frappe
from frappe import ValidationError, _
from frappe.utils import flt, getdate

from opsfamily.case.blank_times import to_minute
from opsfamily.case.travel import get_ways, is_counted
from opsfamily.core.locality import get_locality
from opsfamily.core.travel import LONGEST_WAY, is_distance
from opsfamily.exceptions import EmptyDocumentError
from opsfamily.office import get_setting

TRAVEL_FIELDS = ("kilometres", "travel_from", "travel_to")


class DistanceError(ValidationError):
	"""Kilometres are whole ones or have one decimal, and are never negative."""


class TravelOffError(ValidationError):
	"""The office does not pay for travel."""


class Travelled:
	"""A mixin for documents with TRAVEL_FIELDS. WORKER, DAY: the fields with who drove, and when."""

	WORKER, DAY = "assistant", "visit_date"

	def validate_travel(self):
		"""Refuse kilometres where the office pays for none, or what is no distance; complete both ends of the way."""
		if not any(map(self.is_changed, TRAVEL_FIELDS)):
			return
		self.validate_is_paid()
		self.validate_distance()
		self.set_ends()
		self.validate_ends()

	def validate_is_paid(self):
		"""Refuse new kilometres where the office does not pay for travel (TravelOffError)."""
		if flt(self.kilometres) and not is_counted():
			frappe.throw(
				_("{0}: the office does not pay for travel (OPS Settings).").format(
					self.label_of("kilometres")
				),
				TravelOffError,
			)

	def validate_distance(self):
		"""Refuse negative kilometres, too many, or more than one decimal (DistanceError)."""
		if not is_distance(flt(self.kilometres)):
			frappe.throw(
				_("{0}: from 0 to {1}, whole kilometres or one decimal, e.g. 12.4.").format(
					self.label_of("kilometres"), LONGEST_WAY
				),
				DistanceError,
			)

	def set_ends(self):
		"""Complete the ends of the way from the last way of the day, the office's place and the family's locality."""
		if not flt(self.kilometres):
			self.travel_from = self.travel_to = None
			return
		proposed = propose_ends(
			self.get(self.WORKER), getdate(self.get(self.DAY)), self.get("family"), self.from_time, self.name
		)
		self.travel_from = (self.travel_from or "").strip() or proposed["travel_from"]
		self.travel_to = (self.travel_to or "").strip() or proposed["travel_to"]

	def validate_ends(self):
		"""Refuse kilometres without one of their ends (EmptyDocumentError)."""
		for fieldname in ("travel_from", "travel_to") if flt(self.kilometres) else ():
			self.require(fieldname, EmptyDocumentError)


def propose_ends(
	worker: str, day: date, family: str | None, hour=None, leave_out: str | None = None
) -> dict[str, str]:
	"""Return `travel_from` (where the worker's last way of the day ended, else the office's place) and `travel_to` (the
	family's locality; empty outside the families). hour: only ways before it. leave_out: the document itself.
	"""
	place = get_setting("place") or ""
	before = to_minute(hour) if hour else None
	ended = [
		way.travel_to
		for way in get_ways(day, day, worker)
		if way.name != leave_out and _is_before(way, before)
	]
	# The caller may write a visit of the family; of its address nothing but the locality is used.
	address = frappe.db.get_value("Family", family, "address") if family else None
	return {
		"travel_from": (ended[-1] if ended else place) or "",
		"travel_to": get_locality(address, place) if family else "",
	}


def _is_before(way: frappe._dict, hour: str | None) -> bool:
	return not (hour and way.from_time is not None) or to_minute(way.from_time) < hour
