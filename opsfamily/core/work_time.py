"""What an assistant works beside the families: the month's sums, and until when it may be mended."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from opsfamily.core.deadlines import card_due


def by_kind(entries: Iterable[Mapping]) -> list[tuple[str, int]]:
	"""Kind → its minutes, the longest first."""
	sums: dict[str, int] = {}
	for entry in entries:
		sums[entry["kind"]] = sums.get(entry["kind"], 0) + (entry["minutes"] or 0)
	return sorted(sums.items(), key=lambda pair: (-pair[1], pair[0]))


def last_day_to_mend(month: str, card_day: int, grace_days: int) -> date:
	"""Until when a worker mends the entries of a month: so many days after the cards are due.

	Raises ValueError when the text is no month.
	"""
	return card_due(month, card_day) + timedelta(days=grace_days)
