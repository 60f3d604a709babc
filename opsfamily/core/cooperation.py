"""Degrees of cooperation with the bodies of a family's support network."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple


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
