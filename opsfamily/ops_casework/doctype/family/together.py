"""„Współpraca”: the lines on the family's page about the people who work together on its case.

A function in `LINES` yields lines from what the session's user may see.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import NamedTuple

import frappe
from frappe import _
from frappe.utils import date_diff, getdate, now_datetime

from opsfamily.core.assignments import MANAGER, runs_on
from opsfamily.core.case_analysis import NO, YES
from opsfamily.core.groups import sum_presences
from opsfamily.core.outcomes import PENDING, is_overdue
from opsfamily.core.outings import OPEN
from opsfamily.core.outside_answers import TO_DECIDE
from opsfamily.core.planned_visits import PLANNED
from opsfamily.ops_paper.values import paper_date, paper_time
from opsfamily.permissions.gate import can_read_sensitive_fields
from opsfamily.permissions.rule import get_readable_rows

# For this many days a sign of alarm from the day centre is marked.
FRESH_ALARM_DAYS = 30


class Line(NamedTuple):
	"""One line: its heading, its text, the document that it links to. late: it is marked."""

	label: str
	text: str
	doctype: str
	name: str
	late: bool = False


def get_case_managers(family: str) -> Iterator[Line]:
	"""Yield the case manager of today, and since when."""
	fields = ["name", "full_name", "user", "from_date", "until_date"]
	rows = get_readable_rows("Case Assignment", {"family": family, "part": MANAGER}, fields, "from_date desc")
	for row in rows:
		if runs_on(getdate(), row.from_date, row.until_date):
			text = _("{0}, since {1}").format(row.full_name or row.user, paper_date(row.from_date))
			yield Line(_("Case Manager"), text, "Case Assignment", row.name)


def get_next_conferences(family: str) -> Iterator[Line]:
	"""Yield every planned conference with its day, hour and place."""
	fields = ["name", "conference_date", "from_time", "place"]
	planned = {"family": family, "docstatus": 0}
	for row in get_readable_rows("Case Conference", planned, fields, "conference_date, name"):
		parts = (paper_date(row.conference_date), paper_time(row.from_time), row.place)
		late = row.conference_date < getdate()
		label = _("Conference without Minutes") if late else _("Next Conference")
		yield Line(label, ", ".join(filter(None, parts)), "Case Conference", row.name, late)


def get_open_decisions(family: str) -> Iterator[Line]:
	"""Yield how many decisions of conferences are open, and how many of them late."""
	held = {"family": family, "docstatus": 1}
	conferences = get_readable_rows("Case Conference", held, ["name"], "conference_date desc, name desc")
	if not conferences:
		return
	days = [*get_pending_days(family), *get_waiting_days([row.name for row in conferences])]
	late = sum(is_overdue(PENDING, day, getdate()) for day in days)
	if days:
		text = _("{0} open, {1} of them late").format(len(days), late)
		yield Line(_("Decisions of Conferences"), text, "Case Conference", conferences[0].name, bool(late))


def get_pending_days(family: str) -> list:
	"""Return the due days of pending decisions that became Scheduled Actions."""
	pending = {"family": family, "conference": ["is", "set"], "outcome": PENDING}
	return [
		row.due_date for row in get_readable_rows("Scheduled Action", pending, ["due_date"], "due_date, name")
	]


def get_waiting_days(conferences: list[str]) -> list:
	"""Return the due days of decisions that wait for a schedule.

	get_all: they are rows of conferences that the user may see.
	"""
	waiting = {"parent": ["in", conferences], "scheduled_action": ["is", "not set"]}
	return frappe.get_all("Conference Decision", filters=waiting, pluck="until_date", order_by="until_date")


def get_next_planned_visit(family: str) -> Iterator[Line]:
	"""Yield the next planned visit with its day, hours and worker."""
	fields = ["name", "planned_on", "from_time", "to_time", "worker", "worker_name"]
	filters = {"family": family, "status": PLANNED, "planned_on": [">=", getdate()]}
	for row in get_readable_rows("Planned Visit", filters, fields, "planned_on, from_time, name", limit=1):
		hours = f"{paper_time(row.from_time)}–{paper_time(row.to_time)}"
		text = ", ".join((paper_date(row.planned_on), hours, row.worker_name or row.worker))
		yield Line(_("Next Planned Visit"), text, "Planned Visit", row.name)


def get_open_outings(family: str) -> Iterator[Line]:
	"""Yield the workers who are in the family's home now, and when they are expected back."""
	fields = ["name", "worker", "worker_name", "left_at", "expected_end", "status"]
	filters = {"family": family, "status": ["in", OPEN]}
	for row in get_readable_rows("Home Outing", filters, fields, "left_at, name"):
		text = _("{0}, out since {1}, expected back at {2}").format(
			row.worker_name or row.worker, paper_time(row.left_at), paper_time(row.expected_end)
		)
		is_late = now_datetime() > row.expected_end
		yield Line(_("With the Family Now"), text, "Home Outing", row.name, is_late)


