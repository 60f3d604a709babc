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
