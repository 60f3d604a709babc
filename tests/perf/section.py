"""What a section's screens, jobs and writing cost: milliseconds and queries, warm, and how both grow with its size."""

from collections.abc import Callable
from time import perf_counter
from typing import NamedTuple

import frappe
from frappe.utils import add_days, getdate

from opsfamily.core.months import month_of
from opsfamily.permissions.rule import forget_families
from tests.perf import sizes

TIMES = 5
LIST_FIELDS = ["name", "representative", "visit_date", "kind", "from_time", "to_time", "place"]
PAGE, SUM = 1.5, 3


class Operation(NamedTuple):
	"""One thing that somebody does; `growth`: how much it may grow from S to XL, None where only seconds count."""

	who: str
	what: str
	work: Callable
	growth: float | None = PAGE
	limit_ms: float | None = None
	once: bool = False


class Cost(NamedTuple):
	ms: float
	queries: int


def _list(doctype: str, order_by: str, **filters):
	return frappe.get_list(
		doctype, filters=filters, fields=LIST_FIELDS, order_by=order_by, limit_page_length=20
	)


def _count(doctype: str, **filters):
	from opsfamily.permissions.gate import get_count

	return get_count(doctype, filters)


def _start_quick_visit():
	from opsfamily.ops_visits.page.quick_visit.quick_visit import start

	return start()


def _open_month():
	from opsfamily.ops_visits.page.month_close.month_close import screen

	return screen(month_of(getdate()))


def _open_family():
	from opsfamily.ops_casework.doctype.family.overview import get_overview_html

	return get_overview_html(frappe.get_doc("Family", "SEC-1"))


def _run_deadlines(**filters):
	from opsfamily.ops_casework.report.deadlines.deadlines import execute

	return execute(filters)


def _run_workload():
	from opsfamily.ops_intake.report.workload.workload import execute

	return execute()


def _run_retention():
	from opsfamily.ops_casework.report.retention_proposals.retention_proposals import execute

	return execute()


def get_month_of_calendar() -> dict:
	"""Return the days of a calendar's month, as the page asks for them."""
	today = getdate()
	return {"start": str(today.replace(day=1)), "end": str(add_days(today.replace(day=1), 34))}


def _open_calendar():
	from opsfamily.ops_visits.doctype.family_visit.calendar import visit_events

	return visit_events(**get_month_of_calendar())


def _open_calendar_of_one():
	from opsfamily.ops_visits.doctype.family_visit.calendar import visit_events

	filters = frappe.as_json([["Family Visit", "assistant", "=", sizes.ASSISTANT]])
	return visit_events(**get_month_of_calendar(), filters=filters)


def _open_deadlines_calendar():
	from opsfamily.clocks.calendar import deadline_events

	return deadline_events(**get_month_of_calendar())


def _write_visit():
	values = {
		"doctype": "Family Visit",
		"family": "SEC-1",
		"kind": "wizyta w rodzinie",
		# Yesterday's, as today's would not be over early in the morning.
		"visit_date": add_days(getdate(), -1),
		"from_time": "05:00:00",
		"to_time": "05:30:00",
		"place": "mieszkanie rodziny",
		"course": "Omówiono wydatki.",
	}
	frappe.db.delete("Assistant Timesheet", {"name": "SEC-KCP-0-1"})
	return frappe.get_doc(values).insert()


def _show_everybody():
	from opsfamily.case.people import show_everybody

	show_everybody()


def _show_all_facts():
	from opsfamily.case.facts import show_all_facts

	show_all_facts()


def _digest():
	from opsfamily.clocks.digest import send_digest

	send_digest(sizes.COORDINATOR)


def _accept_forty():
	from opsfamily.ops_visits.page.month_close.cards import accept_cards

	# Not beyond the smallest section: the same work in each.
	done = accept_cards([f"SEC-KCP-0-{number}" for number in range(1, 41)])
	refused = [row for row in done if row.get("reason")]
	if refused:
		raise AssertionError(refused[0])


