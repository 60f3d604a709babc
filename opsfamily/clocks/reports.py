"""Clocks of the reports of a period: the half-year's to the voivode, the year's to the council. They are about no family."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.utils import getdate

from opsfamily.core import deadlines as core
from opsfamily.core.deadlines import Deadline
from opsfamily.core.figures.reports import get_due, get_last_period
from opsfamily.core.roles import CLERK
from opsfamily.notify import get_workers
from opsfamily.permissions.rule import get_readable_rows

if TYPE_CHECKING:
	from opsfamily.clocks.cases import Cases

TEMPLATE, REPORT = "Report Template", "Section Report"


def get_reports_due(cases: Cases) -> Iterator[Deadline]:
	"""Yield the last period of each kind of report that was not sent: by 31 July, 31 January, 31 March.

	Nothing for a period that was due before the office had a template for it, nor on the page of one family.
	"""
	if not cases.is_of_section or not frappe.has_permission(REPORT, "read"):
		return
	clerk = next(iter(get_workers(CLERK)), None)
	first_days = _get_first_days()
	for kind, template in _get_templates().items():
		period = get_last_period(kind, cases.today)
		due = get_due(kind, period[1]) if period else None
		if due and due >= first_days[kind] and not _is_sent(kind, period):
			what = f"{period[0]:%d.%m.%Y} – {period[1]:%d.%m.%Y}"
			yield Deadline(core.REPORT, "", TEMPLATE, template.name, due, clerk, f"{_(kind)}, {what}")


def _get_templates() -> dict[str, frappe._dict]:
	"""Return kind → the newest template in use."""
	fields = ["name", "report_kind", "creation"]
	rows = get_readable_rows(TEMPLATE, {"disabled": 0}, fields, "valid_from, creation")
	return {row.report_kind: row for row in rows}


def _get_first_days() -> dict[str, date]:
	"""Return kind → the day on which the office got its first template of the kind: a newer one forgives no report."""
	rows = get_readable_rows(TEMPLATE, {}, ["report_kind", "creation"], "creation desc")
	return {row.report_kind: getdate(row.creation) for row in rows}


def _is_sent(kind: str, period: tuple) -> bool:
	# Whoever reads one report reads all.
	filters = {"report_kind": kind, "from_date": period[0], "to_date": period[1], "docstatus": 1}
	return bool(frappe.db.exists(REPORT, filters))
