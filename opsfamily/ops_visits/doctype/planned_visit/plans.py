"""What other documents and pages ask of planned visits: which is open, what became of it, whose it is."""

from __future__ import annotations

from datetime import date

import frappe
from frappe import ValidationError, _
from frappe.utils import getdate

from opsfamily.case.locks import read_now
from opsfamily.core.assignments import ASSISTANTS, SUBSTITUTE, runs_on_in_sql
from opsfamily.core.planned_visits import PLANNED, get_state
from opsfamily.permissions.rule import can_see_section, keep_for_request

PLAN = "Planned Visit"
# Fields that a page or the server fills in, or that only calling off has; whatever else the office made mandatory is
# asked for.
KNOWN = frozenset(
	{
		"naming_series",
		"family",
		"worker",
		"planned_on",
		"from_time",
		"to_time",
		"repeat_until",
		"called_off_by",
		"called_off_reason",
	}
)


class PlanClosedError(ValidationError):
	"""A planned visit that was made, called off or moved is no longer changed."""


def find_open(family: str, day: date, worker: str) -> str | None:
	"""Return the open plan of the family for the day: the worker's own first, then the earliest of a worker whom they
	stand in for; None where there is none. Read with the lock of the visit that asks."""
	filters = {"family": family, "planned_on": day, "status": PLANNED}
	rows = read_now(PLAN, filters, ["name", "worker", "from_time"], "from_time, name")
	mine = [row for row in rows if row.worker == worker]
	if rows and not mine and family in get_families_as(worker, (SUBSTITUTE,)):
		mine = rows
	return mine[0].name if mine else None


def get_if_open(name: str, family: str) -> str | None:
	"""Return the plan's name if it is an open one of the family. Asked under the family's lock."""
	rows = read_now(PLAN, {"name": name, "family": family, "status": PLANNED}, ["name"]) if name else []
	return rows[0].name if rows else None


def refuse_closed(name: str, label: str) -> None:
	"""Refuse a plan of which something came already (PlanClosedError). label: of the field that names it."""
	rows = read_now(PLAN, {"name": name}, ["status"])
	if rows and rows[0].status != PLANNED:
		frappe.throw(
			_("{0}: {1} is not open any more ({2}).").format(label, name, _(rows[0].status)), PlanClosedError
		)


def show_outcome(name: str, without: str | None = None) -> None:
	"""Show on a plan what came of it. without: a visit that is being deleted.

	By db_set and without a permission check: it follows the visit, which its writer may save; nothing is told of the
	plan.
	"""
	plan = frappe.get_doc(PLAN, name, for_update=True)
	visit = find_visit(name, without)
	nature = visit.nature or "" if visit else None
	state = get_state(nature, bool(plan.called_off_by), bool(plan.moved_to))
	plan.db_set({"visit": visit.name if visit else None, "status": state})


def find_visit(plan: str | None, without: str | None = None) -> frappe._dict | None:
	"""Return `name` and `nature` of the visit that came of a plan. without: leave this one out."""
	rows = read_now("Family Visit", {"planned_visit": plan}, ["name", "nature"]) if plan else []
	return next((row for row in rows if row.name != without), None)


def may_plan_for(worker: str, family: str, user: str) -> bool:
	"""Return whether the user plans the worker's visits with the family: the worker, who stands in for them or took the
	family over, coordinator and head."""
	return user == worker or can_see_section(user) or family in get_families_as(user, ASSISTANTS)


def is_on_the_case(user: str, family: str, day: date) -> bool:
	"""Return whether an assignment of the user to the family runs on the day.

	Without a permission check and a lock: it is the user's own assignment, and the plan asks again.
	"""
	assignment = frappe.qb.DocType("Case Assignment")
	mine = (assignment.user == user) & (assignment.family == family) & runs_on_in_sql(assignment, day)
	return bool(frappe.qb.from_(assignment).select(assignment.name).where(mine).limit(1).run())


def get_families_as(user: str, parts: tuple[str, ...]) -> frozenset[str]:
	"""Return the families on which the user has one of these parts today (kept for one request).

	Without a permission check: they are the user's own assignments.
	"""
	assignment = frappe.qb.DocType("Case Assignment")
	query = frappe.qb.from_(assignment).select(assignment.family).where(assignment.user == user)
	query = query.where(assignment.part.isin(parts) & runs_on_in_sql(assignment, getdate()))
	return keep_for_request((f"as {', '.join(parts)}", user), lambda: query.run(pluck=True))
