"""What earlier conferences of a family decided, with its outcome: shown back at the next one."""

from __future__ import annotations

from datetime import date

import frappe
from frappe.query_builder import Order
from frappe.utils import getdate

from opsfamily.core.conference import WAITS, comes_back


def get_previous_conference(family: str, day: date | str | None, but: str | None) -> str | None:
	"""Name of the family's latest conference that was held by that day (today, where none is written yet)."""
	held = {"family": family, "docstatus": 1, "conference_date": ["<=", getdate(day)], "name": ["!=", but]}
	return frappe.db.get_value(
		"Case Conference", held, "name", order_by="conference_date desc, creation desc"
	)


def get_earlier_decisions(
	family: str, previous: str | None, day: date | str | None, but: str | None
) -> list[dict]:
	"""Decisions of conferences held by that day: all of the previous one, of others what is still open."""
	rows = _decisions(family, getdate(day), but)
	outcomes = get_outcomes([row.scheduled_action for row in rows])
	shown = []
	for row in rows:
		row.outcome, row.remark = outcomes.get(row.scheduled_action, (WAITS, None))
		if comes_back(row.outcome, row.conference == previous):
			shown.append(dict(row))
	return shown


def get_outcomes(names: list[str | None]) -> dict[str, tuple[str, str | None]]:
	"""Scheduled Action → its outcome and remark. get_all: they are of the family whose conference is read."""
	rows = frappe.get_all(
		"Scheduled Action",
		filters={"name": ["in", list(filter(None, names))]},
		fields=["name", "outcome", "remark"],
		order_by="name",
	)
	return {row.name: (row.outcome, row.remark) for row in rows}


def _decisions(family: str, day: date, but: str | None) -> list:
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
		.where((conference.conference_date <= day) & (conference.name != (but or "")))
		.orderby(conference.conference_date, conference.creation, decision.idx, order=Order.asc)
	).run(as_dict=True)
