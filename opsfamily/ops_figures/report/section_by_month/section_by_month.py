"""„Sekcja miesiąc po miesiącu”: families, waiting, hours by nature and endings of the last twelve months, with charts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable

import frappe
from frappe import _
from frappe.query_builder.functions import Sum
from frappe.utils import escape_html, getdate

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
# As many names of reasons fit below a chart.
BARS = 5
# Dark, middle, light: told apart without colours too.
SHADES = ["#1f2937", "#8a94a6", "#d3d9e2"]


@answers_refusals
def execute(filters: dict | None = None) -> tuple:
	"""Return columns, rows, the endings as text and a chart. filters: show (what it draws: Families, Hours, Endings).

	The rows are sums over the section, so that the clerk reads them as well.
	"""
	months = get_months()
	rows, endings = get_rows(months), count_endings(months)
	charts: dict[str, Callable] = {
		HOURS: make_hours_chart,
		ENDINGS: lambda _rows: make_endings_chart(endings),
	}
	make_chart = charts.get((filters or {}).get("show"), make_families_chart)
	return get_columns(), rows, describe_endings(endings), make_chart(rows)


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
			"short_month": shorten(month),
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
	return make_chart("line", [row["short_month"] for row in rows], datasets)


def make_hours_chart(rows: list[dict]) -> dict:
	"""Return bars of whole hours by nature."""
	datasets = [
		{"name": _(nature), "values": [round(row["minutes"][nature] / 60) for row in rows]}
		for nature in NATURES.values()
	]
	return {**make_chart("bar", [row["short_month"] for row in rows], datasets), "barOptions": {"stacked": 1}}


def count_endings(months: list[str]) -> list[tuple[str, int]]:
	"""Return (class of the reason, closings of these months), the most frequent first. get_all: sums of the section."""
	days = (first_and_last_day(months[0])[0], first_and_last_day(months[-1])[1])
	filters = {"docstatus": 1, "closing_date": ["between", days]}
	rows = frappe.get_all("Case Closing", filters, pluck="statistical_class", order_by="closing_date, name")
	return Counter(_(kind) if kind else _("Other Reason") for kind in rows).most_common()


def make_endings_chart(endings: list[tuple[str, int]]) -> dict:
	"""Return bars of the most frequent reasons and one of all others: the names of more would be cut off."""
	shown = endings if len(endings) <= BARS else endings[: BARS - 1]
	others = sum(number for _kind, number in endings[len(shown) :])
	bars = [*shown, (_("Other Reasons"), others)] if others else shown
	datasets = [{"name": _("Ends of Support"), "values": [number for _kind, number in bars]}]
	return make_chart("bar", [kind for kind, _number in bars], datasets)


def describe_endings(endings: list[tuple[str, int]]) -> str | None:
	"""Return all reasons with their numbers as a line above the table; None without any closing."""
	if not endings:
		return None
	said = ", ".join(f"{escape_html(kind)}: {number}" for kind, number in endings)
	return _("Closings of these months by reason: {0}.").format(said)


def shorten(month: str) -> str:
	"""Return a month as charts have room for it: 10.2026."""
	return f"{month[5:]}.{month[:4]}"


def make_chart(kind: str, labels: list[str], datasets: list[dict]) -> dict:
	return {"data": {"labels": labels, "datasets": datasets}, "type": kind, "colors": SHADES}
