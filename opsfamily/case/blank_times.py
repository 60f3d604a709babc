"""Hours of the day on a form, where an empty one has to stay empty."""

from datetime import datetime, time, timedelta

from frappe.utils import get_time


class BlankTimes:
	"""A document whose hours may be left empty. TIMES: its fields of a time of day."""

	TIMES: tuple[str, ...] = ("from_time", "to_time")

	def __setup__(self):
		# The framework gives an empty Time field the present time; here a blank one must stay blank.
		self.dont_update_if_missing = list(self.TIMES)
		for fieldname in self.TIMES:
			if self.is_new() and _is_present_time(self.get(fieldname)):
				self.set(fieldname, None)


def to_minute(value: str | time | timedelta | datetime) -> str:
	"""The hour without seconds, as the database takes it: `15:30:00`."""
	return get_time(value).strftime("%H:%M:00")


def _is_present_time(value: object) -> bool:
	# Only the framework's clock says fractions of a second.
	return isinstance(value, str) and "." in value
