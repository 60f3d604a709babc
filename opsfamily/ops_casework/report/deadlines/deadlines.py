"""„Terminy”: every clock of the reader's families with its colour, the two statutory ones on top."""

import frappe
from frappe import _
from frappe.utils import getdate

from opsfamily.clocks.cases import Cases
from opsfamily.clocks.register import describe, get_deadlines
from opsfamily.core import deadlines as core

SOON = 7


def execute(filters: dict | None = None) -> tuple:
	"""Columns, rows, no message, the chart and the sums. filters: family, worker (a user), clock, overdue_only,
	until (a day). The rows are those of the families that the reader may see."""
	filters = frappe._dict(filters or {})
	cases = Cases(filters.family or None)
	rows = [describe(row, cases) for row in get_deadlines(cases, filters.clock or None)]
	rows = [counted(row) for row in rows if is_asked_for(row, filters)]
	return columns(), in_parts(with_names(rows)), None, chart(rows), summary(rows)


def is_asked_for(row: dict, filters: frappe._dict) -> bool:
	return (
		(not filters.worker or row["responsible"] == filters.worker)
		and (not filters.overdue_only or row["days_left"] < 0)
		and (not filters.until or row["due"] <= getdate(filters.until))
	)


def counted(row: dict) -> dict:
	"""With what the number cards of the workspaces add up."""
	days = row["days_left"]
	return {**row, "overdue": int(days < 0), "soon": int(0 <= days <= SOON)}


def with_names(rows: list[dict]) -> list[dict]:
	"""The worker's name instead of an address; who has no part is named so."""
	users, user = {row["responsible"] for row in rows if row["responsible"]}, frappe.qb.DocType("User")
	query = frappe.qb.from_(user).select(user.name, user.full_name).orderby(user.name)
	names = dict(query.where(user.name.isin(users)).run()) if users else {}
	nobody = _("nobody: tell the coordinator")
	return [{**row, "worker": names.get(row["responsible"]) or nobody} for row in rows]


def in_parts(rows: list[dict]) -> list[dict]:
	"""A heading row before the statutory clocks and one before the others."""
	parts = (
		(_("Statutory Deadlines"), [row for row in rows if row["statutory"]]),
		(_("Other Deadlines"), [row for row in rows if not row["statutory"]]),
	)
	return [row for title, part in parts if part for row in ({"clock_label": title, "is_part": 1}, *part)]


def summary(rows: list[dict]) -> list[dict]:
	statutory = [row for row in rows if row["statutory"]]
	others = [row for row in rows if not row["statutory"]]
	return [
		_sum(_("Statutory, Overdue"), statutory, "overdue", "Red"),
		_sum(_("Statutory, in 7 Days"), statutory, "soon", "Orange"),
		_sum(_("Other, Overdue"), others, "overdue", "Red"),
		_sum(_("Other, in 7 Days"), others, "soon", "Orange"),
	]


def _sum(label: str, rows: list[dict], fieldname: str, colour: str) -> dict:
	value = sum(row[fieldname] for row in rows)
	return {"label": label, "value": value, "datatype": "Int", "indicator": colour if value else "Grey"}


def chart(rows: list[dict]) -> dict | None:
	"""How many clocks are how far, by kind."""
	if not rows:
		return None
	kinds = list(dict.fromkeys(row["clock"] for row in rows))
	states = {
		core.RED: _("Overdue"),
		core.ORANGE: _("Urgent"),
		core.YELLOW: _("Approaching"),
		core.GREEN: _("In Good Time"),
	}
	return {
		"data": {
			"labels": [_(kind) for kind in kinds],
			"datasets": [
				{
					"name": name,
					"values": [
						sum(row["clock"] == kind and row["colour"] == colour for row in rows)
						for kind in kinds
					],
				}
				for colour, name in states.items()
			],
		},
		"type": "bar",
		"height": 180,
		"colors": list(states),
		"barOptions": {"stacked": 1},
	}


def columns() -> list[dict]:
	return [
		{"fieldname": "clock_label", "label": _("Clock"), "fieldtype": "Data", "width": 190},
		{"fieldname": "due", "label": _("Until"), "fieldtype": "Date", "width": 110},
		{"fieldname": "when", "label": _("Time Left"), "fieldtype": "Data", "width": 150},
		{
			"fieldname": "representative",
			"label": _("Family Representative"),
			"fieldtype": "Data",
			"width": 180,
		},
		{"fieldname": "what", "label": _("What"), "fieldtype": "Data", "width": 260},
		{"fieldname": "worker", "label": _("Who"), "fieldtype": "Data", "width": 170},
		{"fieldname": "family", "label": _("Family"), "fieldtype": "Link", "options": "Family", "width": 140},
		{
			"fieldname": "document",
			"label": _("Document"),
			"fieldtype": "Dynamic Link",
			"options": "doctype",
			"width": 160,
		},
		_hidden("doctype", _("Kind of the Document"), "Data"),
		_hidden("clock", _("Clock"), "Data"),
		_hidden("statutory", _("Statutory"), "Check"),
		_hidden("days_left", _("Days Left"), "Int"),
		_hidden("overdue", _("Overdue"), "Int"),
		_hidden("soon", _("In 7 Days"), "Int"),
	]


def _hidden(fieldname: str, label: str, fieldtype: str) -> dict:
	return {"fieldname": fieldname, "label": label, "fieldtype": fieldtype, "hidden": 1}
