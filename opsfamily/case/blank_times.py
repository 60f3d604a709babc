"""Time fields that may stay empty on a form."""

from datetime import datetime, time, timedelta

import frappe
from frappe import _
from frappe.utils import get_time

from opsfamily.arguments import refuse_missing
from opsfamily.core import hours
from opsfamily.exceptions import BlankTimeError


class BlankTimes:
	"""A mixin for documents whose Time fields may be left empty. TIMES: their fieldnames."""

	TIMES: tuple[str, ...] = ("from_time", "to_time")

	def __setup__(self):
		# The framework fills an empty Time field with the present time.
		# `type(self)`: a client's key of that name counts for nothing.
		self.dont_update_if_missing = list(type(self).TIMES)
		for fieldname in type(self).TIMES:
			if self.is_new() and _is_present_time(self.get(fieldname)):
				self.set(fieldname, None)

	def validate_times_are_given(self):
		"""Refuse an hour that is missing or not written as HH:MM (BlankTimeError)."""
		for fieldname in type(self).TIMES:
			if self.get(fieldname) in (None, ""):
				# Not `require`: midnight is an hour, though its value is false.
				refuse_missing(self.label_of(fieldname), BlankTimeError)
			if not hours.is_hour(str(self.get(fieldname))):
				frappe.throw(
					_("{0}: write the hour as HH:MM, e.g. 15:30.").format(self.label_of(fieldname)),
					BlankTimeError,
				)


def to_minute(value: str | time | timedelta | datetime) -> str:
	"""Return a time of day without seconds, as the database takes it: `15:30:00`."""
	return get_time(value).strftime("%H:%M:00")


def _is_present_time(value: object) -> bool:
	# Only the framework's default has fractions of a second.
	return isinstance(value, str) and "." in value
