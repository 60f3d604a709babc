"""The case manager of a family, the people on its case on a day, and its latest analysis."""

from __future__ import annotations

from datetime import date

import frappe
from frappe.utils import getdate

from opsfamily.case.people import Person, get_person_on_case
from opsfamily.core.assignments import MANAGER, runs_on


def get_manager(family: str | None) -> Person | None:
	"""Return the family's case manager of today."""
	return get_person_on_case(family, MANAGER)


def get_parts_on(family: str, day: date) -> list[tuple[str, str, str]]:
	"""Return (user, full name, part) of everybody on the case on the day, longest first."""
	# get_all: the rule is about every assignment of the family, whoever writes the analysis.
	rows = frappe.get_all(
		"Case Assignment",
		filters={"family": family, "from_date": ["<=", day]},
		fields=["user", "full_name", "part", "from_date", "until_date"],
		order_by="from_date, creation",
	)
	return [
		(row.user, row.full_name or row.user, row.part)
		for row in rows
		if runs_on(day, row.from_date, row.until_date)
	]


def get_latest_analysis(family: str, until: date | str | None = None) -> str | None:
	"""Return the name of the family's last submitted analysis by the day `until` (by default today)."""
	filters = {"family": family, "docstatus": 1, "analysis_date": ["<=", getdate(until)]}
	return frappe.db.get_value("Case Analysis", filters, "name", order_by="analysis_date desc, creation desc")
