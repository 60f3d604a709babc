"""Closing a month: which month it is, the sums of its contacts, and what is wrong with them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from itertools import combinations
from typing import NamedTuple

from opsfamily.core.contact_kinds import DIRECT
from opsfamily.core.contacts import is_contact
from opsfamily.core.hours import overlaps
from opsfamily.core.months import add_months, month_of

# Up to this day of a month the previous one is closed, afterwards the current one.
LAST_DAY_FOR_THE_PREVIOUS = 20

Span = tuple[datetime, datetime]


class Tally(NamedTuple):
	"""Sums of the visits of a month: how many, of these real contacts and those listed on F4, and the minutes: of all,
	of direct contacts, and of those listed on F4.

	An attempt is a visit and no contact.
	"""

	visits: int = 0
	minutes: int = 0
	on_timesheet: int = 0
	contacts: int = 0
	direct: int = 0
	timesheet: int = 0


def month_to_close(today: date) -> str:
	"""Return the month that is offered first: the previous one until the 20th day, then the current one."""
	return month_of(today if today.day > LAST_DAY_FOR_THE_PREVIOUS else add_months(today, -1))


def shifted(month: str, months: int) -> str:
	"""Return the month so many months later. Raise ValueError when the text is no month."""
	return month_of(add_months(date.fromisoformat(f"{month}-01"), months))


def tallies(contacts: Iterable[Mapping], *keys: str) -> dict[tuple, Tally]:
	"""Return the sums of the contacts, grouped by the values of these keys."""
	counted: dict[tuple, Tally] = {}
	for contact in contacts:
		key = tuple(contact[name] for name in keys)
		before = counted.get(key, Tally())
		counted[key] = Tally(
			before.visits + 1,
			before.minutes + (contact["minutes"] or 0),
			before.on_timesheet + bool(contact["on_timesheet"]),
			before.contacts + is_contact(contact["nature"]),
			before.direct + (contact["minutes"] or 0) * (contact["nature"] == DIRECT),
			before.timesheet + (contact["minutes"] or 0) * bool(contact["on_timesheet"]),
		)
	return counted


def differs(card: Mapping, rows: int, now: Tally) -> bool:
	"""Return whether a card with so many rows no longer matches its visits. now: the sums of the visits."""
	return bool(card["out_of_date"]) or (rows, card["total_minutes"] or 0) != (now.visits, now.minutes)


def overlapping(spans: Mapping[str, Span]) -> list[tuple[str, str]]:
	"""Return the pairs of contacts (by name, the earlier first) that share a minute."""
	ordered = sorted(spans, key=lambda name: (spans[name], name))
	return [(one, other) for one, other in combinations(ordered, 2) if overlaps(spans[one], spans[other])]
