"""Clocks of the office's own sheets: each template has one, of its own name, by the days that the office sets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

import frappe
from frappe.utils import cint, getdate

from opsfamily.clocks.own import get_responsible
from opsfamily.core.closing import UNDER_SUPPORT
from opsfamily.core.deadlines import Deadline

if TYPE_CHECKING:
	from opsfamily.clocks.cases import Cases

SHEET, TEMPLATE = "Family Sheet", "Sheet Template"


def get_sheet_deadlines(cases: Cases, clock: str | None = None) -> Iterator[Deadline]:
	"""Yield the next sheet of each template with days, for families under support. clock: of this template alone."""
	templates = [row for row in get_templates() if clock in (None, "", row.name)]
	if not templates:
		return
	last = get_last_sheets(cases, [row.name for row in templates])
	for template in templates:
		for family in cases.families.values():
			if family.status == UNDER_SUPPORT:
				yield from get_deadline(cases, template, family, last.get((family.name, template.name)))


def get_templates() -> list[frappe._dict]:
	"""Return the templates that have a clock, by name.

	get_all: which sheets an office uses says nothing of a family.
	"""
	fields = ["name", "first_after_days", "interval_days", "part"]
	rows = frappe.get_all(TEMPLATE, {"disabled": 0}, fields, order_by="name")
	return [row for row in rows if cint(row.first_after_days) > 0 or cint(row.interval_days) > 0]


def get_last_sheets(cases: Cases, templates: list[str]) -> dict[tuple[str, str], frappe._dict]:
	"""Return (family, template) → the last submitted sheet of the work that runs now."""
	filters = {"docstatus": 1, "template": ["in", templates]}
	fields = ["name", "family", "template", "sheet_date"]
	rows = cases.listed(SHEET, filters, fields, "sheet_date, creation")
	return {
		(row.family, row.template): row for row in rows if cases.is_of_this_work(row.family, row.sheet_date)
	}


def get_deadline(cases: Cases, template, family, last) -> Iterator[Deadline]:
	"""Yield the day of the next sheet, or of the first one; none where the office has set no days for it."""
	days = cint(template.interval_days if last else template.first_after_days)
	if days <= 0:
		return
	where = (SHEET, last.name) if last else ("Family", family.name)
	began: date = last.sheet_date if last else cases.began.get(family.name) or getdate(family.creation)
	due, who = began + timedelta(days=days), get_responsible(cases, family.name, template.part)
	yield Deadline(template.name, family.name, *where, due, who)
