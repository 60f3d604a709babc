"""Clocks of agreements with bodies: the end, and the yearly evaluation. They are about no family."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import frappe

from opsfamily.core import deadlines as core
from opsfamily.core.assignments import runs_on
from opsfamily.core.cooperation import get_evaluation_due, key_of
from opsfamily.core.deadlines import Deadline
from opsfamily.permissions.rule import can_see_section, get_readable_rows

if TYPE_CHECKING:
	from opsfamily.clocks.cases import Cases

AGREEMENT = "Cooperation Agreement"


def get_body_agreements_ending(cases: Cases) -> Iterator[Deadline]:
	"""Yield the last day of the newest agreement with each body, for whoever keeps it; late until one follows, or none shall."""
	for row in get_newest(cases):
		if row.valid_until:
			yield make_deadline(core.BODY_AGREEMENT, row, row.valid_until)


def get_evaluations_due(cases: Cases) -> Iterator[Deadline]:
	"""Yield by when the cooperation is evaluated: a year after the last time, or after the agreement began, while it runs;
	at the latest by the end of an agreement that was never evaluated."""
	for row in get_newest(cases, {"valid_from": ["<=", cases.today]}):
		if runs_on(cases.today, row.valid_from, row.valid_until):
			due = get_evaluation_due(row.valid_from, row.evaluated_on)
			last = row.valid_until if not row.evaluated_on else None
			yield make_deadline(core.COOPERATION_EVALUATION, row, min(due, last or due))


def get_newest(cases: Cases, filters: dict | None = None) -> list:
	"""Return the newest agreement with each body that the reader keeps, or all for who sees the section.

	None on the page of one family. filters: which ones count.
	"""
	if not cases.is_of_section:
		return []
	fields = ["name", "body", "keeper", "valid_from", "valid_until", "evaluated_on", "not_continued"]
	rows = get_readable_rows(AGREEMENT, filters or {}, fields, "valid_from, creation")
	newest = [row for row in {key_of(row.body): row for row in rows}.values() if not row.not_continued]
	user = frappe.session.user
	return newest if can_see_section(user) else [row for row in newest if row.keeper == user]


def make_deadline(clock: str, row, due) -> Deadline:
	"""Return a clock of an agreement."""
	return Deadline(clock, "", AGREEMENT, row.name, due, row.keeper, row.body)
