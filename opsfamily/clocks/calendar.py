"""What the platform's calendars show of the cases, and what may be moved in them.

Everything is read through the access rule. A move is an ordinary save, so every rule of the document holds.
"""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.utils import getdate

from opsfamily.arguments import as_list
from opsfamily.clocks.cases import Cases
from opsfamily.clocks.register import describe, get_deadlines
from opsfamily.core import deadlines as core

# Light enough for dark text; what is overdue is also said in words.
COLOURS = {core.RED: "#FFC9C9", core.ORANGE: "#FFDBA8", core.YELLOW: "#FFF3BF", core.GREEN: "#D3F9D8"}
VISIT_COLOUR, FROZEN_COLOUR = "#D0EBFF", "#E9ECEF"


@frappe.whitelist(methods=["GET"])
def deadline_events(start: str = "", end: str = "", filters: str | None = None, **_rest: Any) -> list[dict]:
	"""Every clock between two days, of the families that the list's filters leave."""
	cases, first, last = Cases(), getdate(start), getdate(end)
	chosen = families_by(filters)
	return [
		deadline_event(describe(row, cases))
		for row in get_deadlines(cases)
		if first <= row.due <= last and (chosen is None or row.family in chosen)
	]


def families_by(filters: str | None) -> set[str] | None:
	"""Names that the filters of the list of families leave; None where there is no filter."""
	chosen = as_list(filters)
	if not chosen:
		return None
	return set(frappe.get_list("Family", filters=chosen, pluck="name", order_by="name", limit_page_length=0))


def deadline_event(row: dict) -> dict:
	title = f"{row['clock_label']}: {row['representative']}"
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
