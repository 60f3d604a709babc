"""A child's age in months and days, as screening tools need it, corrected for a premature birth.

The age of a child born some weeks early is counted from the expected day of birth. From a certain age on,
usually two years, it is no longer corrected.
"""

from datetime import date, timedelta
from typing import NamedTuple

from opsfamily.core.months import add_months
from opsfamily.core.polish import counted, plural

# Upper bound for weeks born early; more is a typing mistake.
MOST_WEEKS_EARLY = 18


class Age(NamedTuple):
	"""An age: whole months, and the days after the last whole month."""

	months: int
	days: int


def age_on(born: date, day: date) -> Age:
	"""Return the age on `day`. Raise ValueError for a day before the birth.

	A month is complete on the same day of the next month, or on its last day where it is shorter.
	"""
	if day < born:
		raise ValueError(day)
	months = (day.year - born.year) * 12 + day.month - born.month
	if add_months(born, months) > day:
		months -= 1
	return Age(months, (day - add_months(born, months)).days)


def expected_birth(born: date, weeks_early: int) -> date:
	"""Return the expected day of birth of a child born so many weeks early."""
	return born + timedelta(weeks=weeks_early)


def is_corrected(age: Age, weeks_early: int, until_months: int) -> bool:
	"""Return whether the age is corrected: the child was born early and is younger than `until_months`."""
	return weeks_early > 0 and age.months < until_months


def in_words(age: Age) -> str:
	"""Return the age as text: `26 mies. 14 dni`."""
	return f"{age.months} mies. {age.days} {plural(age.days, 'dzień', 'dni', 'dni')}"


def in_years(born: date, day: date) -> str:
	"""Return the age of somebody of the household as text: `3 lata`; up to two years in months: `14 mies.`."""
	months = age_on(born, day).months
	return f"{months} mies." if months < 24 else counted(months // 12, "rok", "lata", "lat")
