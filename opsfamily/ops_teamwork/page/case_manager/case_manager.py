"""„Menedżer przypadku”: every family whose case the user manages, with its tasks and its next review.

Coordinator and head see all managed families, and those with pending tasks and no manager. Everything is read
with the user's own permissions, and once for all families.
"""

from __future__ import annotations

from datetime import date

import frappe
from frappe import _

from opsfamily.clocks.case_manager import case_reviews, get_latest_reviews, get_reviews
from opsfamily.clocks.cases import Cases
from opsfamily.clocks.register import describe, format_days_left
from opsfamily.core.assignments import MANAGER
from opsfamily.core.outcomes import PENDING, is_overdue
from opsfamily.core.outside_answers import TO_DECIDE
from opsfamily.office import get_setting
from opsfamily.ops_paper.values import as_written, paper_date
from opsfamily.permissions.rule import can_see_section

TASK_FIELDS = (
	"name",
	"family",
	"task",
	"given_to",
	"given_to_name",
	"outside",
	"due_date",
	"outcome",
	"done_on",
	"result",
)


def screen(family: str = "") -> dict:
	"""Return what the page shows. family: only this one, whoever manages it."""
	cases = Cases(family or None)
	managers = {row.family: row for row in cases.assignments if row.part == MANAGER and cases.runs(row)}
	tasks, answers = group_tasks(cases), get_waiting_answers(cases)
	names = get_shown_families(cases, managers, tasks)
	reviews = {row.family: describe(row, cases) for row in case_reviews(cases)}
	last_reviews = get_latest_reviews(get_reviews(cases))
	rows = [
		make_row(cases.families[name], managers.get(name), tasks.get(name, []), answers, cases.today)
		| {"review": make_review(reviews.get(name)), "last_review": make_last_review(last_reviews.get(name))}
		for name in names
	]
	return {
		"family": family,
		"sees_section": can_see_section(frappe.session.user),
		"rows": sorted(rows, key=get_urgency),
	}


def group_tasks(cases: Cases) -> dict[str, list]:
	"""Return family → its delegated tasks: the pending ones by day, then the ended ones, newest first."""
	rows = cases.listed("Delegated Task", {}, list(TASK_FIELDS), "due_date, name")
	ended = [row for row in reversed(rows) if row.outcome != PENDING]
	by_family: dict[str, list] = {}
	for row in (*(row for row in rows if row.outcome == PENDING), *ended):
		by_family.setdefault(row.family, []).append(row)
	return by_family


def get_waiting_answers(cases: Cases) -> dict[str, str]:
	"""Return delegated task → the answer from outside that waits for a decision; asked only where the office uses them."""
	if not get_setting("uses_outside_answers"):
		return {}
	rows = cases.listed(
		"Outside Answer", {"state": TO_DECIDE}, ["name", "family", "task"], "answered_on, name"
	)
	return {row.task: row.name for row in rows}


def get_shown_families(cases: Cases, managers: dict, tasks: dict[str, list]) -> list[str]:
	"""Return the one family of the page; else the user's own, or for the section all, also those without a manager."""
	if cases.only is not None:
		return list(cases.families)
	user = frappe.session.user
	if not can_see_section(user):
		return [name for name, row in managers.items() if name in cases.families and row.user == user]
	pending = {name for name, rows in tasks.items() if rows[0].outcome == PENDING}
	return [name for name in cases.families if name in managers or name in pending]


def make_row(family, manager, tasks: list, answers: dict[str, str], today: date) -> dict:
	"""Return one family with its manager (or None) and tasks. answers: as `get_waiting_answers`."""
	user = frappe.session.user
	may_delegate = can_see_section(user) or bool(manager and manager.user == user)
	return {
		"family": family.name,
		"representative": as_written(family.representative or ""),
		"manager": manager and manager.user,
		"manager_name": manager and (manager.full_name or manager.user),
		"since": paper_date(manager.from_date) if manager else "",
		"may_delegate": may_delegate,
		"tasks": [
			{**make_task(task, may_delegate, today), "waiting_answer": answers.get(task.name)}
			for task in tasks
		],
	}


def make_task(task, may_delegate: bool, today: date) -> dict:
	"""Return one task as the page shows it. may_delegate: the user may withdraw it and change its outcome."""
	late = is_overdue(task.outcome, task.due_date, today)
	return {
		"name": task.name,
		"task": as_written(task.task or ""),
		"who": task.given_to_name or task.given_to or as_written(task.outside or ""),
		"due": paper_date(task.due_date),
		"when": format_days_left((task.due_date - today).days) if task.outcome == PENDING else "",
		"late": late,
		"outcome": task.outcome,
		"outcome_label": _(task.outcome),
		"done_on": task.done_on and str(task.done_on),
		"done": paper_date(task.done_on),
		"result": as_written(task.result or ""),
		"may_write": may_delegate or task.given_to == frappe.session.user,
		"may_withdraw": may_delegate,
	}


def make_review(deadline: dict | None) -> dict | None:
	"""Return the next review: its day, also in words, and whether it is late."""
	if not deadline:
		return None
	return {
		"due": paper_date(deadline["due"]),
		"day": str(deadline["due"]),
		"when": deadline["when"],
		"late": deadline["days_left"] < 0,
	}


def make_last_review(review) -> dict | None:
	"""Return the last review (a conference or an analysis) with its day."""
	if not review:
		return None
	return {
		"doctype": review.doctype,
		"label": _(review.doctype),
		"name": review.name,
		"date": paper_date(review.day),
	}


def get_urgency(row: dict) -> tuple:
	"""Return a key that sorts late families first, then by the day of the next review."""
	is_late = any(task["late"] for task in row["tasks"]) or bool(row["review"] and row["review"]["late"])
	return (not is_late, row["review"]["day"] if row["review"] else "9999", row["representative"])
