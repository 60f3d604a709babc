"""Going out to a family: until when somebody is expected back, and when they are missed."""

from datetime import datetime, timedelta

from opsfamily.core.hours import is_hour

OUT, MISSED, BACK = "Out", "Not Back in Time", "Is Back"
OPEN = (OUT, MISSED)


def alarm_at(expected_end: datetime, margin_minutes: int) -> datetime:
	"""When the coordinators are told, if nobody has come back by then."""
	return expected_end + timedelta(minutes=margin_minutes)


def end_after(now: datetime, minutes: int) -> datetime:
	"""The end of a stay of so many minutes; seconds are dropped, as nobody counts them."""
	return now.replace(second=0, microsecond=0) + timedelta(minutes=minutes)


def end_at(now: datetime, hour: str) -> datetime:
	"""The next time that the clock says `hour` (`16:30`): past it today, it is tomorrow's.

	Raises ValueError for what is no time of day.
	"""
	if not is_hour(hour):
		raise ValueError(hour)
	hours, minutes = (int(part) for part in hour.split(":")[:2])
	end = now.replace(hour=hours, minute=minutes, second=0, microsecond=0)
	return end if end > now else end + timedelta(days=1)


def is_of_this_outing(left_at: datetime, visit: tuple[datetime, datetime]) -> bool:
	"""Whether a contact (its first and last moment) is the one for which somebody went out.

	Of the day of the outing, or past that midnight; and not over before the outing began.
	"""
	begins, ends = visit
	return ends > left_at and begins.date() - left_at.date() <= timedelta(days=1)
