"""A family's week from what is stored wherever it is, as its reader may see it: for the paper „Tydzień rodziny”.

A case manager orders the day of a client whom several institutions serve. Nothing is typed twice: visits, groups, day
centres, meetings and agreed days come from their documents, and Weekly Appointment holds what has no other place. The
family takes the paper home, so no purpose of a visit, no health appointment and no note is on it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate

from opsfamily.arguments import as_day
from opsfamily.core.assignments import runs_on
from opsfamily.core.day_centre import get_hours, get_lessons_on
from opsfamily.core.family_week import Expected, put_on_days, recurs_on
from opsfamily.core.outcomes import PENDING
from opsfamily.core.planned_visits import MADE, PLANNED, get_week
from opsfamily.core.work_days import is_day_off
from opsfamily.notify import in_language
from opsfamily.ops_day_centre.doctype.day_centre.timetable import get_calendar
from opsfamily.ops_paper.downloads import send_sheet_pdf
from opsfamily.ops_paper.values import as_written, paper_date, paper_time
from opsfamily.permissions.documents import get_viewed_once, require_any
from opsfamily.permissions.rule import get_readable_rows

TEMPLATE = "opsfamily/templates/print_formats/family_week.html"
APPOINTMENT, AT_HOME = "Weekly Appointment", "Somebody Comes to Them"

Source = Callable[[str, list[date]], Iterator[Expected]]


def get_family_week(family: str, days: list[date]) -> list[tuple[date, list[Expected]]]:
	"""Return each day with who of the family is expected where and who comes, as the session's user may see it."""
	return put_on_days(days, (row for source in SOURCES for row in source(family, days)))


def get_appointments(family: str, days: list[date]) -> Iterator[Expected]:
	"""Yield what the family has every week, or every second one."""
	fields = ["person", "what", "institution", "way", "place", "weekday", "from_time", "to_time", "from_date"]
	filters = {"family": family, "from_date": ["<=", days[-1]]}
	rows = get_readable_rows(APPOINTMENT, filters, [*fields, "until_date", "every_second"], "from_time, name")
	for row in rows:
		place = as_written(row.place or (_("at home") if row.way == AT_HOME else ""))
		what = as_written(", ".join(filter(None, (row.what, row.institution))))
		for day in days:
			if recurs_on(day, row.weekday, row.from_date, row.until_date, bool(row.every_second)):
				yield expect(day, row, as_written(row.person or ""), what, place)


def get_planned_visits(family: str, days: list[date]) -> Iterator[Expected]:
	"""Yield the visits that are planned or made as planned."""
	filters = {"family": family, "planned_on": between(days), "status": ["in", (PLANNED, MADE)]}
	fields = ["planned_on", "from_time", "to_time", "worker_name", "worker"]
	for row in get_readable_rows("Planned Visit", filters, fields, "planned_on, from_time, name"):
		what = _("visit: {0}").format(row.worker_name or row.worker)
		yield expect(row.planned_on, row, "", what, _("at home"))


def get_day_centres(family: str, days: list[date]) -> Iterator[Expected]:
	"""Yield the days on which a day centre has its timetable for an enrolled child; one without a timetable has no days."""
	fields = ["child", "centre", "children_group", "from_date", "until_date"]
	filters = {"family": family, "from_date": ["<=", days[-1]]}
	for row in get_readable_rows("Day Centre Enrolment", filters, fields, "child, name"):
		calendar = get_calendar(row.centre)
		for day in days:
			lessons = [one for one in get_lessons_on(day, calendar) if one.group in ("", row.children_group)]
			if lessons and runs_on(day, row.from_date, row.until_date):
				yield Expected(day, *get_hours(lessons), as_written(row.child), row.centre)


def get_group_meetings(family: str, days: list[date]) -> Iterator[Expected]:
	"""Yield the meetings of the groups to which somebody of the family comes; never who else comes."""
	fields = ["person", "support_group", "from_date", "until_date"]
	people = get_readable_rows("Group Participation", {"family": family}, fields, "person, name")
	groups = sorted({row.support_group for row in people})
	# get_all: when a group meets is told to those who come; a meeting names nobody of a family.
	meetings = frappe.get_all(
		"Group Meeting",
		{"support_group": ["in", groups or [""]], "meeting_date": between(days)},
		["support_group", "meeting_date", "from_time", "to_time", "place"],
		order_by="meeting_date, from_time, name",
	)
	for row in people:
		for meeting in meetings:
			comes = meeting.support_group == row.support_group
			if comes and runs_on(meeting.meeting_date, row.from_date, row.until_date):
				who, place = as_written(row.person), as_written(meeting.place or "")
				yield expect(meeting.meeting_date, meeting, who, row.support_group, place)


