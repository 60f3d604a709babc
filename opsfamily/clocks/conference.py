"""Clock of planned conferences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from opsfamily.core import deadlines as core
from opsfamily.core.deadlines import Deadline
from opsfamily.ops_paper.values import paper_time

if TYPE_CHECKING:
	from opsfamily.clocks.cases import Cases


def get_conferences(cases: Cases) -> Iterator[Deadline]:
	"""Yield planned conferences, until their minutes are submitted; the organiser is responsible.

	The occasion is left out: it may be about violence.
	"""
	fields = ["name", "family", "conference_date", "from_time", "place", "organiser"]
	for row in cases.listed("Case Conference", {"docstatus": 0}, fields, "conference_date, name"):
		what = ", ".join(filter(None, (paper_time(row.from_time), row.place)))
		where = ("Case Conference", row.name)
		yield Deadline(core.CONFERENCE, row.family, *where, row.conference_date, row.organiser, what)
