"""The report as its form shows it: values next to those of other periods, and the sums that must agree."""

from __future__ import annotations

from functools import cache
from itertools import groupby

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

import frappe
from frappe import _
from frappe.utils import cint, getdate

from opsfamily.core.figures.values import format_value
from opsfamily.ops_figures.comparing import REPORT, get_beside, get_differences_to_former
from opsfamily.ops_figures.computing import COMPUTED, TYPED, check_rows, count_rows, show_value
from opsfamily.ops_figures.counted import LIST
from opsfamily.ops_figures.loading import load_facts
from opsfamily.ops_paper.values import paper_date, paper_text
from opsfamily.permissions.documents import get_viewed_once


@cache
def get_template() -> Template:
	"""Return the template, compiled once a process."""
	environment = Environment(loader=PackageLoader("opsfamily"), autoescape=True, undefined=StrictUndefined)
	environment.filters.update({"paper_text": paper_text, "paper_date": paper_date})
	return environment.get_template("section_report.html")


def get_view(name: str) -> str:
	"""Return the report as HTML for the top of its form, every value escaped."""
	report = get_viewed_once(REPORT, name)
	reads_lists = bool(frappe.has_permission(LIST, "read"))
	return get_template().render(
		report=report,
		headings=[heading for heading, _values in get_beside(report)],
		groups=get_groups(report),
		checks=get_checks(report, reads_lists),
		differences=get_differences_to_former(report),
		reads_lists=reads_lists,
		_=_,
	)


def get_groups(report) -> list[dict]:
	"""Return the parts of the report with their rows, each with the values of the reports beside it."""
	beside = [values for _heading, values in get_beside(report)]
	groups = groupby(report.rows, key=lambda row: row.row_group or "")
	return [{"name": name, "rows": [get_row(row, beside) for row in rows]} for name, rows in groups]


def get_row(row, beside: list[dict]) -> dict:
	"""Return a row as it is shown: its value, and where it was typed over, the computed one and the reason."""
	is_typed_over = row.kind != TYPED and bool(row.typed)
	return {
		"code": row.code,
		"label": row.label,
		"value": show_value(row),
		"computed": row.computed_text if is_typed_over else "",
		"reason": row.reason if is_typed_over else "",
		"source": row.source or "",
		"typed_on": row.typed_on,
		"has_list": row.kind == COMPUTED and bool(cint(row.documents)),
		"is_typed": row.kind == TYPED or is_typed_over,
		"list_removed_on": row.list_removed_on,
		"beside": [show_beside(row, values) for values in beside],
	}


def show_beside(row, values: dict) -> str:
	"""Return the value that another report has in this row; empty where it has no such row."""
	if row.code not in values:
		return ""
	value = values[row.code]
	return value if isinstance(value, str) else format_value(value, row.unit)


def get_checks(report, reads_lists: bool) -> list[dict]:
	"""Return the sums that do not agree, with the families by which they differ for those who may see them."""
	if all(cint(check.agrees) for check in report.checks):
		return []
	families = _find_differing(report) if reads_lists else {}
	return [
		{
			"total": check.total,
			"parts": check.parts,
			"expected": format_value(check.expected, "Number"),
			"found": format_value(check.found, "Number"),
			"families": families.get((check.total, check.parts), ()),
		}
		for check in report.checks
		if not cint(check.agrees)
	]


def _find_differing(report) -> dict[tuple[str, str], tuple[str, ...]]:
	facts = load_facts(getdate(report.from_date), getdate(report.to_date))
	checks = check_rows(report.rows, count_rows(report.rows, facts))
	return {(check.total, ", ".join(check.parts)): check.families for check in checks}