def get_newest_screenings(family: str) -> Iterator[Line]:
	"""Yield the newest screening of every child by every tool, with its result if the user may read it."""
	fields = ["name", "child", "tool", "screened_on", "next_due"]
	if can_read_sensitive_fields("Screening"):
		fields.append("result")
	rows = get_readable_rows("Screening", {"family": family}, fields, "screened_on, creation")
	newest = {(row.child, row.tool): row for row in rows}
	for row in newest.values():
		parts = (
			f"{row.child}, {row.tool} ({paper_date(row.screened_on)})",
			_(row.get("result") or ""),
			_("next on {0}").format(paper_date(row.next_due)) if row.next_due else "",
		)
		is_late = bool(row.next_due and row.next_due < getdate())
		yield Line(_("Screening"), "; ".join(filter(None, parts)), "Screening", row.name, is_late)


def get_day_centres(family: str) -> Iterator[Line]:
	"""Yield the children who are enrolled in a day centre today, and since when."""
	fields = ["name", "child", "centre", "from_date", "until_date"]
	for row in get_readable_rows("Day Centre Enrolment", {"family": family}, fields, "from_date, name"):
		if runs_on(getdate(), row.from_date, row.until_date):
			text = _("{0}: {1}, since {2}").format(row.child, row.centre, paper_date(row.from_date))
			yield Line(_("Day Centre"), text, "Day Centre Enrolment", row.name)


def get_day_centre_notes(family: str) -> Iterator[Line]:
	"""Yield the last note and the last sign of alarm, which is marked for FRESH_ALARM_DAYS."""
	fields = ["name", "child", "day", "presence", "mood"]
	note = _get_newest_note({"family": family}, fields)
	if note:
		text = ", ".join(filter(None, (paper_date(note.day), note.child, _(note.presence), note.mood)))
		yield Line(_("Last Day-Centre Note"), text, "Day Centre Note", note.name)
	alarm = _get_newest_note({"family": family, "alarm": 1}, fields)
	if alarm:
		is_fresh = date_diff(getdate(), alarm.day) <= FRESH_ALARM_DAYS
		text = f"{paper_date(alarm.day)}, {alarm.child}"
		yield Line(_("Last Sign of Alarm"), text, "Day Centre Note", alarm.name, is_fresh)


def _get_newest_note(filters: dict, fields: list[str]):
	rows = get_readable_rows("Day Centre Note", filters, fields, "day desc, creation desc", limit=1)
	return rows[0] if rows else None


def get_last_consultations(family: str) -> Iterator[Line]:
	"""Yield the last consultation."""
	fields = ["name", "consultation_date", "consultant_name", "consultant", "topic"]
	order = "consultation_date desc, creation desc"
	for row in get_readable_rows("Consultation", {"family": family}, fields, order)[:1]:
		day, who = paper_date(row.consultation_date), row.consultant_name or row.consultant
		text = f"{day}, {who}: {row.topic}"
		yield Line(_("Last Consultation"), text, "Consultation", row.name)


