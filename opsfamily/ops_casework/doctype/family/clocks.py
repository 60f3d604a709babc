"""The next clocks of one family for its page: the two statutory days and the actions that are due."""

from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate

from opsfamily.case_document import RUNNING
from opsfamily.core.outcomes import PENDING


def next_clocks(family: str, limit: int = 0) -> list[dict]:
	"""Rows with clock_label, what, due, days_left, statutory, doctype, document. limit: 0 = all."""
	rows = [*statutory_clocks(family), *actions_due(family)]
	rows.sort(key=lambda row: (not row["statutory"], row["due"]))
	return rows[:limit] if limit else rows


def statutory_clocks(family: str) -> list[dict]:
	"""The next assessment, and the evaluation of the running schedule."""
	found = []
	for doctype, label, fieldname, filters in (
		("Family Assessment", _("Half-Year Assessment"), "next_due", {}),
		("Action Schedule", _("Evaluation Day"), "evaluation_date", {"status": RUNNING}),
	):
		newest = frappe.get_list(
			doctype,
			filters={"family": family, "docstatus": 1, fieldname: ["is", "set"], **filters},
			fields=["name", fieldname],
			order_by="creation desc",
			limit_page_length=1,
		)
		found += [clock(row, doctype, label, row[fieldname], statutory=1) for row in newest]
	return found


def actions_due(family: str) -> list[dict]:
	actions = frappe.get_list(
		"Scheduled Action",
		filters={"family": family, "outcome": PENDING, "due_date": ["is", "set"]},
		fields=["name", "action", "due_date"],
		order_by="due_date, name",
		limit_page_length=0,
	)
	return [clock(row, "Scheduled Action", _("Action Due"), row.due_date, row.action) for row in actions]


def clock(row, doctype: str, label: str, due: date, what: str = "", statutory: int = 0) -> dict:
	return {
		"clock_label": label,
		"what": what,
		"due": due,
		"days_left": (due - getdate()).days,
		"statutory": statutory,
		"doctype": doctype,
		"document": row.name,
	}
