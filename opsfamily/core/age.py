"""A child's age in months and days, as screening tools ask for it, and corrected for a birth before term.

A child born so many weeks too early is counted from the day on which it was expected; from a certain age on,
two years as a rule, that is no longer done.
"""

from datetime import date, timedelta
from typing import NamedTuple

from opsfamily.core.months import add_months
from opsfamily.core.polish import plural

# A child born more than this before term does not live.
MOST_WEEKS_EARLY = 18


class Age(NamedTuple):
	"""Whole months, and the days after the last of them."""

	months: int
	days: int


def age_on(born: date, day: date) -> Age:
	"""The age on `day`. A month is over on the same day of the next one; who was born on a day that it does
	not have, on its last day. Raises ValueError for a day before the birth."""
	if day < born:
		raise ValueError(day)
	months = (day.year - born.year) * 12 + day.month - born.month
	if add_months(born, months) > day:
		months -= 1
	return Age(months, (day - add_months(born, months)).days)


def expected_birth(born: date, weeks_early: int) -> date:
	"""The day on which a child born so many weeks too early was expected."""
	return born + timedelta(weeks=weeks_early)


def is_corrected(age: Age, weeks_early: int, until_months: int) -> bool:
	"""Whether a child of this age is counted from the expected day: not on the day on which it has the months."""
	return weeks_early > 0 and age.months < until_months


def in_words(age: Age) -> str:
	"""`26 mies. 14 dni`"""
	return f"{age.months} mies. {age.days} {plural(age.days, 'dzień', 'dni', 'dni')}"
