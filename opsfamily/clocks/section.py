"""The deadlines of whatever section the session's user sees, of which a screen shows only the first.

Of a small section all are made and the first are taken. Of a large one the database tells which they are
(`ordinary.py`), and only those are made; what is left out is counted. Both ways answer the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import frappe

from opsfamily.clocks.cases import Cases
from opsfamily.clocks.ordinary import Due, Ordinary, Window, find_others
from opsfamily.clocks.register import get_deadlines
from opsfamily.core.deadlines import Deadline, put_in_order
from opsfamily.permissions.rule import can_see_section

# Up to so many families every deadline is made: two more questions would cost more than they spare.
SMALL_SECTION = 300
Key = tuple[str, str, str, date]


class Found(NamedTuple):
	"""The first deadlines of a window, in order, and all of them as numbers: (clock, day) → how many."""

	deadlines: list[Deadline]
	cases: Cases
	numbers: Counter[tuple[str, date]]

	@property
	def left(self) -> Counter[tuple[str, date]]:
		"""Return (clock, day) → how many deadlines are not among the first."""
		return self.numbers - count(self.deadlines)


def find(
	window: Window,
	limit: int | None = None,
	family: str | None = None,
	only: frozenset[str] | None = None,
	most: int | None = None,
) -> Found:
	"""Return the first deadlines of a window: of a large section `limit` of the statutory ones and as many others.

	limit: None means all. family, only: of this family, of these. most: where a large section has more, they are wanted
	as numbers alone.
	"""
	if limit is None or family or only is not None or not is_large():
		return _find_in_whole(window, None, Cases(family, only=only))
	today = Cases().today
	others = find_others(today)
	if others is None:
		return _find_in_whole(window, limit, Cases())
	if window.worker:
		families = frozenset([*others.asked, *find_families_of_worker(window.worker)])
		return _find_in_whole(window, limit, Cases(only=families, is_of_section=True))
	told = Ordinary(window, today, others)
	is_too_much = most is not None and told.numbers.total() > most
	chosen = [] if is_too_much else _get_first_of_parts(told, limit)
	return _find_in_large(told, limit, chosen)


def is_large() -> bool:
	"""Return whether the session's user sees a section with more than SMALL_SECTION families."""
	# The number of all families says nothing of one; only which way is taken depends on it.
	return can_see_section(frappe.session.user) and frappe.db.count("Family") > SMALL_SECTION


def _find_in_whole(window: Window, limit: int | None, cases: Cases) -> Found:
	rows = [row for row in get_deadlines(cases, window.clock) if window.holds(row)]
	return Found(take_first(rows, limit), cases, count(rows))


def find_families_of_worker(user: str) -> list[str]:
	"""Return the families for whose deadlines the user may be responsible: ever on the case, or with visits of theirs."""
	families = []
	for doctype, column in (("Case Assignment", "user"), ("Family Visit", "assistant")):
		# get_all: only which families are looked at depends on it; what is shown of them is asked by the rule.
		families += frappe.get_all(
			doctype, {column: user}, pluck="family", distinct=True, order_by="family", limit_page_length=0
		)
	return families


def _get_first_of_parts(told: Ordinary, limit: int) -> list[Due]:
	"""Return the first statutory deadlines of ordinary families, and the first others."""
	return [*told.get_first(True, limit), *told.get_first(False, limit)] if limit else []


def _find_in_large(told: Ordinary, limit: int, chosen: list[Due]) -> Found:
	"""Make the deadlines of the others and the chosen ones."""
	asked, window = told.others.asked, told.window
	cases = Cases(only=frozenset([*asked, *(due.family for due in chosen)]), is_of_section=True)
	keys, of_others = set(map(get_key, chosen)), {"", *asked}
	rows = [row for row in get_deadlines(cases, window.clock) if window.holds(row)]
	made = [row for row in rows if row.family in of_others or get_key(row) in keys]
	of_register = count(row for row in rows if row.family in of_others)
	return Found(take_first(made, limit), cases, told.numbers + of_register)


def get_key(row: Deadline | Due) -> Key:
	"""Return what a deadline and its Due have in common."""
	return row.clock, row.family, row.document, row.due


def count(deadlines: Iterable[Deadline]) -> Counter[tuple[str, date]]:
	"""Return (clock, day) → number of deadlines."""
	return Counter((row.clock, row.due) for row in deadlines)


def take_first(deadlines: list[Deadline], limit: int | None) -> list[Deadline]:
	"""Return the first statutory deadlines and the first others, in order."""
	ordered = put_in_order(deadlines)
	if limit is None:
		return ordered
	statutory = [row for row in ordered if row.is_statutory]
	others = [row for row in ordered if not row.is_statutory]
	return [*statutory[:limit], *others[:limit]]