A, C, JOB = "assistant", "coordinator", "job"
OPERATIONS = (
	Operation(A, "list of own visits", lambda: _list("Family Visit", "visit_date desc")),
	Operation(A, "count of own visits", lambda: _count("Family Visit")),
	Operation(A, "phone page", _start_quick_visit),
	Operation(A, "own month", _open_month),
	Operation(A, "a family's overview", _open_family),
	Operation(A, "Terminy", _run_deadlines),
	Operation(A, "calendar of visits, a month", _open_calendar),
	Operation(A, "a visit written", _write_visit),
	Operation(C, "list of visits", lambda: _list("Family Visit", "visit_date desc")),
	Operation(C, "list of visits by month", lambda: _list("Family Visit", "month desc")),
	Operation(C, "count of visits", lambda: _count("Family Visit")),
	Operation(C, "count of a month's visits", lambda: _count("Family Visit", month=month_of(getdate()))),
	Operation(C, "phone page", _start_quick_visit),
	Operation(C, "month of the section", _open_month),
	Operation(C, "Terminy of the section", _run_deadlines),
	Operation(C, "Terminy until tomorrow", lambda: _run_deadlines(until=str(add_days(getdate(), 1)))),
	Operation(C, "Terminy of a family", lambda: _run_deadlines(family="SEC-1")),
	Operation(C, "calendar of visits, a month", _open_calendar),
	Operation(C, "calendar of an assistant, a month", _open_calendar_of_one),
	Operation(C, "calendar of deadlines, a month", _open_deadlines_calendar),
	Operation(C, "retention proposals", _run_retention, SUM),
	Operation(C, "workload", _run_workload, SUM),
	Operation(C, "40 cards accepted", _accept_forty),
	Operation(JOB, "people on every family's page", _show_everybody, None, 1_000),
	Operation(JOB, "facts on every family's page", _show_all_facts, None, 1_000),
	Operation(JOB, "digest of a coordinator, first", _digest, None, 5_000, once=True),
	Operation(JOB, "digest of a coordinator, next", _digest, None, 1_000, once=True),
)
USERS = {A: sizes.ASSISTANT, C: sizes.COORDINATOR, JOB: "Administrator"}


def measure(operation: Operation) -> Cost:
	"""Time an operation as its user: the least of `TIMES` after a warm one, since others may use the machine as well.

	What it wrote is undone, but for a job's.
	"""
	times, queries = [], 0
	for number in range(1 if operation.once else TIMES + 1):
		began, asked = perf_counter(), count_queries(lambda: act(operation))
		times.append((perf_counter() - began) * 1000)
		queries = asked
		if operation.who != JOB:
			frappe.db.rollback()
		if perf_counter() - began > 20 or (number and sum(times) > 20_000):
			break
	return Cost(min(times[1:] or times), queries)


def act(operation: Operation) -> None:
	frappe.set_user(USERS[operation.who])
	forget_families()
	try:
		operation.work()
	finally:
		frappe.set_user("Administrator")


def count_queries(work: Callable) -> int:
	asked, sql = 0, frappe.db.sql

	def counted(*args, **kwargs):
		nonlocal asked
		asked += 1
		return sql(*args, **kwargs)

	frappe.db.sql = counted
	try:
		work()
	finally:
		frappe.db.sql = sql
	return asked


def run(names: list[str]) -> tuple[list[str], list[str]]:
	"""Seed these sizes one after the other and measure. Return the lines of the table, and the goals that were missed."""
	found: dict[str, dict[Operation, Cost]] = {}
	seconds = {}
	for name in names:
		began = perf_counter()
		sizes.seed(sizes.SIZES[name])
		seconds[name] = perf_counter() - began
		found[name] = {operation: measure(operation) for operation in OPERATIONS}
	lines = [f"{name}: {sizes.SIZES[name]}, seeded in {seconds[name]:.1f} s" for name in names]
	lines.append(" " * 48 + "".join(f"{name:>17}" for name in names) + "   growth")
	costs = {operation: [found[name][operation] for name in names] for operation in OPERATIONS}
	lines += [_make_line(*row) for row in costs.items()]
	return lines, [say_missed(*row) for row in costs.items() if is_missed(*row)]


def is_missed(operation: Operation, costs: list[Cost]) -> bool:
	"""Return whether an operation grows more than it may from the first size to the last, or takes too long there."""
	grew = bool(operation.growth) and get_growth(costs) > operation.growth
	return grew or bool(operation.limit_ms and costs[-1].ms > operation.limit_ms)


def get_growth(costs: list[Cost]) -> float:
	return costs[-1].ms / costs[0].ms


def say_missed(operation: Operation, costs: list[Cost]) -> str:
	"""Return the name of an operation, what it costs and its goal."""
	return f"{operation.who}, {operation.what}: {costs[-1].ms:.0f} ms, {get_growth(costs):.2f} times the first size; {say_goal(operation)}"


def say_goal(operation: Operation) -> str:
	return f"≤ {operation.growth}" if operation.growth else f"≤ {operation.limit_ms / 1000:.0f} s"


def _make_line(operation: Operation, costs: list[Cost]) -> str:
	cells = "".join(f"{cost.ms:9.1f} ({cost.queries:5})" for cost in costs)
	mark = "  MISSED" if is_missed(operation, costs) else ""
	name = f"{operation.who:12}{operation.what:36}"
	return f"{name}{cells}{get_growth(costs):9.2f}  {say_goal(operation)}{mark}"
