"""Groups and workshops: what is noted of who came, and sums of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from opsfamily.core.day_centre import PRESENCES, PRESENT

# For this many days after a group's last day its leaders finish what they note of it.
LATE_DAYS = 30


class Attended(NamedTuple):
	"""How often a person came to a group, out of the meetings of which something is noted, and the last day there."""

	came: int
	noted: int
	last: date | None


def sum_presences(rows: Iterable[tuple[date, str]]) -> Attended:
	"""Return the sum of (day, presence)."""
	noted = [(day, presence) for day, presence in rows if presence in PRESENCES]
	days = [day for day, presence in noted if presence == PRESENT]
	return Attended(len(days), len(noted), max(days, default=None))
