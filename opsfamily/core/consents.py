"""Consents of a family's members: whether they are in force, and since when the family has agreed."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

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
