"""Time fields that may stay empty on a form."""

from datetime import datetime, time, timedelta

from frappe.utils import get_time


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


def to_minute(value: str | time | timedelta | datetime) -> str:
	"""Return a time of day without seconds, as the database takes it: `15:30:00`."""
	return get_time(value).strftime("%H:%M:00")


def _is_present_time(value: object) -> bool:
	# Only the framework's default has fractions of a second.
	return isinstance(value, str) and "." in value
