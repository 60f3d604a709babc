"""Closing a month: what its contacts amount to, what is wrong with them, which month it is."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from itertools import combinations
from typing import NamedTuple

from opsfamily.core.hours import overlaps
from opsfamily.core.months import add_months, month_of

# Until this day of a month people close the one before it, from then on the one that runs.
LAST_DAY_FOR_THE_PREVIOUS = 20

Span = tuple[datetime, datetime]


class Tally(NamedTuple):
	"""What the contacts of a month amount to; `on_timesheet` counts those that stand on F4."""

	contacts: int = 0
	minutes: int = 0
	on_timesheet: int = 0


def month_to_close(today: date) -> str:
	"""The month that is offered first on `today`: the previous one until its successor's 20th day."""
	return month_of(today if today.day > LAST_DAY_FOR_THE_PREVIOUS else add_months(today, -1))


def shifted(month: str, months: int) -> str:
	"""The month so many months later. Raises ValueError when the text is no month."""
	return month_of(add_months(date.fromisoformat(f"{month}-01"), months))


def tallies(contacts: Iterable[Mapping], *keys: str) -> dict[tuple, Tally]:
	"""The contacts counted by the values of these keys."""
	counted: dict[tuple, Tally] = {}
	for contact in contacts:
		key = tuple(contact[name] for name in keys)
		before = counted.get(key, Tally())
		counted[key] = Tally(
			before.contacts + 1,
			before.minutes + (contact["minutes"] or 0),
			before.on_timesheet + bool(contact["on_timesheet"]),
		)
	return counted


def differs(card: Mapping, rows: int, now: Tally) -> bool:
	"""Whether a card of so many rows no longer says what the visits say now."""
	return bool(card["out_of_date"]) or (rows, card["total_minutes"] or 0) != (now.contacts, now.minutes)


def overlapping(spans: Mapping[str, Span]) -> list[tuple[str, str]]:
	"""Pairs of contacts (by name, the earlier first) that share a minute."""
	ordered = sorted(spans, key=lambda name: (spans[name], name))
	return [(one, other) for one, other in combinations(ordered, 2) if overlaps(spans[one], spans[other])]