def get_last_help(family: str) -> Iterator[Line]:
	"""Yield the last help of a specialist: its day, its kind, and who gave it."""
	fields = ["name", "help_date", "kind", "worker_name", "worker", "outside_specialist"]
	order = "help_date desc, creation desc"
	for row in get_readable_rows("Specialist Help", {"family": family}, fields, order, limit=1):
		who = row.worker_name or row.worker or row.outside_specialist
		text = ", ".join(filter(None, (paper_date(row.help_date), row.kind, who)))
		yield Line(_("Last Specialist Help"), text, "Specialist Help", row.name)


def get_last_interventions(family: str) -> Iterator[Line]:
	"""Yield the day of the last intervention for readers of level 1, marked for FRESH_ALARM_DAYS; never what happened."""
	if not can_read_sensitive_fields("Intervention"):
		return
	filters, order = {"family": family, "docstatus": ["<", 2]}, "intervention_date desc, creation desc"
	for row in get_readable_rows("Intervention", filters, ["name", "intervention_date"], order, limit=1):
		is_fresh = date_diff(getdate(), row.intervention_date) <= FRESH_ALARM_DAYS
		yield Line(
			_("Last Intervention"), paper_date(row.intervention_date), "Intervention", row.name, is_fresh
		)


def get_groups(family: str) -> Iterator[Line]:
	"""Yield the groups to which somebody of the family comes today: who, since when, and how often they came."""
	fields = ["name", "person", "support_group", "from_date", "until_date"]
	rows = get_readable_rows("Group Participation", {"family": family}, fields, "from_date, name")
	running = [row for row in rows if runs_on(getdate(), row.from_date, row.until_date)]
	presences = get_presences([row.name for row in running])
	for row in running:
		text = _("{0}: {1}, since {2}").format(row.person, row.support_group, paper_date(row.from_date))
		came = describe_attended(presences[row.name])
		yield Line(_("Group"), "; ".join(filter(None, (text, came))), "Group Participation", row.name)


def get_presences(participations: list[str]) -> dict[str, list[tuple]]:
	"""Return participation → (day, presence) of what is noted of it, asked at once for all."""
	found = defaultdict(list)
	if participations:
		# get_all: they are rows of documents that the user may see.
		rows = frappe.get_all(
			"Group Presence",
			{"parent": ["in", participations], "parenttype": "Group Participation"},
			["parent", "meeting_date", "presence"],
			order_by="meeting_date, name",
		)
		for row in rows:
			found[row.parent].append((row.meeting_date, row.presence))
	return found


def describe_attended(presences: list[tuple]) -> str:
	"""Return in words how often the person came; empty while nothing is noted."""
	attended = sum_presences(presences)
	if not attended.noted:
		return ""
	text = _("came {0} of {1} times").format(attended.came, attended.noted)
	return f"{text}, {_('last on {0}').format(paper_date(attended.last))}" if attended.last else text


def get_supporting_families(family: str) -> Iterator[Line]:
	"""Yield the people who support the family by an agreement that runs today, and a proposal that waits for one."""
	fields = ["name", "supporting_people", "from_date", "until_date", "ended_on", "docstatus", "opinion"]
	filters = {"family": family, "docstatus": ["<", 2]}
	for row in get_readable_rows("Supporting Family", filters, fields, "proposed_on desc, name desc"):
		last = row.ended_on or row.until_date
		if row.docstatus == 0:
			text = f"{row.supporting_people}: {describe_proposal(row.opinion)}"
		elif runs_on(getdate(), row.from_date, last):
			until = _("until {0}").format(paper_date(last)) if last else ""
			since = _("{0}, since {1}").format(row.supporting_people, paper_date(row.from_date))
			text = " ".join(filter(None, (since, until)))
		else:
			continue
		yield Line(_("Supporting Family"), text, "Supporting Family", row.name)


def describe_proposal(opinion: str | None) -> str:
	"""Return in words what a proposal waits for."""
	if opinion == "Positive":
		return _("waits for the agreement")
	return _("the head's opinion is negative") if opinion else _("waits for the head's opinion")


