"""How far the cooperation with the bodies of a family's support network goes, and since when."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple


class Recorded(NamedTuple):
	"""One degree of cooperation with an institution (or a person), from a day on. name: of its document."""

	institution: str
	degree: str
	since: date
	name: str = ""


def key_of(institution: str | None) -> str:
	"""What an institution is known by: small letters and further spaces do not make it another one."""
	return " ".join((institution or "").split()).casefold()


def current(recorded: Iterable[Recorded]) -> dict[str, Recorded]:
	"""Key of the institution → its newest degree. Of two of one day (older data) the later in the row counts."""
	return {key_of(row.institution): row for row in sorted(recorded, key=lambda row: row.since)}
