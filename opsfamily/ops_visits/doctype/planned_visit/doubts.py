"""What speaks against the time of a planned visit. It is said and refuses nothing: plans change, and a worker knows why.

Read through the access rule, so that nobody learns of a family or an absence that is not theirs to see.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import frappe
from frappe import _
from frappe.utils import escape_html, formatdate, get_time, getdate

from opsfamily.core import hours
from opsfamily.core.assignments import runs_on
from opsfamily.core.planned_visits import PLANNED
from opsfamily.core.work_days import is_day_off
from opsfamily.ops_paper.values import paper_time
from opsfamily.permissions.rule import get_readable_rows


def show_doubts(plan, days: list[date]) -> None:
	"""Show what speaks against the plan's hours on these days, in one message."""
	lines = [
		*get_days_off(days),
		*get_absences(plan, days),
		*get_overlaps(plan, days),
		*get_visits(plan, days),
	]
	if lines:
		title = _("Planned all the same")
		frappe.msgprint("<br>".join(lines), title=title, indicator="orange")


def get_days_off(days: list[date]) -> Iterator[str]:
	"""Yield the days off."""
	for day in filter(is_day_off, days):
		yield _("{0} is a day off.").format(formatdate(day))


def get_absences(plan, days: list[date]) -> Iterator[str]:
	"""Yield the days on which the worker is absent."""
	filters = {"user": plan.worker, "from_date": ["<=", days[-1]], "until_date": [">=", days[0]]}
	rows = get_readable_rows("Work Absence", filters, ["from_date", "until_date"], "from_date, name")
	for day in days:
		if any(runs_on(day, row.from_date, row.until_date) for row in rows):
			yield _("{0}: absent.").format(
				f"{formatdate(day)}, {escape_html(plan.worker_name or plan.worker)}"
			)


def get_overlaps(plan, days: list[date]) -> Iterator[str]:
	"""Yield other open plans of the worker that share a minute with this one, and of the family on the same day."""
	on_days = {"planned_on": ["in", days], "status": PLANNED, "name": ["!=", plan.name]}
	fields = ["name", "family", "representative", "worker", "planned_on", "from_time", "to_time", "minutes"]
	for row in get_readable_rows("Planned Visit", on_days, fields, "planned_on, from_time, name"):
		begin = hours.span(row.planned_on, get_time(row.from_time), row.minutes)
		mine = hours.span(row.planned_on, get_time(plan.from_time), plan.minutes)
		who = escape_html(row.representative or row.family)
		args = (formatdate(row.planned_on), paper_time(row.from_time), paper_time(row.to_time), who)
		if row.worker == plan.worker and hours.overlaps(begin, mine):
			yield _("{0}, {1}–{2}: another visit is planned at this time ({3}).").format(*args)
		elif row.family == plan.family:
			yield _("{0}, {1}–{2}: a visit with this family is planned already.").format(*args[:3])


def get_visits(plan, days: list[date]) -> Iterator[str]:
	"""Yield the family's visits of today: whoever plans another one should know."""
	if getdate() not in days:
		return
	filters = {"family": plan.family, "visit_date": getdate()}
	fields = ["name", "from_time", "to_time"]
	for row in get_readable_rows("Family Visit", filters, fields, "from_time, name"):
		times = (paper_time(row.from_time), paper_time(row.to_time), row.name)
		yield _("Today the family was visited already: {0}–{1} ({2}).").format(*times)
