"""Decisions of a family's earlier conferences with their outcomes, shown at the next one."""

from __future__ import annotations

from datetime import date

import frappe
from frappe.query_builder import Order
from frappe.utils import getdate

from opsfamily.core.conference import WAITS, comes_back


def get_previous_conference(family: str, day: date | str | None, except_for: str | None) -> str | None:
	"""Return the name of the family's latest conference held by the day (by default today), `except_for` one."""
	held = {
		"family": family,
		"docstatus": 1,
		"conference_date": ["<=", getdate(day)],
		"name": ["!=", except_for],
	}
	return frappe.db.get_value(
		"Case Conference", held, "name", order_by="conference_date desc, creation desc"
	)


def get_earlier_decisions(
	family: str, previous: str | None, day: date | str | None, except_for: str | None
) -> list[dict]:
	"""Return decisions of conferences held by the day: all of the previous one, of others the open ones."""
	rows = _get_decisions(family, getdate(day), except_for)
	outcomes = get_outcomes([row.scheduled_action for row in rows])
	shown = []
	for row in rows:
		row.outcome, row.remark = outcomes.get(row.scheduled_action, (WAITS, None))
		if comes_back(row.outcome, row.conference == previous):
			shown.append(dict(row))
	return shown


def get_outcomes(names: list[str | None]) -> dict[str, tuple[str, str | None]]:
	"""Return Scheduled Action → its outcome and remark."""
	# get_all: they belong to the family whose conference is read.
	rows = frappe.get_all(
		"Scheduled Action",
		filters={"name": ["in", list(filter(None, names))]},
		fields=["name", "outcome", "remark"],
		order_by="name",
	)
	return {row.name: (row.outcome, row.remark) for row in rows}


def _get_decisions(family: str, day: date, except_for: str | None) -> list:
	conference, decision = frappe.qb.DocType("Case Conference"), frappe.qb.DocType("Conference Decision")
	return (
		frappe.qb.from_(decision)
		.join(conference)
		.on(decision.parent == conference.name)
		.select(
			decision.name.as_("decision"),
			decision.what,
			decision.who,
			decision.until_date,
			decision.scheduled_action,
			conference.name.as_("conference"),
		)
		.where((conference.family == family) & (conference.docstatus == 1))
		.where((conference.conference_date <= day) & (conference.name != (except_for or "")))
		.orderby(conference.conference_date, conference.creation, decision.idx, order=Order.asc)
	).run(as_dict=True)
