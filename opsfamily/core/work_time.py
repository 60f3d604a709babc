"""Working time of an assistant outside the families: a month's sums, and the last day to correct entries."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from opsfamily.core.deadlines import card_due


def by_kind(entries: Iterable[Mapping]) -> list[tuple[str, int]]:
	"""Return (kind, minutes), the longest first."""
	sums: dict[str, int] = {}
	for entry in entries:
		sums[entry["kind"]] = sums.get(entry["kind"], 0) + (entry["minutes"] or 0)
	return sorted(sums.items(), key=lambda pair: (-pair[1], pair[0]))


def last_day_to_mend(month: str, card_day: int, grace_days: int) -> date:
	"""Return the last day for a worker to correct entries of a month: `grace_days` after the cards are due.

	Raise ValueError when the text is no month.
	"""
	return card_due(month, card_day) + timedelta(days=grace_days)
