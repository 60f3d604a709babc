"""The calendar of deadlines, read through the access rule, and the colours of the app's calendars."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import frappe
from frappe import _
from frappe.utils import getdate

from opsfamily.arguments import as_day, as_list, filters_refused
from opsfamily.clocks.ordinary import Window
from opsfamily.clocks.register import describe, get_thresholds
from opsfamily.clocks.section import find
from opsfamily.core import deadlines as core

# A month's screen with more deadlines cannot be read.
MOST_EVENTS = 300
# Light enough for dark text; overdue deadlines are also marked in words.
COLOURS = {core.RED: "#FFC9C9", core.ORANGE: "#FFDBA8", core.YELLOW: "#FFF3BF", core.GREEN: "#D3F9D8"}
VISIT_COLOUR, PLAN_COLOUR, FROZEN_COLOUR = "#D0EBFF", "#E5DBFF", "#E9ECEF"


@frappe.whitelist(methods=["GET"])
def deadline_events(start: str = "", end: str = "", filters: str | None = None, **_rest: Any) -> list[dict]:
	"""Return the deadlines between two days, of the families that match the list's filters.

	Of a large section, more than MOST_EVENTS deadlines are one event a day with their number.
	"""
	window = Window(first=as_day(start, _("From Date")), last=as_day(end, _("Until")))
	found = find(window, MOST_EVENTS, only=get_chosen_families(filters), most=MOST_EVENTS)
	if found.left:
		return make_day_events(found.numbers)
	return [make_deadline_event(describe(row, found.cases)) for row in found.deadlines]


def make_day_events(numbers: Counter[tuple[str, date]]) -> list[dict]:
	"""Return an event for each day that tells how many deadlines it has; overdue ones are marked in words as well."""
	days = Counter()
	for (_clock, due), number in numbers.items():
		days[due] += number
	return [make_day_event(day, number) for day, number in sorted(days.items())]


def make_day_event(day: date, number: int) -> dict:
	"""Return an event of a whole day that tells how many deadlines it has."""
	days_left = (day - getdate()).days
	title = (_("Overdue Deadlines: {0}") if days_left < 0 else _("Deadlines: {0}")).format(number)
	return {
		"name": f"{day}",
		"doctype": "Family",
		"title": title,
		"tooltip": _("{0}. The report “Deadlines” lists them; choose a clock or a person there.").format(
			title
		),
		"start": day,
		"end": day,
		"all_day": 1,
		"color": COLOURS[core.get_colour(days_left, get_thresholds())],
		"movable": 0,
		"is_sum": 1,
	}


def get_chosen_families(filters: str | None) -> frozenset[str] | None:
	"""Return the names of the families that match the list's filters; None without a filter."""
	chosen = as_list(filters)
	if not chosen:
		return None
	with filters_refused():
		families = frappe.get_list("Family", filters=chosen, pluck="name", limit_page_length=0)
	return frozenset(families)


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
