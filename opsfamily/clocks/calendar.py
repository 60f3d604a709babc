"""The calendar of deadlines, read through the access rule, and the colours of the app's calendars."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _

from opsfamily.arguments import as_day, as_list, filters_refused
from opsfamily.clocks.cases import Cases
from opsfamily.clocks.register import describe, get_deadlines
from opsfamily.core import deadlines as core

# Light enough for dark text; overdue deadlines are also marked in words.
COLOURS = {core.RED: "#FFC9C9", core.ORANGE: "#FFDBA8", core.YELLOW: "#FFF3BF", core.GREEN: "#D3F9D8"}
VISIT_COLOUR, PLAN_COLOUR, FROZEN_COLOUR = "#D0EBFF", "#E5DBFF", "#E9ECEF"


@frappe.whitelist(methods=["GET"])
def deadline_events(start: str = "", end: str = "", filters: str | None = None, **_rest: Any) -> list[dict]:
	"""Return the deadlines between two days, of the families that match the list's filters."""
	cases, first, last = Cases(), as_day(start, _("From Date")), as_day(end, _("Until"))
	chosen = get_chosen_families(filters)
	return [
		make_deadline_event(describe(row, cases))
		for row in get_deadlines(cases)
		if first <= row.due <= last and (chosen is None or row.family in chosen)
	]


def get_chosen_families(filters: str | None) -> set[str] | None:
	"""Return the names of the families that match the list's filters; None without a filter."""
	chosen = as_list(filters)
	if not chosen:
		return None
	with filters_refused():
		families = frappe.get_list("Family", filters=chosen, pluck="name", limit_page_length=0)
	return set(families)


def make_deadline_event(row: dict) -> dict:
	"""Return a calendar event for a deadline, as `describe` returns it."""
	title = f"{row['clock_label']}: {row['representative'] or row['what']}"
	overdue = row["days_left"] < 0
	return {
		"name": row["document"],
		"doctype": row["doctype"],
		"title": f"{_('Overdue')}: {title}" if overdue else title,
		"tooltip": ", ".join(part for part in (title, row["what"], row["when"]) if part),
		"start": row["due"],
		"end": row["due"],
		"all_day": 1,
		"color": COLOURS[row["colour"]],
		"movable": 0,
	}