def get_conferences(family: str, days: list[date]) -> Iterator[Expected]:
	"""Yield the meetings of the people on the case; the family comes to them."""
	filters = {"family": family, "conference_date": between(days), "docstatus": ["<", 2]}
	fields = ["conference_date", "from_time", "to_time", "place"]
	for row in get_readable_rows("Case Conference", filters, fields, "conference_date, from_time, name"):
		what = _("meeting with the people on the case")
		yield expect(row.conference_date, row, "", what, as_written(row.place or ""))


def get_specialists(family: str, days: list[date]) -> Iterator[Expected]:
	"""Yield the day on which a specialist wants to meet again, of the latest help of each kind; not what kind it is."""
	fields = ["kind", "follow_up_on", "worker_name", "outside_specialist"]
	rows = get_readable_rows("Specialist Help", {"family": family}, fields, "help_date, creation")
	for row in {row.kind: row for row in rows}.values():
		if row.follow_up_on in days:
			who = as_written(row.worker_name or row.outside_specialist or "")
			yield Expected(row.follow_up_on, "", "", "", _("meeting with a specialist: {0}").format(who))


def get_dates_of_children(family: str, days: list[date]) -> Iterator[Expected]:
	"""Yield what is agreed about a child for a day of the week; no health appointments."""
	cards = {
		row.name: row.child
		for row in get_readable_rows("Child Card", {"family": family}, ["name", "child"], "child")
	}
	# get_all: rows of cards that the user may see.
	rows = frappe.get_all(
		"Child Date",
		{"parenttype": "Child Card", "parent": ["in", [*cards] or [""]], "due_on": between(days), "done": 0},
		["parent", "due_on", "what", "with_whom"],
		order_by="due_on, idx",
	)
	for row in rows:
		what = as_written(", ".join(filter(None, (row.what, row.with_whom))))
		yield Expected(row.due_on, "", "", as_written(cards[row.parent]), what)


def get_actions(family: str, days: list[date]) -> Iterator[Expected]:
	"""Yield the agreed actions that are due on a day of the week, with who does them."""
	filters = {"family": family, "due_date": between(days), "outcome": PENDING}
	fields = ["action", "due_date", "responsible", "party_name"]
	for row in get_readable_rows("Scheduled Action", filters, fields, "due_date, name"):
		what = _("due: {0}").format(as_written(row.action))
		yield Expected(row.due_date, "", "", as_written(row.responsible or row.party_name or ""), what)


SOURCES: tuple[Source, ...] = (
	get_appointments,
	get_planned_visits,
	get_day_centres,
	get_group_meetings,
	get_conferences,
	get_specialists,
	get_dates_of_children,
	get_actions,
)


def between(days: list[date]) -> list:
	"""Return the filter of a column by the days of the week."""
	return ["between", [days[0], days[-1]]]


def expect(day: date, hours, who: str, what: str, place: str) -> Expected:
	"""Return a line of the week. hours: a row with `from_time` and `to_time`."""
	return Expected(day, paper_time(hours.from_time), paper_time(hours.to_time), who, what, place)


def send_pdf(family: str, week: str) -> None:
	"""Answer with a family's week as PDF; logged as a print of the family. week: any day of it, by default today.

	Raises PermissionError.
	"""
	require_any("print", "Family")
	doc, days = get_viewed_once("Family", family), get_week(as_day(week, _("Week")))
	send_sheet_pdf(get_html(doc, days), "Tydzień rodziny", f"tydzien-rodziny-{days[0]}.pdf", [doc])


def get_html(family, days: list[date]) -> str:
	"""Return the paper as HTML, in Polish for every reader."""
	with in_language("pl"):
		values = {
			"representative": as_written(family.representative or ""),
			"first": paper_date(days[0]),
			"last": paper_date(days[-1]),
			"days": [(day, is_day_off(day), rows) for day, rows in get_family_week(family.name, days)],
			"printed_on": getdate(),
		}
		return frappe.render_template(TEMPLATE, values)
