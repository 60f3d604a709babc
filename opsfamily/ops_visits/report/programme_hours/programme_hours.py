"""„Godziny programu”: hours of each assistant and month against the norm of the post.

Assistants see their own months, coordinator and head those of the section.
"""

import frappe
from frappe import _
from frappe.utils import getdate

from opsfamily.case.reports import answers_refusals
from opsfamily.core.contact_kinds import NATURES
from opsfamily.core.hours import format_minutes
from opsfamily.core.months import month_of
from opsfamily.ops_paper.values import paper_month
from opsfamily.ops_visits.statements.access import require_statement_of
from opsfamily.ops_visits.statements.programme import get_rows
from opsfamily.permissions.rule import can_see_section

MINUTES = ("norm", "contacts", "other", "worked", "difference")


@answers_refusals
def execute(filters: dict | None = None) -> tuple[list[dict], list[dict]]:
	"""Return columns and rows. filters: from_month, until_month (by default the current one), worker.

	Raises MonthError, PeriodError, PermissionError.
	"""
	filters, user = frappe._dict(filters or {}), frappe.session.user
	worker = filters.worker or (None if can_see_section(user) else user)
	require_statement_of(worker or user)
	until_month = filters.until_month or month_of(getdate())
	rows = get_rows(filters.from_month or until_month, until_month, worker)
	return get_columns(), [show(row) for row in rows]


def show(row: dict) -> dict:
	"""Return the row with its minutes as hours."""
	return {
		"user": row["user"],
		"full_name": row["full_name"],
		"month": paper_month(row["month"]),
		**{name: None if row[name] is None else format_minutes(row[name]) for name in MINUTES},
		**{frappe.scrub(nature): format_minutes(row["natures"].get(nature, 0)) for nature in NATURES},
		"open_cards": ", ".join(row["open_cards"]),
	}


def get_columns() -> list[dict]:
	"""Return the columns of the report; hours are texts, as 25:35."""
	columns = (
		("full_name", _("Assistant"), "Data", 200),
		("month", _("Month"), "Data", 140),
		("norm", _("Norm of the Month"), "Data", 130),
		("contacts", _("With Families (Accepted Cards)"), "Data", 190),
		*((frappe.scrub(nature), _("Of It: {0}").format(_(nature)), "Data", 150) for nature in NATURES),
		("other", _("Beside the Families"), "Data", 140),
		("worked", _("Worked"), "Data", 130),
		("difference", _("Difference to the Norm"), "Data", 150),
		("open_cards", _("Cards Not Accepted"), "Data", 250),
	)
	user = {"fieldname": "user", "label": _("User"), "fieldtype": "Data", "hidden": 1}
	shown = [
		{"fieldname": name, "label": label, "fieldtype": fieldtype, "width": width}
		for name, label, fieldtype, width in columns
	]
	return [user, *shown]
