"""Clock of a consultation's follow-up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from opsfamily.core import deadlines as core
from opsfamily.core.deadlines import Deadline

if TYPE_CHECKING:
	from opsfamily.clocks.cases import Cases


def get_consultation_follow_ups(cases: Cases) -> Iterator[Deadline]:
	"""Yield the day agreed at each consultant's latest consultation about a family."""
	fields = ["name", "family", "consultant", "follow_up_on", "topic"]
	rows = cases.listed("Consultation", {"family": ["is", "set"]}, fields, "consultation_date, creation")
	latest = {(row.family, row.consultant): row for row in rows}
	for row in latest.values():
		if row.follow_up_on:
			where = ("Consultation", row.name)
			yield Deadline(core.CONSULTATION, row.family, *where, row.follow_up_on, row.consultant, row.topic)
