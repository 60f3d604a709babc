"""Consents of a family's members: whether they are in force, and since when the family has agreed."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from opsfamily.core.age import age_on

# Months of age from which a person consents for themselves.
OF_AGE = 18 * 12
# What happens after a withdrawal: the work may go on with another person whose consent runs.
WITH_OTHER_PARENT = "Go On with the Other Parent"
RUNS, WITHDRAWN = "Consent Runs", "Consent Withdrawn"


class Given(NamedTuple):
	"""A consent of one person."""

	given_on: date
	withdrawn_on: date | None = None


def is_running(withdrawn_on: date | str | None) -> bool:
	"""Return whether a consent is in force: it was not withdrawn, not even today."""
	return not withdrawn_on


def agreed_since(consents: Iterable[Given]) -> date | None:
	"""Return the day of the oldest consent in force, or None when all were withdrawn."""
	return min((row.given_on for row in consents if is_running(row.withdrawn_on)), default=None)


def withdrawn_since(consents: Iterable[Given], day: date) -> date | None:
	"""Return the day of the latest withdrawal up to `day` after which no consent is in force on it; else None."""
	given = [row for row in consents if row.given_on <= day]
	withdrawals = [row.withdrawn_on for row in given if row.withdrawn_on and row.withdrawn_on <= day]
	return max(withdrawals, default=None) if len(withdrawals) == len(given) else None


def is_of_age(born: date | None, day: date) -> bool:
	"""Return whether a person is of age on a day; without a birth date nobody is taken to be."""
	return born is not None and born <= day and age_on(born, day).months >= OF_AGE


def find_unanswered(adults: Iterable[frozenset[str]], answered: Iterable[str]) -> list[int]:
	"""Return the numbers of the adults without a consent and without a reason for its absence.

	adults: for each all names under which papers know the person. answered: who has signed, or is listed with a reason.
	"""
	known = {" ".join(name.casefold().split()) for name in answered}
	plain = [{" ".join(name.casefold().split()) for name in names} for names in adults]
	return [number for number, names in enumerate(plain) if not names & known]
