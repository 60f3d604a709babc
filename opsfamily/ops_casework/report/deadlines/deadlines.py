"""The report „Terminy”: the deadlines of the user's families with their colours, the statutory ones on top."""

from collections import Counter
from datetime import date

import frappe
from frappe import _
from frappe.utils import add_days, cint, getdate

from opsfamily.case.reports import answers_refusals
from opsfamily.clocks.ordinary import Window
from opsfamily.clocks.register import describe
from opsfamily.clocks.section import find
from opsfamily.core import deadlines as core

# Days left.
SOON = 7
# Of a large section the first statutory deadlines and the first others are shown, and the rest as numbers.
ROWS_OF_A_PART = 100


@answers_refusals
def execute(filters: dict | None = None) -> tuple:
	"""Return columns, rows, no message, the chart and the sums, for families that the user may see.

	filters: family, worker (a user), clock, overdue_only, until (a day), all_rows (of a large section as well).
	"""
	filters = frappe._dict(filters or {})
	limit = None if cint(filters.all_rows) else ROWS_OF_A_PART
	found = find(make_window(filters), limit, filters.family or None)
	rows = [add_counts(describe(row, found.cases)) for row in found.deadlines]
	numbers, today = found.numbers, found.cases.today
	shown = split_into_parts(add_worker_names(rows), sum_up(found.left, today))
	return get_columns(), shown, None, get_chart(numbers, today), get_summary(numbers, today)


def make_window(filters: frappe._dict) -> Window:
	"""Return what the filters clock, worker, overdue_only and until ask for."""
	until = getdate(filters.until) if filters.until else None
	if filters.overdue_only:
		yesterday = getdate(add_days(getdate(), -1))
		until = min(until or yesterday, yesterday)
	return Window(filters.clock or None, None, until, filters.worker or None)


def add_counts(row: dict) -> dict:
	"""Return the row with `overdue`, `soon` and `reached` (0 or 1), which the workspaces' number cards add up."""
	return {**row, **get_counts(row["days_left"])}


def get_counts(days: int) -> dict[str, int]:
	"""Return what a deadline counts as, by its days left."""
	return {"overdue": int(days < 0), "soon": int(0 <= days <= SOON), "reached": int(days <= 0)}


def add_worker_names(rows: list[dict]) -> list[dict]:
	"""Return the rows with the name of the responsible worker, or a note that there is none."""
	users, user = {row["responsible"] for row in rows if row["responsible"]}, frappe.qb.DocType("User")
	query = frappe.qb.from_(user).select(user.name, user.full_name).orderby(user.name)
	names = dict(query.where(user.name.isin(users)).run()) if users else {}
	nobody = _("nobody: tell the coordinator")
	return [{**row, "worker": names.get(row["responsible"]) or nobody} for row in rows]


def split_into_parts(rows: list[dict], left: dict[bool, Counter]) -> list[dict]:
	"""Return the rows with a heading before the statutory deadlines and one before the others, and what is left of each.

	left: as `sum_up`.
	"""
	parts = ((_("Statutory Deadlines"), True), (_("Other Deadlines"), False))
	return [
		row
		for title, is_statutory in parts
		if (part := [row for row in rows if bool(row["statutory"]) == is_statutory])
		for row in ({"clock_label": title, "is_part": 1}, *part, *make_rest(left[is_statutory]))
	]


def sum_up(numbers: Counter[tuple[str, date]], today: date) -> dict[bool, Counter]:
	"""Return for the statutory deadlines and for the others their `number` and what they count as."""
	sums = {True: Counter(), False: Counter()}
	for (clock, due), number in numbers.items():
		counts = {"number": 1, **get_counts((due - today).days)}
		sums[clock in core.STATUTORY].update({name: number * value for name, value in counts.items()})
	return sums


def make_rest(left: Counter) -> list[dict]:
	"""Return the row that stands for what is not shown, with its sums for the number cards; none where all is shown."""
	if not left["number"]:
		return []
	title = _("{0} more: choose a clock, a person or a day, or tick “Show All”").format(left["number"])
	sums = {name: left[name] for name in ("overdue", "soon", "reached")}
	return [{"clock_label": title, "is_part": 1, **sums}]


def get_summary(numbers: Counter[tuple[str, date]], today: date) -> list[dict]:
	"""Return the sums above the report, of all deadlines that match the filters."""
	sums = sum_up(numbers, today)
	return [
		_make_sum(_("Statutory, Overdue"), sums[True]["overdue"], "Red"),
		_make_sum(_("Statutory, in 7 Days"), sums[True]["soon"], "Orange"),
		_make_sum(_("Other, Overdue"), sums[False]["overdue"], "Red"),
		_make_sum(_("Other, in 7 Days"), sums[False]["soon"], "Orange"),
	]


def _make_sum(label: str, value: int, colour: str) -> dict:
	return {"label": label, "value": value, "datatype": "Int", "indicator": colour if value else "Grey"}


def get_chart(numbers: Counter[tuple[str, date]], today: date) -> dict | None:
	"""Return a bar chart of how many deadlines are late, and end within 7, 14, 30, 90 days and later."""
	if not numbers:
		return None
	labels = [_("Late"), *(_("{0} days").format(days) for days in core.SPANS), _("Later")]
	parts = ((_("Statutory Deadlines"), True), (_("Other Deadlines"), False))
	datasets = [
		{"name": name, "values": count_spans(numbers, today, is_statutory, len(labels))}
		for name, is_statutory in parts
	]
	return {
		"data": {"labels": labels, "datasets": datasets},
		"type": "bar",
		"height": 180,
		"colors": ["blue", "light-blue"],
		"barOptions": {"stacked": 1},
	}


def count_spans(numbers: Counter[tuple[str, date]], today: date, is_statutory: bool, spans: int) -> list[int]:
	"""Return how many statutory or other deadlines are in each of the `spans` spans."""
	counted = Counter()
	for (clock, due), number in numbers.items():
		if (clock in core.STATUTORY) == is_statutory:
			counted[core.get_span((due - today).days)] += number
	return [counted[span] for span in range(spans)]


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
