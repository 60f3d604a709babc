"""Times of day, and durations in whole minutes."""

import re
from datetime import date, datetime, time, timedelta

MINUTES_A_DAY = 24 * 60
HOUR = re.compile(r"([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?")


def is_hour(text: str) -> bool:
	"""Return whether the text is a time of day: `8:15`, `08:15`, also with seconds."""
	return bool(HOUR.fullmatch(text))


def minute_of_day(moment: time) -> int:
	"""Return the whole minutes since midnight; seconds are dropped, as cards have none."""
	return moment.hour * 60 + moment.minute


def minutes_between(start: time, end: time, ends_next_day: bool = False) -> int:
	"""Return the minutes from `start` to `end`; zero or less when `end` is not later."""
	return minute_of_day(end) - minute_of_day(start) + (MINUTES_A_DAY if ends_next_day else 0)


def span(day: date, start: time, minutes: int) -> tuple[datetime, datetime]:
	"""Return the first and last moment of a contact that began on `day` at `start`."""
	begin = datetime.combine(day, time()) + timedelta(minutes=minute_of_day(start))
	return begin, begin + timedelta(minutes=minutes)


def overlaps(one: tuple[datetime, datetime], other: tuple[datetime, datetime]) -> bool:
	"""Return whether two contacts share a minute; a contact may begin when another ends."""
	return one[0] < other[1] and other[0] < one[1]


def format_minutes(minutes: int | None) -> str:
	"""Return minutes as hours on paper: 1535 → `25:35`."""
	sign, rest = ("-", -minutes) if (minutes or 0) < 0 else ("", minutes or 0)
	return f"{sign}{rest // 60}:{rest % 60:02d}"
