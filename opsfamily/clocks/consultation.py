"""Clocks of consultations: the follow-up, and a request that waits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from opsfamily.core import deadlines as core
from opsfamily.core.assignments import CONSULTANT
from opsfamily.core.consultations import OPEN
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


def get_consultation_requests(cases: Cases) -> Iterator[Deadline]:
	"""Yield the day by which a request about a family is to be answered, then the day that was agreed.

	For the adviser who is asked, else the consultant on the case, else the worker who asked. With an adviser who has no
	account it is the worker's, who notes the answer; nobody writes such a consultation here, so the agreed day ends it.
	"""
	fields = ["name", "family", "adviser", "consultant", "asked_by", "wanted_by", "agreed_on", "topic"]
	filters = {"family": ["is", "set"], "status": ["in", OPEN]}
	for row in cases.listed("Consultation Request", filters, fields, "asked_on, creation"):
		by_word = row.adviser and not row.consultant
		if by_word and row.agreed_on and row.agreed_on < cases.today:
			continue
		on_case = None if by_word else cases.get_responsible(row.family, CONSULTANT)
		user = row.consultant or on_case or row.asked_by
		where, due = ("Consultation Request", row.name), row.agreed_on or row.wanted_by
		yield Deadline(core.CONSULTATION_REQUEST, row.family, *where, due, user, row.topic)
