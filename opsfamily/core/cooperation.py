"""Degrees of cooperation with the bodies of a family's support network, and its yearly evaluation."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from opsfamily.core.months import add_months

# The office's standard of cooperation: once a year.
MONTHS_BETWEEN_EVALUATIONS = 12


class Recorded(NamedTuple):
	"""A degree of cooperation with an institution (or a person) since a day. name: of its document."""

	institution: str
	degree: str
	since: date
	name: str = ""


def key_of(institution: str | None) -> str:
	"""Return the key of an institution: its name without regard to capitals and extra spaces."""
	return " ".join((institution or "").split()).casefold()


def current(recorded: Iterable[Recorded]) -> dict[str, Recorded]:
	"""Return key of the institution → its newest degree; of two on one day (older data), the later in order."""
	return {key_of(row.institution): row for row in sorted(recorded, key=lambda row: row.since)}


def get_evaluation_due(valid_from: date, evaluated_on: date | None) -> date:
	"""Return by when the cooperation with a body is evaluated: a year after the last time, or after the agreement began."""
	return add_months(evaluated_on or valid_from, MONTHS_BETWEEN_EVALUATIONS)
