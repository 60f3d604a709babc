"""„Godziny konsultacji”: number and hours of every consultant's consultations in each month of a year."""

from frappe import _
from frappe.utils import cint

from opsfamily.case.reports import answers_refusals
from opsfamily.core.hours import format_minutes
from opsfamily.ops_consultation.support_hours import (
	get_consultation_hours,
	get_full_names,
	get_only_own,
	get_year,
)
from opsfamily.ops_paper.values import paper_month


@answers_refusals
def execute(filters: dict | None = None) -> tuple[list[dict], list[dict]]:
	"""Return columns and rows, by consultant and month. filters: year (by default this one)."""
	year = get_year(filters)
	hours = get_consultation_hours(year, get_only_own())
	names = get_full_names({row.user for row in hours})
	hours.sort(key=lambda row: (names.get(row.user, row.user), row.user, row.month))
	return get_columns(), [make_row(row, names.get(row.user, row.user), year) for row in hours]


def make_row(row: dict, full_name: str, year: int) -> dict:
	return {
		"user": row.user,
		"full_name": full_name,
		"month": paper_month(f"{year:04d}-{cint(row.month):02d}"),
		"consultations": cint(row.consultations),
		"about_family": cint(row.about_family),
		"hours": format_minutes(cint(row.minutes)),
	}


def get_columns() -> list[dict]:
	return [
		{"fieldname": "user", "label": _("User"), "fieldtype": "Data", "hidden": 1},
		{"fieldname": "full_name", "label": _("Consultant"), "fieldtype": "Data", "width": 220},
		{"fieldname": "month", "label": _("Month"), "fieldtype": "Data", "width": 150},
		{"fieldname": "consultations", "label": _("Consultations"), "fieldtype": "Int", "width": 160},
		{"fieldname": "about_family", "label": _("About a Family"), "fieldtype": "Int", "width": 140},
		{"fieldname": "hours", "label": _("Hours"), "fieldtype": "Data", "align": "right", "width": 110},
	]
