"""Conferences in the Desk's calendar."""

from typing import Any

import frappe
from frappe import _
from frappe.utils import format_time, get_time

from opsfamily.arguments import as_day, as_list, filters_refused
from opsfamily.clocks.calendar import FROZEN_COLOUR, VISIT_COLOUR


@frappe.whitelist(methods=["GET"])
def conference_events(start: str = "", end: str = "", filters: str | None = None, **_rest: Any) -> list[dict]:
	"""Return planned and held conferences between two days as calendar events, filtered like their list."""
	with filters_refused():
		conferences = frappe.get_list(
			"Case Conference",
			filters=[
				*as_list(filters),
				["Case Conference", "docstatus", "<", 2],
				[
					"Case Conference",
					"conference_date",
					"between",
					[as_day(start, _("From Date")), as_day(end, _("Until"))],
				],
			],
			fields=[
				"name",
				"representative",
				"conference_date",
				"from_time",
				"to_time",
				"place",
				"docstatus",
			],
			order_by="conference_date, from_time, name",
			limit_page_length=0,
		)
	return [make_event(conference) for conference in conferences]


def make_event(conference) -> dict:
	"""Return the calendar event; without an hour it fills the whole day."""
	day, from_time = conference.conference_date, conference.from_time
	begins = f"{day} {get_time(from_time)}" if from_time is not None else day
	ends = f"{day} {get_time(conference.to_time)}" if conference.to_time is not None else begins
	hours = format_time(from_time, "HH:mm") if from_time is not None else ""
	return {
		"name": conference.name,
		"doctype": "Case Conference",
		"title": conference.representative,
		"tooltip": ", ".join(filter(None, (hours, conference.representative, conference.place))),
		"start": begins,
		"end": ends,
		"all_day": int(from_time is None),
		"color": FROZEN_COLOUR if conference.docstatus else VISIT_COLOUR,
		"movable": 0,
	}
