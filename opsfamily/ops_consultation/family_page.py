"""„Współpraca”: what the family's page says of the people who work together on its case.

A line is a function in `LINES`, asked as the reader; what the reader may not see is not in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import frappe
from frappe import _
from frappe.utils import date_diff, getdate

from opsfamily.core.assignments import runs_on
from opsfamily.ops_paper.values import paper_date
from opsfamily.permissions import readable_rows

# A sign of alarm from the day centre is marked for so many days.
FRESH_ALARM_DAYS = 30


class Line(NamedTuple):
	"""One line: its heading, what it says, the document that it leads to. late: to be marked."""

	label: str
	text: str
	doctype: str
	name: str
	late: bool = False


def case_managers(family: str) -> Iterator[Line]:
	"""Who holds the threads in hand today, and since when."""
	fields = ["name", "full_name", "user", "from_date", "until_date"]
	rows = readable_rows(
		"Case Assignment", {"family": family, "part": "Case Manager"}, fields, "from_date desc"
	)
	for row in rows:
		if runs_on(getdate(), row.from_date, row.until_date):
			text = _("{0}, since {1}").format(row.full_name or row.user, paper_date(row.from_date))
			yield Line(_("Case Manager"), text, "Case Assignment", row.name)


def day_centres(family: str) -> Iterator[Line]:
	"""Which child goes to which day centre today, and since when."""
	fields = ["name", "child", "centre", "from_date", "until_date"]
	for row in readable_rows("Day Centre Enrolment", {"family": family}, fields, "from_date, name"):
		if runs_on(getdate(), row.from_date, row.until_date):
			text = _("{0}: {1}, since {2}").format(row.child, row.centre, paper_date(row.from_date))
			yield Line(_("Day Centre"), text, "Day Centre Enrolment", row.name)


def day_centre_notes(family: str) -> Iterator[Line]:
	"""The last note and the last sign of alarm, which is marked while it is fresh."""
	fields = ["name", "child", "day", "presence", "mood"]
	note = _newest_note({"family": family}, fields)
	if note:
		text = ", ".join(filter(None, (paper_date(note.day), note.child, _(note.presence), note.mood)))
		yield Line(_("Last Day-Centre Note"), text, "Day Centre Note", note.name)
	alarm = _newest_note({"family": family, "alarm": 1}, fields)
	if alarm:
		is_fresh = date_diff(getdate(), alarm.day) <= FRESH_ALARM_DAYS
		text = f"{paper_date(alarm.day)}, {alarm.child}"
		yield Line(_("Last Sign of Alarm"), text, "Day Centre Note", alarm.name, is_fresh)


def _newest_note(filters: dict, fields: list[str]):
	if not frappe.has_permission("Day Centre Note", "read"):
		return None
	rows = frappe.get_list(
		"Day Centre Note",
		filters=filters,
		fields=fields,
		order_by="day desc, creation desc",
		limit_page_length=1,
	)
	return rows[0] if rows else None


# (DocType that a line speaks of, the line), in the order of the page.
LINES: tuple[tuple[str, Callable[[str], Iterator[Line]]], ...] = (
	("Case Assignment", case_managers),
	("Day Centre Enrolment", day_centres),
	("Day Centre Note", day_centre_notes),
)


def lines_of(family: str, kept: frozenset[str]) -> list[Line]:
	"""All lines of a family's page, in the order of `LINES`. kept: the kinds of documents that it has."""
	return [line for doctype, lines in LINES if doctype in kept for line in lines(family)]
