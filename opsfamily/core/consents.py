"""Consents of a family's people: which run, and since when the family agrees."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

RUNS, WITHDRAWN = "Consent Runs", "Consent Withdrawn"


class Given(NamedTuple):
	"""One person's consent."""

	given_on: date
	withdrawn_on: date | None = None


def is_running(withdrawn_on: date | str | None) -> bool:
	"""Whether a consent runs: it was not withdrawn, be it today."""
	return not withdrawn_on


def agreed_since(consents: Iterable[Given]) -> date | None:
	"""The day of the oldest consent that runs; None when all were withdrawn."""
	return min((row.given_on for row in consents if is_running(row.withdrawn_on)), default=None)
