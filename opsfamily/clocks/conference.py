"""The clock of planned conferences, for the list in `opsfamily.clocks.register`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from opsfamily.core import deadlines as core
from opsfamily.core.deadlines import Deadline
from opsfamily.ops_paper.values import paper_time

if TYPE_CHECKING:
	from opsfamily.clocks.cases import Cases


def conferences(cases: Cases) -> Iterator[Deadline]:
	"""The day of a planned conference, until its minutes are submitted; the organiser is reminded. The occasion
	is not said: it may speak of violence."""
	fields = ["name", "family", "conference_date", "from_time", "place", "organiser"]
	for row in cases.listed("Case Conference", {"docstatus": 0}, fields, "conference_date, name"):
		what = ", ".join(filter(None, (paper_time(row.from_time), row.place)))
		where = ("Case Conference", row.name)
		yield Deadline(core.CONFERENCE, row.family, *where, row.conference_date, row.organiser, what)
