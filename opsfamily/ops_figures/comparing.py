"""What stands beside a report: the period before, the halves of a year, the version before, the data of today."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate

from opsfamily.core.figures.register import FIGURES
from opsfamily.core.figures.reports import HALF_YEAR, SENT, YEAR, get_halves, get_period_before
from opsfamily.core.figures.values import Difference, compare, format_value
from opsfamily.ops_figures.computing import COMPUTED, count_rows
from opsfamily.ops_figures.loading import load_facts
from opsfamily.permissions.documents import get_permitted

REPORT = "Section Report"
Values = dict[str, float | str | None]


def get_beside(report) -> list[tuple[str, Values]]:
	"""Return (heading, values) of the reports that are shown next to this one: halves of the year, the period before."""
	first, last = getdate(report.from_date), getdate(report.to_date)
	beside = []
	if report.report_kind == YEAR:
		for heading, period in zip(
			(_("1st half-year"), _("2nd half-year")), get_halves(first.year), strict=True
		):
			beside.append((heading, HALF_YEAR, *period))
	beside.append((_("Period before"), report.report_kind, *get_period_before(first, last)))
	found = ((heading, read_sent(*period)) for heading, *period in beside)
	return [(heading, values) for heading, values in found if values]


def get_before(report) -> Values:
	"""Return what the report of the period before said; empty where none was sent."""
	period = get_period_before(getdate(report.from_date), getdate(report.to_date))
	return read_sent(report.report_kind, *period)


def read_sent(kind: str, first: date, last: date) -> Values:
	"""Return what the report of a period said, in its latest version; empty where none was sent."""
	name = find_sent(kind, first, last)
	return frappe.get_doc(REPORT, name).get_values() if name else {}


def find_sent(kind: str, first: date, last: date) -> str | None:
	"""Return the latest version of the report of a period that was sent. Whoever reads one report reads all."""
	filters = {"report_kind": kind, "from_date": first, "to_date": last, "docstatus": 1, "status": SENT}
	return frappe.db.get_value(REPORT, filters, "name")


def get_differences_to_former(report) -> list[dict]:
	"""Return the rows in which a correction differs from the version that it replaces."""
	if not report.replaces or not frappe.db.exists(REPORT, report.replaces):
		return []
	former = frappe.get_doc(REPORT, report.replaces)
	return describe([*former.rows, *report.rows], compare(former.get_values(), report.get_values()))


def get_differences_to_today(name: str) -> dict:
	"""Return the computed rows of a sent report that the documents of today would give otherwise, and `is_intact`.

	The sent report stays as it is: a later correction of the data shows as a difference.
	"""
	report = get_permitted(REPORT, name, "read")
	rows = [row for row in report.rows if row.kind == COMPUTED and row.figure in FIGURES]
	# By the rows as they were sent: a template that has changed since is no other past.
	counted = count_rows(rows, load_facts(getdate(report.from_date), getdate(report.to_date)))
	before = {row.code: None if row.is_empty else row.computed for row in rows}
	today = {code: None if found.value is None else round(found.value, 2) for code, found in counted.items()}
	return {"rows": describe(rows, compare(before, today)), "is_intact": report.is_intact()}


def describe(of_reports: Iterable, differences: list[Difference]) -> list[dict]:
	"""Return differences as the screen and the paper show them. of_reports: rows of both, as one may lack a row."""
	rows = {row.code: row for row in of_reports}
	return [
		{
			"code": each.code,
			"label": rows[each.code].label,
			"before": _show(each.before, rows[each.code].unit),
			"after": _show(each.after, rows[each.code].unit),
		}
		for each in differences
	]


def _show(value: float | str | None, unit: str) -> str:
	return value if isinstance(value, str) else format_value(value, unit)


def start_correction(name: str, reason: str) -> str:
	"""Make a draft that corrects a sent report, with what was typed in it. Return the draft's name.

	Raises CorrectionError where the report was not sent, has a correction, or no reason is given.
	"""
	report = get_permitted(REPORT, name, "read")
	report.check_permission("create")
	draft = frappe.copy_doc(report)
	draft.update(
		{
			"replaces": report.name,
			"correction_reason": reason,
			"amended_from": None,
			"docstatus": 0,
			"status": "",
		}
	)
	return draft.insert().name
