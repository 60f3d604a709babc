"""Outings to a family's home: the expected end, and the alarm when a worker does not come back."""

from datetime import datetime, timedelta

from opsfamily.core.hours import is_hour

OUT, MISSED, BACK = "Out", "Not Back in Time", "Is Back"
OPEN = (OUT, MISSED)


def alarm_at(expected_end: datetime, margin_minutes: int) -> datetime:
	"""Return the moment at which the coordinators are notified if the worker has not come back."""
	return expected_end + timedelta(minutes=margin_minutes)


def end_after(now: datetime, minutes: int) -> datetime:
	"""Return the end of a stay of so many minutes, without seconds."""
	return now.replace(second=0, microsecond=0) + timedelta(minutes=minutes)


def end_at(now: datetime, hour: str) -> datetime:
	"""Return the next moment at which it is `hour` (`16:30`): today, or tomorrow when it has passed today.

	Raise ValueError when the text is no time of day.
	"""
	if not is_hour(hour):
		raise ValueError(hour)
	hours, minutes = (int(part) for part in hour.split(":")[:2])
	end = now.replace(hour=hours, minute=minutes, second=0, microsecond=0)
	return end if end > now else end + timedelta(days=1)


def is_of_this_outing(left_at: datetime, visit: tuple[datetime, datetime]) -> bool:
	"""Return whether a contact (its first and last moment) is the one for which the worker went out.

	It begins on the day after the outing at the latest, and ends after the worker left.
	"""
	begins, ends = visit
	return ends > left_at and begins.date() - left_at.date() <= timedelta(days=1)
