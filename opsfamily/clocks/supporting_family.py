"""Clock of the day on which the agreement with a supporting family ends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from opsfamily.core import deadlines as core
from opsfamily.core.deadlines import Deadline

if TYPE_CHECKING:
	from opsfamily.clocks.cases import Cases


def get_agreements_ending(cases: Cases) -> Iterator[Deadline]:
	"""Yield the last day of each family's newest agreement with a supporting family, for the assistant.

	None for one that has ended earlier, and none once a later agreement follows.
	"""
	fields = ["name", "family", "until_date", "ended_on", "supporting_people"]
	rows = cases.listed("Supporting Family", {"docstatus": 1}, fields, "from_date, creation")
	newest = {row.family: row for row in rows}
	for row in newest.values():
		if row.until_date and not row.ended_on:
			where = ("Supporting Family", row.name)
			responsible = cases.get_responsible(row.family)
			yield Deadline(
				core.AGREEMENT, row.family, *where, row.until_date, responsible, row.supporting_people
			)
