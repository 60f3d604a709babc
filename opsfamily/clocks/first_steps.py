"""Clocks of a family's first assessment and first plan: the office's own, beside the half-year of the Act."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from frappe.utils import add_days, getdate

from opsfamily.core import deadlines as core
from opsfamily.core.basis import assessed_since
from opsfamily.core.closing import UNDER_SUPPORT
from opsfamily.core.deadlines import Deadline
from opsfamily.office import get_setting

if TYPE_CHECKING:
	from opsfamily.clocks.cases import Cases


def get_first_assessments(cases: Cases) -> Iterator[Deadline]:
	"""Yield first assessments that are not submitted, by the office's days from the assistant's first day."""
	rows = cases.listed(
		"Family Assessment", {"docstatus": 1}, ["name", "family", "assessment_date"], "assessment_date, name"
	)
	assessed = {
		row.family for row in rows if cases.is_of_this_work(row.family, row.assessment_date, row.name)
	}
	yield from get_first_steps(cases, core.FIRST_ASSESSMENT, "first_assessment_days", assessed.__contains__)


def get_first_plans(cases: Cases) -> Iterator[Deadline]:
	"""Yield first plans that are not submitted, by the office's days from the assistant's first day."""
	rows = cases.listed(
		"Family Work Plan", {"docstatus": 1}, ["name", "family", "plan_date"], "plan_date, name"
	)
	planned = {row.family for row in rows if cases.is_of_this_work(row.family, row.plan_date)}
	yield from get_first_steps(cases, core.FIRST_PLAN, "first_plan_days", planned.__contains__)


def get_first_steps(
	cases: Cases, clock: str, setting: str, is_made: Callable[[str], bool]
) -> Iterator[Deadline]:
	"""Yield the clock for families whose step is still to be made.

	None for „Za życiem” alone, whose step is the catalogue, nor for a family that the office had on paper before.
	"""
	days = get_setting(setting)
	for family in cases.families.values() if days else ():
		began = get_first_day_asked(cases, family.name)
		was_on_paper = family.last_assessment_on and not cases.get_reopening(family.name)
		if not began or family.status != UNDER_SUPPORT or is_made(family.name) or was_on_paper:
			continue
		due = getdate(add_days(began, days))
		yield Deadline(clock, family.name, "Family", family.name, due, cases.get_responsible(family.name))


def get_first_day_asked(cases: Cases, family: str) -> date | None:
	"""Return the assistant's first day, or that of a second basis beside „Za życiem”; None where nothing is asked."""
	began = cases.began.get(family)
	return began and assessed_since(cases.bases.get(family, ()), began, cases.today)
