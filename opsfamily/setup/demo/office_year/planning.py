"""The visits that are planned with a family of the section in the coming fortnight."""

from __future__ import annotations

from datetime import timedelta

import frappe
from frappe.utils import get_time

from opsfamily.core.hours import format_minutes
from opsfamily.core.planned_visits import get_week
from opsfamily.permissions.session import acting_as
from opsfamily.setup.demo.office_year.case import Case
from opsfamily.setup.demo.office_year.contacts import get_worker
from opsfamily.setup.demo.office_year.days import workday

WEEKS, MINUTES = 2, 90
# Every so many families have none: those are named to their assistants.
WITHOUT = 7


def plan_visits(case: Case) -> None:
	"""Plan a visit in each of the coming weeks, in the free time of the worker's day."""
	if case.number % WITHOUT == 0 or not is_assisted(case):
		return
	monday = get_week(case.today)[0]
	for week in range(1, WEEKS + 1):
		day = workday(monday + timedelta(days=7 * week + case.number % 5))
		worker = case.office.get_email(get_worker(case, case.today))
		wish = 8 * 60 + 30 + 105 * ((case.number * 2 + day.weekday()) % 5)
		start = case.office.diary.book(worker, day, wish, MINUTES)
		if start is not None:
			plan_visit(case, worker, day, start)


def is_assisted(case: Case) -> bool:
	"""Return whether the worker of today has an assignment without an end."""
	worker = case.office.get_email(get_worker(case, case.today))
	filters = {"family": case.name, "user": worker, "until_date": ["is", "not set"]}
	return bool(frappe.db.exists("Case Assignment", filters))


def plan_visit(case: Case, worker: str, day, start: int) -> None:
	"""Plan one visit, as its worker. start: minutes from midnight."""
	begin, end = (get_time(format_minutes(minute)) for minute in (start, start + MINUTES))
	values = {
		"family": case.name,
		"worker": worker,
		"planned_on": day,
		"from_time": f"{begin:%H:%M}",
		"to_time": f"{end:%H:%M}",
		"purpose": "Ciąg dalszy ustaleń z poprzedniego spotkania.",
	}
	with acting_as(worker):
		frappe.get_doc({"doctype": "Planned Visit", **values}).insert()
