"""„Sekcja miesiąc po miesiącu”: families, waiting, hours by nature and endings of the last twelve months, with charts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable

import frappe
from frappe import _
from frappe.query_builder.functions import Sum
from frappe.utils import getdate

from opsfamily.case.facts import read_facts
from opsfamily.case.reports import answers_refusals
from opsfamily.core.closing import MONITORED, UNDER_SUPPORT
from opsfamily.core.contact_kinds import ATTEMPT, BY_PHONE, DIRECT, INDIRECT
from opsfamily.core.hours import format_minutes
from opsfamily.core.months import add_months, first_and_last_day, month_of
from opsfamily.core.status import WAITING, get_spells, status_on
from opsfamily.ops_paper.values import paper_month

MONTHS = 12
FAMILIES, HOURS, ENDINGS = "Families", "Hours", "Endings"
NATURES = {"direct": DIRECT, "indirect": INDIRECT, "by_phone": BY_PHONE}
# Dark, middle, light: told apart without colours too.
SHADES = ["#1f2937", "#8a94a6", "#d3d9e2"]


@answers_refusals
def execute(filters: dict | None = None) -> tuple:
	"""Return columns, rows, no message and a chart. filters: show (what the chart draws: Families, Hours, Endings).

	The rows are sums over the section, so that the clerk reads them as well.
	"""
	months = get_months()
	rows = get_rows(months)
	charts: dict[str, Callable] = {HOURS: make_hours_chart, ENDINGS: lambda _rows: make_endings_chart(months)}
	make_chart = charts.get((filters or {}).get("show"), make_families_chart)
	return get_columns(), rows, None, make_chart(rows)


def get_months() -> list[str]:
	"""Return the last twelve months with the running one, the oldest first."""
	today = getdate().replace(day=1)
	return [month_of(add_months(today, -ago)) for ago in range(MONTHS - 1, -1, -1)]


def get_rows(months: list[str]) -> list[dict]:
	"""Return a row for each month: families on its last day (or today), ends of support, minutes by nature as hours."""
	facts, minutes = read_facts(), read_minutes(months)
	rows = []
	for month in months:
		first, last = first_and_last_day(month)
		last = min(last, getdate())
		statuses = Counter(status_on(each, last) for each in facts.values())
		ended = sum(
			first <= spell.last <= last
			for each in facts.values()
			for spell in get_spells(each, last)
			if spell.last
		)
		row = {
			"month": paper_month(month),
			"supported": statuses[UNDER_SUPPORT],
			"waiting": statuses[WAITING],
			"monitored": statuses[MONITORED],
			"ended": ended,
		}
		hours = {name: format_minutes(minutes[month][nature]) for name, nature in NATURES.items()}
		rows.append({**row, **hours, "minutes": minutes[month]})
	return rows


def read_minutes(months: list[str]) -> dict[str, Counter]:
	"""Return month → the workers' minutes by nature, without attempts; one query, without a check: these are sums."""
	visit = frappe.qb.DocType("Family Visit")
	query = frappe.qb.from_(visit).select(visit.month, visit.nature, Sum(visit.minutes))
	query = query.where(visit.month.isin(months) & (visit.nature != ATTEMPT))
	found: dict[str, Counter] = defaultdict(Counter)
	for month, nature, minutes in query.groupby(visit.month, visit.nature).run():
		found[month][nature] += int(minutes or 0)
	return found


def get_columns() -> list[dict]:
	"""Return the columns of the report."""
	numbers = (
		("supported", _("Under Support")),
		("waiting", _("Waiting for Assistant")),
		("monitored", _("Monitored")),
		("ended", _("Ends of Support")),
	)
	hours = (("direct", _(DIRECT)), ("indirect", _(INDIRECT)), ("by_phone", _(BY_PHONE)))
	return [
		{"fieldname": "month", "label": _("Month"), "fieldtype": "Data", "width": 150},
		*({"fieldname": name, "label": label, "fieldtype": "Int", "width": 130} for name, label in numbers),
		*(
			{"fieldname": name, "label": label, "fieldtype": "Data", "align": "right", "width": 150}
			for name, label in hours
		),
	]


def make_families_chart(rows: list[dict]) -> dict:
	"""Return lines of families under support, waiting and monitored."""
	names = (
		("supported", _("Under Support")),
		("waiting", _("Waiting for Assistant")),
		("monitored", _("Monitored")),
	)
	datasets = [{"name": label, "values": [row[name] for row in rows]} for name, label in names]
	return make_chart("line", [row["month"] for row in rows], datasets)


def make_hours_chart(rows: list[dict]) -> dict:
	"""Return bars of whole hours by nature."""
	datasets = [
		{"name": _(nature), "values": [round(row["minutes"][nature] / 60) for row in rows]}
		for nature in NATURES.values()
	]
	return {**make_chart("bar", [row["month"] for row in rows], datasets), "barOptions": {"stacked": 1}}


def make_endings_chart(months: list[str]) -> dict:
	"""Return bars of the closings of the twelve months by their reason's class. get_all: sums of the section."""
	days = (first_and_last_day(months[0])[0], first_and_last_day(months[-1])[1])
	filters = {"docstatus": 1, "closing_date": ["between", days]}
	rows = frappe.get_all("Case Closing", filters, pluck="statistical_class", order_by="closing_date, name")
	counts = Counter(_(kind) if kind else _("Other Reason") for kind in rows).most_common()
	datasets = [{"name": _("Ends of Support"), "values": [number for _kind, number in counts]}]
	return make_chart("bar", [kind for kind, _number in counts], datasets)


def make_chart(kind: str, labels: list[str], datasets: list[dict]) -> dict:
	return {"data": {"labels": labels, "datasets": datasets}, "type": kind, "colors": SHADES}