def get_last_analyses(family: str) -> Iterator[Line]:
	"""Yield the last case analysis, its level, and whether it asked for a case manager."""
	rows = get_readable_rows(
		"Case Analysis",
		{"family": family, "docstatus": 1},
		["name", "level", "analysis_date", "needs_manager"],
		"analysis_date desc, creation desc",
	)
	for row in rows[:1]:
		parts = (paper_date(row.analysis_date), row.level, format_answer(row.needs_manager))
		yield Line(_("Last Case Analysis"), ", ".join(filter(None, parts)), "Case Analysis", row.name)


def format_answer(needs_manager: str | None) -> str:
	"""Return the analysis's answer about a case manager in words; empty if there is none."""
	if needs_manager not in (YES, NO):
		return ""
	return _("a case manager is needed") if needs_manager == YES else _("no case manager is needed")


def get_delegated_tasks(family: str) -> Iterator[Line]:
	"""Yield how many tasks of specialists are pending, with a link to the one that is due first."""
	filters = {"family": family, "outcome": PENDING}
	rows = get_readable_rows("Delegated Task", filters, ["name", "due_date"], "due_date, name")
	if rows:
		late = sum(row.due_date < getdate() for row in rows)
		text = _("{0}, overdue: {1}").format(len(rows), late) if late else str(len(rows))
		yield Line(_("Delegated Tasks Pending"), text, "Delegated Task", rows[0].name, bool(late))


def get_outside_answers(family: str) -> Iterator[Line]:
	"""Yield how many answers from outside wait for a decision, with a link to the one that came first."""
	filters = {"family": family, "state": TO_DECIDE}
	rows = get_readable_rows("Outside Answer", filters, ["name"], "answered_on, name")
	if rows:
		yield Line(_("Answers from Outside to Decide"), str(len(rows)), "Outside Answer", rows[0].name)


def get_history(family: str) -> Iterator[Line]:
	"""Yield the family's history: its day, and how many events and relatives it has."""
	for row in get_readable_rows("Family History", {"family": family}, ["name", "as_of"], "as_of desc"):
		# They are rows of a history that the user may see.
		events, relatives = (
			frappe.db.count(child, {"parent": row.name, "parenttype": "Family History"})
			for child in ("History Event", "Family Relative")
		)
		text = _("as of {0}; events: {1}, people: {2}").format(paper_date(row.as_of), events, relatives)
		yield Line(_("Family History"), text, "Family History", row.name)


def get_child_cards(family: str) -> Iterator[Line]:
	"""Yield every child with a card, and its next day that is not done; never what that day is about."""
	fields = ["name", "child"]
	for row in get_readable_rows("Child Card", {"family": family}, fields, "child, name"):
		# They are rows of a card that the user may see.
		filters = {"parent": row.name, "parenttype": "Child Card", "done": 0}
		due = frappe.db.get_value("Child Date", filters, "due_on", order_by="due_on asc")
		text = ", ".join(filter(None, (row.child, _("next on {0}").format(paper_date(due)) if due else "")))
		yield Line(_("Child Card"), text, "Child Card", row.name, bool(due and due < getdate()))


# (DocType that the lines are about, the function), in the order of the page: a phone shows the first two at once.
LINES: tuple[tuple[str, Callable[[str], Iterator[Line]]], ...] = (
	("Home Outing", get_open_outings),
	("Planned Visit", get_next_planned_visit),
	("Case Assignment", get_case_managers),
	("Case Conference", get_next_conferences),
	("Case Conference", get_open_decisions),
	("Screening", get_newest_screenings),
	("Child Card", get_child_cards),
	("Day Centre Enrolment", get_day_centres),
	("Day Centre Note", get_day_centre_notes),
	("Group Participation", get_groups),
	("Supporting Family", get_supporting_families),
	("Consultation", get_last_consultations),
	("Specialist Help", get_last_help),
	("Intervention", get_last_interventions),
	("Case Analysis", get_last_analyses),
	("Delegated Task", get_delegated_tasks),
	("Outside Answer", get_outside_answers),
	("Family History", get_history),
)


def get_lines(family: str, kept: frozenset[str]) -> list[Line]:
	"""Return all lines of a family's page. kept: the DocTypes of which it has documents."""
	return [line for doctype, lines in LINES if doctype in kept for line in lines(family)]
