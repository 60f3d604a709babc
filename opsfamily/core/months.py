"""Calendar months, written `2026-10` so that they sort as text."""

import re
from calendar import monthrange
from datetime import date

MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


def month_of(day: date) -> str:
	"""Return the month of a day."""
	return f"{day.year:04d}-{day.month:02d}"


def first_and_last_day(month: str) -> tuple[date, date]:
	"""Return the first and the last day of a month. Raise ValueError when the text is no month."""
	match = MONTH.fullmatch(month or "")
	if not match or match[1] == "0000":
		raise ValueError(month)
	year, number = int(match[1]), int(match[2])
	return date(year, number, 1), date(year, number, monthrange(year, number)[1])


def months_between(first: date, last: date) -> list[str]:
	"""Return the months of a period, the oldest first."""
	numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
	return [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in numbers]


def add_months(day: date, months: int) -> date:
	"""Return the same day `months` later, or the last day of that month where it is shorter."""
	index = day.year * 12 + day.month - 1 + months
	year, number = index // 12, index % 12 + 1
	return date(year, number, min(day.day, monthrange(year, number)[1]))
