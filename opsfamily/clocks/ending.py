"""Clocks of a court's opinion and of monitoring."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from opsfamily.core import deadlines as core
from opsfamily.core.closing import MONITORED, MONITORING_RUNS
from opsfamily.core.court_opinion import WAITS
from opsfamily.core.deadlines import Deadline
from opsfamily.notify import get_heads

if TYPE_CHECKING:
	from opsfamily.clocks.cases import Cases


def get_court_opinions(cases: Cases) -> Iterator[Deadline]:
	"""Yield the days that courts have set for opinions that are not submitted yet, also of closed cases.

	The author is responsible, and the head while the opinion waits for approval.
	"""
	filters = {"docstatus": 0, "due_date": ["is", "set"]}
	fields = ["name", "family", "due_date", "signed_by", "asked_by", "approval"]
	for row in cases.listed("Court Opinion", filters, fields, "due_date, name", of_closed=True):
		worker = row.signed_by or cases.get_responsible(row.family)
		if row.approval == WAITS:
			worker = next(iter(get_heads()), worker)
		where = ("Court Opinion", row.name)
		yield Deadline(core.COURT_OPINION, row.family, *where, row.due_date, worker, row.asked_by)


def get_monitoring_contacts(cases: Cases) -> Iterator[Deadline]:
	"""Yield the day agreed at the latest contact with a monitored family, for the worker who had that contact.

	A day that was agreed before the case was reopened is over.
	"""
	fields = ["name", "family", "worker", "next_on", "closing"]
	rows = cases.listed("Monitoring Contact", {}, fields, "contact_date, creation")
	standing = {"docstatus": 1, "reopened_on": ["is", "not set"]}
	closings = (
		{row.name for row in cases.listed("Case Closing", standing, ["name", "family"], "name")}
		if rows
		else ()
	)
	latest = {row.family: row for row in rows if row.closing in closings}
	for row in latest.values():
		if row.next_on and cases.families[row.family].status == MONITORED:
			where = ("Monitoring Contact", row.name)
			yield Deadline(core.MONITORING_CONTACT, row.family, *where, row.next_on, row.worker)


def get_monitoring_ends(cases: Cases) -> Iterator[Deadline]:
	"""Yield the last days of monitoring; after them the daily job closes the case."""
	filters = {"docstatus": 1, "monitoring_status": MONITORING_RUNS}
	for row in cases.listed("Case Closing", filters, ["name", "family", "monitoring_until"], "name"):
		where = ("Case Closing", row.name)
		yield Deadline(
			core.MONITORING_END,
			row.family,
			*where,
			row.monitoring_until,
			get_remaining_worker(cases, row.family),
		)


def get_remaining_worker(cases: Cases, family: str) -> str | None:
	"""Return the assistant, else another user who is still on the case."""
	others = [user for (of_family, _part), user in cases.people.items() if of_family == family]
	return cases.get_responsible(family) or (others[0] if others else None)
