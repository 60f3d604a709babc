"""Clock of the day on which a specialist wants to return to a family."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from opsfamily.clocks.screening import get_responsible
from opsfamily.core import deadlines as core
from opsfamily.core.deadlines import Deadline

if TYPE_CHECKING:
	from opsfamily.clocks.cases import Cases


def get_help_follow_ups(cases: Cases) -> Iterator[Deadline]:
	"""Yield the day agreed at the family's latest help of each kind, for its worker while on the case, else the assistant."""
	fields = ["name", "family", "kind", "worker", "follow_up_on"]
	rows = cases.listed("Specialist Help", {}, fields, "help_date, creation")
	latest = {(row.family, row.kind): row for row in rows}
	for row in latest.values():
		if row.follow_up_on:
			responsible = get_responsible(cases, row.family, row.worker)
			where = ("Specialist Help", row.name)
			yield Deadline(core.HELP, row.family, *where, row.follow_up_on, responsible, row.kind)
