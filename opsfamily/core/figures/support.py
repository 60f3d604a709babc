"""Figures of families under support: who was worked with, how the work began, how it ended (codes F and E)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from opsfamily.core import basis as bases
from opsfamily.core import requests
from opsfamily.core.assignments import periods_meet
from opsfamily.core.closing import MONITORED, UNDER_SUPPORT
from opsfamily.core.contact_kinds import ATTEMPT
from opsfamily.core.figures.facts import (
	Closing,
	Counted,
	Facts,
	Item,
	Request,
	by_family,
	documents,
	families,
	mean,
)
from opsfamily.core.meanings import ACCEPTED, REFUSED
from opsfamily.core.months import add_months
from opsfamily.core.status import WAITING, Period

NO_BASIS = "No Basis on Record"
BASES = (*bases.KINDS, NO_BASIS)
NO_CLASS = "Not Classified"
NO_CODE = "No Code"
# Length of a spell of support, in months: more than the first, up to the second.
LENGTHS = {"0-3": (0, 3), "3-12": (3, 12), "12-": (12, None)}
MONTHS_OF_RETURN = 12
FAMILY, CLOSING, REQUEST, MONITORING = "Family", "Case Closing", "Assistant Request", "Monitoring Contact"


def families_supported(facts: Facts, _part: str) -> Counted:
	"""Count families with a day of support in the period on which an assistant or a substitute was assigned (F1)."""
	return families(facts.with_assistant)


def families_without_contact(facts: Facts, _part: str) -> Counted:
	"""Count those of F1 with whom there was no contact in the period; an attempt is no contact."""
	met = {row.family for row in facts.contacts if row.nature != ATTEMPT}
	return families(facts.with_assistant - met)


def families_by_basis(facts: Facts, part: str) -> Counted:
	"""Count those of F1 whose main basis it is, on the last day of the period or of the support (F2)."""
	return families(name for name in facts.with_assistant if get_main_basis(facts, name) == part)


def get_main_basis(facts: Facts, family: str) -> str:
	"""Return the one basis under which a family is counted; a kind that an office has added counts as another one."""
	kind = bases.main_basis(facts.kinds_of(family))
	return (kind if kind in bases.KINDS else bases.OTHER) if kind else NO_BASIS


def families_under_order(facts: Facts, _part: str) -> Counted:
	"""Count those of F1 whom a court had obliged on a day of their support in the period."""
	return families(name for name in facts.with_assistant if is_under_order(facts, name))


def is_under_order(facts: Facts, family: str) -> bool:
	"""Return whether a court's order held on a day of the family's support in the period."""
	orders = [row for row in facts.bases.get(family, ()) if row.kind == bases.COURT]
	return any(
		periods_meet(order.first or date.min, order.last, *part)
		for order in orders
		for part in facts.in_period[family]
	)


def families_before(facts: Facts, _part: str) -> Counted:
	"""Count families under support at the end of the day before the period."""
	return families(name for name, status in facts.statuses_before.items() if status == UNDER_SUPPORT)


def families_begun(facts: Facts, _part: str) -> Counted:
	"""Count families whose first spell of support began in the period (F3)."""
	return families(name for name, spells in facts.spells.items() if facts.is_in(spells[0].first))


def families_taken_up_again(facts: Facts, _part: str) -> Counted:
	"""Count later spells of support that began in the period; their families are the items."""
	return count_spells(
		facts, ((name, row) for name, rows in facts.spells.items() for row in rows[1:]), "first"
	)


def supports_ended(facts: Facts, _part: str) -> Counted:
	"""Count spells of support that ended in the period."""
	return count_spells(facts, ((name, row) for name, rows in facts.spells.items() for row in rows), "last")


def count_spells(facts: Facts, spells: Iterator[tuple[str, Period]], end: str) -> Counted:
	"""Count the spells with this end (`first`, `last`) in the period; a family stands once for each of its spells."""
	items = tuple(Item(name, FAMILY, name) for name, row in spells if facts.is_in(getattr(row, end)))
	return Counted(len(items), items)


def families_under_support(facts: Facts, _part: str) -> Counted:
	"""Count families under support on the last day (F4)."""
	return families(name for name, status in facts.statuses.items() if status == UNDER_SUPPORT)


def families_monitored(facts: Facts, _part: str) -> Counted:
	"""Count families in monitoring on the last day (F4)."""
	return families(name for name, status in facts.statuses.items() if status == MONITORED)


def families_waiting(facts: Facts, _part: str) -> Counted:
	"""Count families that wait for an assistant on the last day (F3)."""
	return families(name for name, status in facts.statuses.items() if status == WAITING)


def requests_refused(facts: Facts, part: str) -> Counted:
	"""Count requests that were refused in the period; part: with this code, or all (F3)."""
	refused = [row for row in facts.requests if row.state == REFUSED and facts.is_in(row.decided)]
	return documents(REQUEST, (row for row in refused if part in ("", row.refusal_code or NO_CODE)))


def days_until_assistant(facts: Facts, part: str) -> Counted:
	"""Measure the days from notification, order or application to the first day of the assistant (F3).

	part: `mean` or `longest`. Families without a request, taken over with their work under way, are left out.
	"""
	waits = dict(get_waits(facts))
	values = list(waits.values())
	value = (max(values, default=None)) if part == "longest" else mean(values)
	return families(waits)._replace(value=value, base=len(values))


def get_waits(facts: Facts) -> Iterator[tuple[str, int]]:
	"""Yield each family whose first support began in the period, with the days that it had waited."""
	granted = by_family(row for row in facts.requests if row.state == ACCEPTED and row.decided)
	for item in families_begun(facts, "").items:
		began = facts.spells[item.family][0].first
		own = [row for row in granted[item.family] if row.decided <= began]
		if own:
			start = get_first_day(max(own, key=lambda row: row.decided))
			yield item.family, max((began - start).days, 0)


def get_first_day(request: Request) -> date:
	"""Return the day of the notification, order or application that led to the request; else that of the request."""
	first = {requests.COURT_ORDER: request.ordered, requests.INTERVIEW: request.notified}
	return first.get(request.basis, request.applied) or request.requested


def endings(facts: Facts, part: str) -> Counted:
	"""Count closings in the period that ended a spell of support; part: of this statistical class, or all (E1)."""
	rows = get_endings(facts)
	return documents(CLOSING, (row for row in rows if part in ("", row.statistical_class or NO_CLASS)))


def families_ended(facts: Facts, part: str) -> Counted:
	"""Count families whose support ended in the period, by the class of their last end; part: as in `endings` (E1)."""
	last = {row.family: row for row in sorted(get_endings(facts), key=lambda row: row.day)}
	chosen = (name for name, row in last.items() if part in ("", row.statistical_class or NO_CLASS))
	return families(chosen)


def get_endings(facts: Facts) -> list[Closing]:
	"""Return the closings in the period by which a spell of support ended, one for each spell."""
	ended = {(name, row.last) for name, row in get_ended_spells(facts)}
	found = {(row.family, row.day): row for row in facts.closings if (row.family, row.day) in ended}
	return list(found.values())


def lengths_of_support(facts: Facts, part: str) -> Counted:
	"""Count spells that ended in the period and were of this length: `0-3`, `3-12` or `12-` months (E2)."""
	chosen = [(name, row) for name, row in get_ended_spells(facts) if is_of_length(row, part)]
	return Counted(len(chosen), tuple(Item(name, FAMILY, name) for name, _row in chosen))


def mean_length_of_support(facts: Facts, _part: str) -> Counted:
	"""Measure the mean length of the spells that ended in the period, in days (E2)."""
	ended = get_ended_spells(facts)
	days = [(row.last - row.first).days + 1 for _name, row in ended]
	names = {name for name, _row in ended}
	return families(names)._replace(value=mean(days), base=len(names))


def get_ended_spells(facts: Facts) -> list[tuple[str, Period]]:
	return [(name, row) for name, rows in facts.spells.items() for row in rows if facts.is_in(row.last)]


def is_of_length(spell: Period, part: str) -> bool:
	"""Return whether the spell lasted more than the first and up to the second number of months of the part."""
	more, most = LENGTHS[part]
	is_longer = not more or spell.last > add_months(spell.first, more)
	return is_longer and (most is None or spell.last <= add_months(spell.first, most))


def returns(facts: Facts, _part: str) -> Counted:
	"""Count cases that were reopened in the period within 12 months of their closing (E3)."""
	reopened = (row for row in facts.closings if facts.is_in(row.reopened))
	return documents(
		CLOSING, (row for row in reopened if row.reopened <= add_months(row.day, MONTHS_OF_RETURN))
	)


def monitoring_contacts(facts: Facts, _part: str) -> Counted:
	"""Count contacts of monitoring in the period, without attempts (E3). code of a row: the nature of its kind."""
	met = (row for row in facts.monitoring if facts.is_in(row.day) and row.code != ATTEMPT)
	return documents(MONITORING, met)
