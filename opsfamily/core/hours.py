"""Times of day, and durations in whole minutes."""

import re
from datetime import date, datetime, time, timedelta, timezone, tzinfo

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


def real_minutes(day: date, start: time, end: time, ends_next_day: bool, zone: tzinfo) -> int:
	"""Return the minutes that really pass between two hours of a clock in `zone`, from `start` on `day` on.

	In the night of the clock change they are an hour more or fewer than the clock shows; zero or less when `end` is not
	later.
	"""
	last_day = day + timedelta(days=1) if ends_next_day else day
	passed = to_moment(last_day, end, zone) - to_moment(day, start, zone)
	return int(passed.total_seconds()) // 60


def to_moment(day: date, hour: time, zone: tzinfo) -> datetime:
	"""Return the moment of an hour of a clock in `zone`, in UTC; an hour that comes twice is the first of the two."""
	local = datetime.combine(day, time(hour.hour, hour.minute), zone)
	return local.astimezone(timezone.utc)


def span(day: date, start: time, minutes: int, zone: tzinfo | None = None) -> tuple[datetime, datetime]:
	"""Return the first and last moment of a contact that began on `day` at `start`.

	zone: that of the clock; without it the moments are those that the clock shows.
	"""
	shown = datetime.combine(day, time()) + timedelta(minutes=minute_of_day(start))
	begin = to_moment(day, start, zone) if zone else shown
	return begin, begin + timedelta(minutes=minutes)


def overlaps(one: tuple[datetime, datetime], other: tuple[datetime, datetime]) -> bool:
	"""Return whether two contacts share a minute; a contact may begin when another ends."""
	return one[0] < other[1] and other[0] < one[1]


def format_minutes(minutes: int | None) -> str:
	"""Return minutes as hours on paper: 1535 → `25:35`."""
	sign, rest = ("-", -minutes) if (minutes or 0) < 0 else ("", minutes or 0)
	return f"{sign}{rest // 60}:{rest % 60:02d}"
