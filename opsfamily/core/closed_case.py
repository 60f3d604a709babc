"""A closed case is a lock: what may still be written on it, and on which day. The one table of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

# The work: DocType → the field with its day. A table and its field where each row has a day of its own; None: the day
# is today. Its earlier days may be written for a while (late entries), later ones not at all.
WORK: dict[str, str | tuple[str, str] | None] = {
	"Action Schedule": "schedule_date",
	"Authorisation": "from_date",
	"Case Analysis": "analysis_date",
	"Case Conference": "conference_date",
	"Consultation": "consultation_date",
	"Consultation Request": "asked_on",
	"Cooperation": "since",
	"Delegated Task": "delegated_on",
	"Family Assessment": "assessment_date",
	"Family Sheet": "sheet_date",
	"Family Visit": "visit_date",
	"Family Work Plan": "plan_date",
	"Outside Answer": None,
	"Screening": "screened_on",
	"Specialist Help": "help_date",
	"Work Plan Evaluation": "meeting_date",
}
# Days of earlier papers: they may be corrected whenever, but nothing new is dated after the end.
DATED: dict[str, str | tuple[str, str] | None] = {
	"Assistant Timesheet": "month",
	"Child Card": "as_of",
	"Family History": "as_of",
	"Foster Placement": "since",
	"Planned Visit": "planned_on",
	"Scheduled Action": "done_on",
	"Supporting Family": "proposed_on",
	"Support Catalogue": ("steps", "step_date"),
	"Weekly Appointment": "from_date",
}
# Allowed while the family is monitored.
MONITORING: dict[str, str | tuple[str, str] | None] = {"Home Outing": None}
# Gives access until its last day.
ACCESS = "Case Assignment"
# Allowed always: monitoring (by rules of its own), a record of danger to life, what starts a reopening, what a court, the family or a supervisor may
# ask for at any time, and the corrected page itself. A day centre or a group is no work of the assistant: a child or parent may go on
# coming.
# A list behind a number of a report is no work either.
FREE = frozenset(
	{
		"Access Copy",
		"Assistant Request",
		"Case Closing",
		"Consent",
		"Counted Document",
		"Control Pack",
		"Court Letter",
		"Court Opinion",
		"Day Centre Enrolment",
		"Day Centre Note",
		"Family",
		"Family Notification",
		"Group Participation",
		"Intervention",
		"Letter Sent",
		"Monitoring Contact",
		"Risk List",
		"Same Person",
		"Visit Draft",
	}
)

AFTER_THE_END, TOO_LATE, NOT_ON_THE_CASE, OUTLIVES = (
	"after the end",
	"too late",
	"not on the case",
	"outlives",
)


class End(NamedTuple):
	"""The end of a case in force.

	last_day: of the work. access_until: the last day of monitoring, or of the work. late_until: the last day for late
	entries; None: they are open, as for a family that was taken over with its work ended.
	"""

	last_day: date
	access_until: date
	late_until: date | None = None


def make_end(closed: date, monitored_until: date | None, late_days: int, opened_until: date | None) -> End:
	"""Return the end that a closing makes. opened_until: until when the head has opened late entries."""
	late = closed + timedelta(days=late_days)
	return End(closed, monitored_until or closed, max(late, opened_until) if opened_until else late)


def get_field(doctype: str) -> str | tuple[str, str] | None:
	"""Return the field with the day of the work; None where the day is today, or nothing is asked."""
	return {**WORK, **DATED, **MONITORING}.get(doctype)


def is_locked(doctype: str) -> bool:
	"""Return whether a closed case asks anything of the DocType."""
	return doctype == ACCESS or doctype in WORK or doctype in DATED or doctype in MONITORING


def refuse_day(doctype: str, day: date, end: End) -> str | None:
	"""Return why nothing may be dated so on the ended case; None where it may."""
	last = end.access_until if doctype in MONITORING else end.last_day
	return AFTER_THE_END if day > last else None


def refuse_entry(doctype: str, end: End, today: date, was_on_case: bool) -> str | None:
	"""Return why a new entry of an earlier day may not be written; None where it may.

	was_on_case: the worker whose day it is was on the case on it.
	"""
	if doctype not in WORK or not end.late_until:
		return None
	if today > end.late_until:
		return TOO_LATE
	return None if was_on_case else NOT_ON_THE_CASE


def refuse_access(first: date, last: date | None, end: End) -> str | None:
	"""Return why an assignment with these days would outlive the end; None where it does not."""
	return None if last and last <= end.access_until and first <= end.access_until else OUTLIVES
