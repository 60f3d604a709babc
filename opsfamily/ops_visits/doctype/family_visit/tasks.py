"""Tasks that were agreed with a family for the next meeting: which are open, and closing one."""

from __future__ import annotations

import frappe
from frappe import ValidationError, _
from frappe.utils import getdate

from opsfamily.arguments import as_list
from opsfamily.case.locks import lock_family, read_now
from opsfamily.core.visit_tasks import DONE, DROPPED, OPEN, OUTCOMES
from opsfamily.ops_paper.values import as_written
from opsfamily.permissions.documents import get_permitted
from opsfamily.permissions.rule import get_readable_rows

VISIT, TASK = "Family Visit", "Visit Task"


class TaskOutcomeError(ValidationError):
	"""A task is open, done or dropped, and belongs to the family whose visit closes it."""


def get_open_tasks(family: str) -> list[dict]:
	"""Return the family's open tasks, the oldest first: `task` (its name), `text`, and the day when it was agreed."""
	filters = [["family", "=", family], [TASK, "outcome", "=", OPEN]]
	visits = get_readable_rows(VISIT, filters, ["name", "visit_date"], "visit_date, from_time, name")
	days = {visit.name: visit.visit_date for visit in visits}
	if not days:
		return []
	# get_all: rows of visits that the user may read.
	rows = frappe.get_all(
		TASK,
		{"parent": ["in", list(days)], "parenttype": VISIT, "outcome": OPEN},
		["name", "parent", "task"],
		order_by="parent, idx",
	)
	rows.sort(key=lambda row: list(days).index(row.parent))
	return [
		{"task": row.name, "text": as_written(row.task or ""), "agreed_on": days[row.parent]} for row in rows
	]


def close_task(task: str, outcome: str) -> list[dict]:
	"""Set the outcome of one task, on the visit's form; an open one is open again. Return the family's open tasks.

	Raises TaskOutcomeError, PermissionError.
	"""
	visit = get_permitted(VISIT, frappe.db.get_value(TASK, task, "parent") or "", "read")
	if not frappe.has_permission(VISIT, "create"):
		raise frappe.PermissionError
	lock_family(visit.family)
	_set_outcome(task, outcome, visit.family, getdate())
	return get_open_tasks(visit.family)


def close_tasks_at(visit, closed: str | list) -> None:
	"""Set the outcomes of tasks that a visit has settled, on its day. closed: objects with `task` and `outcome`.

	Raises TaskOutcomeError.
	"""
	for row in as_list(closed):
		values = row if isinstance(row, dict) else {}
		_set_outcome(values.get("task"), values.get("outcome"), visit.family, visit.visit_date, visit.name)


def _set_outcome(task: object, outcome: object, family: str, day, visit: str | None = None) -> None:
	if outcome not in OUTCOMES or not _is_of_family(task, family):
		frappe.throw(
			_("{0}: choose a task of this family, and whether it is done or dropped.").format(
				frappe.bold(_("Tasks until the Next Meeting"))
			),
			TaskOutcomeError,
		)
	is_closed = outcome in (DONE, DROPPED)
	# How a task went is no part of the visit, which may be frozen on a sent card.
	values = {
		"outcome": outcome,
		"closed_on": day if is_closed else None,
		"closed_by": frappe.session.user if is_closed else None,
		"closed_at": visit if is_closed else None,
	}
	frappe.db.set_value(TASK, task, values)


def _is_of_family(task: object, family: str) -> bool:
	rows = read_now(TASK, {"name": task, "parenttype": VISIT}, ["parent"]) if isinstance(task, str) else []
	return bool(rows) and frappe.db.get_value(VISIT, rows[0].parent, "family") == family
