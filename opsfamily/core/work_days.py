"""Working days in Poland: Monday to Friday without the days off of the Act of 18 January 1951."""

from collections.abc import Iterator
from datetime import date, timedelta

SATURDAY = 5
# (month, day) → the first year in which it is a day off.
FIXED_DAYS_OFF = {
	(1, 1): 1951,
	(1, 6): 2011,
	(5, 1): 1951,
	(5, 3): 1990,
	(8, 15): 1989,
	(11, 1): 1951,
	(11, 11): 1989,
	(12, 24): 2025,
	(12, 25): 1951,
	(12, 26): 1951,
}
# Easter Monday and Corpus Christi; Easter itself and Whitsun are Sundays.
DAYS_AFTER_EASTER = (1, 60)
# The Act of 7 November 2018: the day after the hundredth anniversary of independence.
SINGLE_DAYS_OFF = frozenset({date(2018, 11, 12)})


def get_easter(year: int) -> date:
	"""Return Easter Sunday of a year (the Gregorian calculation of Meeus, Jones and Butcher)."""
	century, of_century = divmod(year, 100)
	golden, leap_centuries = year % 19, century // 4
	moon = (19 * golden + century - leap_centuries - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
	weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - moon - of_century % 4) % 7
	late = (golden + 11 * moon + 22 * weekday) // 451
	month, day = divmod(moon + weekday - 7 * late + 114, 31)
	return date(year, month, day + 1)


def is_day_off(day: date) -> bool:
	"""Return whether the Act makes it a day off. A day off that an employer gives for a Saturday is not known here."""
	since = FIXED_DAYS_OFF.get((day.month, day.day))
	if (since and day.year >= since) or day in SINGLE_DAYS_OFF:
		return True
	return (day - get_easter(day.year)).days in DAYS_AFTER_EASTER


def is_working_day(day: date) -> bool:
	"""Return whether an office works on the day."""
	return day.weekday() < SATURDAY and not is_day_off(day)


def iterate_days(first: date, last: date) -> Iterator[date]:
	"""Yield every day from the first to the last, both included."""
	for offset in range((last - first).days + 1):
		yield first + timedelta(days=offset)


def get_working_days(first: date, last: date) -> list[date]:
	"""Return the working days from the first to the last day, both included."""
	return [day for day in iterate_days(first, last) if is_working_day(day)]
