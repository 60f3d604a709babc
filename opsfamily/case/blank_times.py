"""Time fields that may stay empty on a form."""

from datetime import datetime, time, timedelta

import frappe
from frappe import _
from frappe.utils import get_time

from opsfamily.arguments import refuse_missing
from opsfamily.core import hours
from opsfamily.exceptions import BlankTimeError, TimeOrderError


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
			refuse_no_hour(self.label_of(fieldname), self.get(fieldname))

	def validate_order_of_times(self):
		"""Refuse an end that is not after the beginning, where both are written (TimeOrderError)."""
		if not {self.from_time, self.to_time} & {None, ""}:
			labels = (self.label_of("from_time"), self.label_of("to_time"))
			refuse_wrong_order(labels, self.from_time, self.to_time)


def refuse_no_hour(label: str, value: object) -> None:
	"""Refuse an hour that is missing or not written as HH:MM (BlankTimeError). label: as the message shows it."""
	if value in (None, ""):
		# Not `require`: midnight is an hour, though its value is false.
		refuse_missing(label, BlankTimeError)
	if not hours.is_hour(str(value)):
		frappe.throw(_("{0}: write the hour as HH:MM, e.g. 15:30.").format(label), BlankTimeError)


def refuse_wrong_order(labels: tuple[str, str], begin: object, end: object) -> None:
	"""Refuse an end that is not after the beginning (TimeOrderError). labels: of the beginning and of the end."""
	if get_time(end) > get_time(begin):
		return
	shown = (labels[1], to_minute(end)[:5], labels[0], to_minute(begin)[:5])
	frappe.throw(_("{0} ({1}) must be later than {2} ({3}).").format(*shown), TimeOrderError)


def to_minute(value: str | time | timedelta | datetime) -> str:
	"""Return a time of day without seconds, as the database takes it: `15:30:00`."""
	return get_time(value).strftime("%H:%M:00")


def _is_present_time(value: object) -> bool:
	# Only the framework's default has fractions of a second.
	return isinstance(value, str) and "." in value
