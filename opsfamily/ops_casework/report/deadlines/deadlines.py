"""The report „Terminy”: the deadlines of the user's families with their colours, the statutory ones on top."""

from collections import Counter

import frappe
from frappe import _
from frappe.utils import getdate

from opsfamily.case.reports import answers_refusals
from opsfamily.clocks.cases import Cases
from opsfamily.clocks.register import describe, get_deadlines
from opsfamily.core import deadlines as core

# Days left.
SOON = 7


@answers_refusals
def execute(filters: dict | None = None) -> tuple:
	"""Return columns, rows, no message, the chart and the sums, for families that the user may see.

	filters: family, worker (a user), clock, overdue_only, until (a day).
	"""
	filters = frappe._dict(filters or {})
	cases = Cases(filters.family or None)
	rows = [describe(row, cases) for row in get_deadlines(cases, filters.clock or None)]
	rows = [add_counts(row) for row in rows if matches_filters(row, filters)]
	return get_columns(), split_into_parts(add_worker_names(rows)), None, get_chart(rows), get_summary(rows)


def matches_filters(row: dict, filters: frappe._dict) -> bool:
	"""Return whether a row matches the filters worker, overdue_only and until."""
	return (
		(not filters.worker or row["responsible"] == filters.worker)
		and (not filters.overdue_only or row["days_left"] < 0)
		and (not filters.until or row["due"] <= getdate(filters.until))
	)


def add_counts(row: dict) -> dict:
	"""Return the row with `overdue`, `soon` and `reached` (0 or 1), which the workspaces' number cards add up."""
	days = row["days_left"]
	return {**row, "overdue": int(days < 0), "soon": int(0 <= days <= SOON), "reached": int(days <= 0)}


def add_worker_names(rows: list[dict]) -> list[dict]:
	"""Return the rows with the name of the responsible worker, or a note that there is none."""
	users, user = {row["responsible"] for row in rows if row["responsible"]}, frappe.qb.DocType("User")
	query = frappe.qb.from_(user).select(user.name, user.full_name).orderby(user.name)
	names = dict(query.where(user.name.isin(users)).run()) if users else {}
	nobody = _("nobody: tell the coordinator")
	return [{**row, "worker": names.get(row["responsible"]) or nobody} for row in rows]


def split_into_parts(rows: list[dict]) -> list[dict]:
	"""Return the rows with a heading before the statutory deadlines and one before the others."""
	parts = (
		(_("Statutory Deadlines"), [row for row in rows if row["statutory"]]),
		(_("Other Deadlines"), [row for row in rows if not row["statutory"]]),
	)
	return [row for title, part in parts if part for row in ({"clock_label": title, "is_part": 1}, *part)]


def get_summary(rows: list[dict]) -> list[dict]:
	"""Return the sums above the report."""
	statutory = [row for row in rows if row["statutory"]]
	others = [row for row in rows if not row["statutory"]]
	return [
		_make_sum(_("Statutory, Overdue"), statutory, "overdue", "Red"),
		_make_sum(_("Statutory, in 7 Days"), statutory, "soon", "Orange"),
		_make_sum(_("Other, Overdue"), others, "overdue", "Red"),
		_make_sum(_("Other, in 7 Days"), others, "soon", "Orange"),
	]


def _make_sum(label: str, rows: list[dict], fieldname: str, colour: str) -> dict:
	value = sum(row[fieldname] for row in rows)
	return {"label": label, "value": value, "datatype": "Int", "indicator": colour if value else "Grey"}


def get_chart(rows: list[dict]) -> dict | None:
	"""Return a bar chart of how many deadlines are late, and end within 7, 14, 30, 90 days and later."""
	if not rows:
		return None
	spans = [core.get_span(row["days_left"]) for row in rows]
	parts = ((_("Statutory Deadlines"), 1), (_("Other Deadlines"), 0))
	labels = [_("Late"), *(_("{0} days").format(days) for days in core.SPANS), _("Later")]
	datasets = [
		{"name": name, "values": count_spans(rows, spans, is_statutory, len(labels))}
		for name, is_statutory in parts
	]
	return {
		"data": {"labels": labels, "datasets": datasets},
		"type": "bar",
		"height": 180,
		"colors": ["blue", "light-blue"],
		"barOptions": {"stacked": 1},
	}


def count_spans(rows: list[dict], spans: list[int], is_statutory: int, number: int) -> list[int]:
	"""Return how many statutory or other deadlines are in each of the `number` spans."""
	counted = Counter(
		span for row, span in zip(rows, spans, strict=True) if bool(row["statutory"]) == bool(is_statutory)
	)
	return [counted[span] for span in range(number)]


def get_columns() -> list[dict]:
	"""Return the columns of the report."""
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
		_make_hidden_column("doctype", _("Kind of the Document"), "Data"),
		_make_hidden_column("clock", _("Clock"), "Data"),
		_make_hidden_column("statutory", _("Statutory"), "Check"),
		_make_hidden_column("days_left", _("Days Left"), "Int"),
		_make_hidden_column("overdue", _("Overdue"), "Int"),
		_make_hidden_column("soon", _("In 7 Days"), "Int"),
		_make_hidden_column("reached", _("Due by Today"), "Int"),
	]


def _make_hidden_column(fieldname: str, label: str, fieldtype: str) -> dict:
	return {"fieldname": fieldname, "label": label, "fieldtype": fieldtype, "hidden": 1}
