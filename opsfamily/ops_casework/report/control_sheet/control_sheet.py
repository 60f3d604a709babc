"""The report „Braki i opóźnienia”: what is missing and what was late in a period, of one family or of the section."""

from __future__ import annotations

from datetime import date

import frappe
from frappe import ValidationError, _
from frappe.utils import get_first_day, getdate

from opsfamily.case.reports import answers_refusals
from opsfamily.ops_casework.doctype.control_pack.terms import get_sheet
from opsfamily.permissions.documents import get_permitted


class SheetPeriodError(ValidationError):
	"""A period ends after it begins."""


@answers_refusals
def execute(filters: dict | None = None) -> tuple[list[dict], list[dict]]:
	"""Return columns and rows that the user may see. filters: from_date, until_date, family (empty: all)."""
	filters = frappe._dict(filters or {})
	first, last = get_period(filters)
	if filters.family:
		get_permitted("Family", filters.family, "read")
	return get_columns(), get_sheet(filters.family or None, first, last).rows


def get_period(filters) -> tuple[date, date]:
	"""Return the first and last day asked for: this month's, where nothing is chosen (SheetPeriodError)."""
	last = getdate(filters.until_date)
	first = getdate(filters.from_date) if filters.from_date else get_first_day(last)
	if last < first:
		frappe.throw(_("{0} lies before {1}.").format(_("Period Until"), _("Period From")), SheetPeriodError)
	return first, last


def get_columns() -> list[dict]:
	"""Return the columns of the report."""
	return [
		{
			"fieldname": "representative",
			"label": _("Family Representative"),
			"fieldtype": "Data",
			"width": 180,
		},
		{"fieldname": "family", "label": _("Family"), "fieldtype": "Link", "options": "Family", "width": 140},
		{"fieldname": "rule", "label": _("Rule"), "fieldtype": "Data", "width": 220},
		{"fieldname": "what", "label": _("What It Is About"), "fieldtype": "Data", "width": 300},
		{"fieldname": "due", "label": _("Day Due"), "fieldtype": "Date", "width": 110},
		{"fieldname": "done", "label": _("Done On"), "fieldtype": "Date", "width": 110},
		{"fieldname": "days", "label": _("Days Late"), "fieldtype": "Int", "width": 90},
	]
