"""Clock of the next screening."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from opsfamily.core import deadlines as core
from opsfamily.core.deadlines import Deadline

if TYPE_CHECKING:
	from opsfamily.clocks.cases import Cases


def get_screenings_due(cases: Cases) -> Iterator[Deadline]:
	"""Yield the next screening of every child by every tool, from the newest screening."""
	fields = ["name", "family", "child", "tool", "performed_by", "next_due"]
	rows = cases.listed("Screening", {}, fields, "screened_on, creation")
	newest = {(row.family, row.child, row.tool): row for row in rows}
	for row in newest.values():
		if row.next_due:
			what = f"{row.tool}: {row.child}"
			where = ("Screening", row.name)
			responsible = get_responsible(cases, row.family, row.performed_by)
			yield Deadline(core.SCREENING, row.family, *where, row.next_due, responsible, what)


def get_responsible(cases: Cases, family: str, user: str | None) -> str | None:
	"""Return the user who screened or helped while they are on the case, else the assistant."""
	on_case = {each.user for each in cases.assignments if each.family == family and cases.runs(each)}
	return user if user in on_case else cases.get_responsible(family)
