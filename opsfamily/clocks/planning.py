"""The clock of families that nobody has met for a while, and with whom no visit is planned."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.query_builder.functions import Max

from opsfamily.core import deadlines as core
from opsfamily.core.assignments import ASSISTANT, SUBSTITUTE
from opsfamily.core.closing import UNDER_SUPPORT
from opsfamily.core.contact_kinds import DIRECT
from opsfamily.core.deadlines import Deadline
from opsfamily.core.planned_visits import PLANNED
from opsfamily.office import get_setting
from opsfamily.ops_paper.values import paper_date

if TYPE_CHECKING:
	from opsfamily.clocks.cases import Cases


def get_visits_to_plan(cases: Cases) -> Iterator[Deadline]:
	"""Yield families under support without an open plan from today on, whom nobody has met for the office's days.

	Only those: whoever was met lately, or waits for a planned visit, needs no line. None while the office plans nothing.
	"""
	days = get_setting("days_without_plan")
	if not days or not frappe.db.exists("Planned Visit", {"name": ["is", "set"]}):
		return
	planned, met = get_planned_families(cases), get_last_contacts(cases)
	for family in cases.families.values():
		began = cases.began.get(family.name)
		if not began or family.status != UNDER_SUPPORT or family.name in planned:
			continue
		last = met.get(family.name)
		due = core.get_plan_due(last, began, days)
		if due <= cases.today:
			what = _("last met on {0}").format(paper_date(last)) if last else _("not met yet")
			responsible = get_worker(cases, family.name)
			yield Deadline(core.VISIT_TO_PLAN, family.name, "Family", family.name, due, responsible, what)


def get_planned_families(cases: Cases) -> set[str]:
	"""Return the families with an open plan from today on, of a worker who is still on the case or never was (a
	coordinator)."""
	left = {(row.family, row.user) for row in cases.assignments}
	left -= {(row.family, row.user) for row in cases.assignments if cases.runs(row)}
	filters = {"status": PLANNED, "planned_on": [">=", cases.today]}
	rows = cases.listed("Planned Visit", filters, ["family", "worker"], "planned_on, name")
	return {row.family for row in rows if (row.family, row.worker) not in left}


def get_last_contacts(cases: Cases) -> dict[str, date]:
	"""Return family → the day of its last direct contact, in one query.

	Without a permission check of its own: of families that the reader sees, and their visits are seen as they are.
	"""
	if not cases.families or cases.lacks("Family Visit"):
		return {}
	visit = frappe.qb.DocType("Family Visit")
	query = frappe.qb.from_(visit).select(visit.family, Max(visit.visit_date)).groupby(visit.family)
	if cases.scope is not None:
		query = query.where(visit.family.isin(sorted(cases.families)))
	return dict(query.where(visit.nature == DIRECT).run())


def get_worker(cases: Cases, family: str) -> str | None:
	"""Return who is to plan the visit: the substitute while there is one, else the assistant."""
	return cases.get_responsible(family, SUBSTITUTE) or cases.get_responsible(family, ASSISTANT)
