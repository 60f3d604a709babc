"""Where a family is in the procedure, and what comes next by whose hand; from what the session's user may see."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from frappe import _
from frappe.utils import getdate

from opsfamily.case.document import get_doctypes_on_file
from opsfamily.case.facts import bases_held, get_facts
from opsfamily.case.people import get_person_on_case
from opsfamily.core import procedure as core
from opsfamily.core.assignments import ASSISTANTS
from opsfamily.core.meanings import ACCEPTED, BEING_WRITTEN, REFUSED
from opsfamily.core.status import ending_on, status_on
from opsfamily.ops_casework.doctype.family.overview import get_template
from opsfamily.permissions.rule import get_readable_rows

TEMPLATE = "family_procedure.html"
SUBMITTED, NOT_CANCELLED = {"docstatus": 1}, {"docstatus": ["<", 2]}
# Step → the DocType that does it, the field with its day, and which documents count.
DOCUMENTS = {
	core.ASSESSMENT: ("Family Assessment", "assessment_date", SUBMITTED),
	core.PLAN: ("Family Work Plan", "plan_date", SUBMITTED),
	core.SCHEDULE: ("Action Schedule", "schedule_date", SUBMITTED),
	core.WORK: ("Family Visit", "visit_date", NOT_CANCELLED),
	core.EVALUATION: ("Work Plan Evaluation", "meeting_date", SUBMITTED),
	core.MONITORING: ("Monitoring Contact", "contact_date", NOT_CANCELLED),
	core.CATALOGUE: ("Support Catalogue", "catalogue_date", NOT_CANCELLED),
}


class ShownStage(NamedTuple):
	"""A step as the page shows it: translated, with the person on the case whose step it is."""

	name: str
	state: str
	words: str
	day: date | None
	hand: str


def get_procedure_html(family) -> str:
	"""Return the steps as HTML, every value escaped. family: a stored Family that the user may read."""
	return get_template(TEMPLATE).render(procedure=get_procedure(family))


def get_procedure(family) -> list[ShownStage]:
	"""Return the steps of a family's procedure."""
	kept = get_doctypes_on_file(family.name)
	today, facts = getdate(), get_facts(family.name)
	ending = ending_on(facts.endings, today)
	# After a reopening the work begins anew.
	since = ending.reopened if ending else None
	days = {**dict(find_intake(family, kept)), **dict(find_work(family, kept, since))}
	stages = core.get_stages(bases_held(family.name, today), days, status_on(facts, today))
	return [show_stage(family.name, row) for row in stages]


def show_stage(family: str, stage: core.Stage) -> ShownStage:
	"""Return a step in the reader's language."""
	words = describe_state(stage.state)
	return ShownStage(name_step(stage.name), stage.state, words, stage.day, name_hand(family, stage))


def describe_state(state: str) -> str:
	"""Return in words whether a step is done."""
	return {
		core.DONE: _("done"),
		core.NEXT: _("comes next"),
		core.AHEAD: _("still ahead"),
		core.PASSED: _("not on file"),
		core.ENDED: _("does not come any more"),
	}[state]


def name_step(step: str) -> str:
	"""Return a step in the reader's language."""
	return {
		core.NOTIFICATION: _("Notification Received"),
		core.INTERVIEW: _("Interview and Analysis"),
		core.REQUEST: _("Request for an Assistant"),
		core.RESOLUTION: _("Resolution of the Head"),
		core.ASSISTANT: _("Assistant Assigned"),
		core.CATALOGUE: _("Support Catalogue"),
		core.ASSESSMENT: _("Assessment of the Situation"),
		core.PLAN: _("Plan of Work"),
		core.SCHEDULE: _("Schedule of Actions"),
		core.WORK: _("Visits and Actions"),
		core.EVALUATION: _("Evaluation of the Plan"),
		core.CLOSING: _("End of the Work"),
		core.MONITORING: _("Monitoring of the Family"),
	}[step]


def name_hand(family: str, stage: core.Stage) -> str:
	"""Return whose step it is: the role, and who has it on the case where the step comes next."""
	part = core.PARTS.get(stage.hand) if stage.state == core.NEXT else None
	person = get_person_on_case(family, part) if part else None
	return f"{_(stage.hand)}: {person.full_name or person.user}" if person else _(stage.hand)


def find_intake(family, kept: frozenset[str]) -> Iterator[tuple[str, date]]:
	"""Yield the steps of the intake that were made, with their days; of several the newest.

	Where an intake has ended without an assistant and another has begun since, only those of the later one.
	"""
	fields = ["name", "received_on", "interview_date", "closed_on"]
	notifications = read(family, kept, "Family Notification", fields, "received_on")
	applications = read(family, kept, "Support Catalogue", ["application_received_on"], "creation")
	fields = ["notification", "request_date", "decision_date", "withdrawn_on", "state_meaning"]
	requests = [
		row
		for row in read(family, kept, "Assistant Request", fields, "request_date", NOT_CANCELLED)
		if row.state_meaning != BEING_WRITTEN
	]
	begun = [
		*((row, row.received_on) for row in notifications),
		*((row, row.application_received_on) for row in applications),
		*((row, row.request_date) for row in requests),
	]
	since = get_day_begun_anew([day for _row, day in begun], get_ends(notifications, requests))
	for row, day in begun:
		if not (since and day and getdate(day) <= since):
			yield from get_dated(get_steps_of(row))


def get_ends(notifications: list, requests: list) -> list[date]:
	"""Return the days on which an intake ended without an assistant."""
	requested = {row.notification for row in requests}
	days = [row.closed_on for row in notifications if row.name not in requested]
	days += [row.decision_date for row in requests if row.state_meaning == REFUSED]
	days += [row.withdrawn_on for row in requests]
	return [getdate(day) for day in days if day]


def get_day_begun_anew(begun: list, ended: list[date]) -> date | None:
	"""Return the last end after which an intake has begun; None where none has."""
	days = [getdate(day) for day in begun if day]
	return max((end for end in ended if any(day > end for day in days)), default=None)


def get_steps_of(row) -> dict[str, date | None]:
	"""Return step of the intake → its day, of a notification, an application „Za życiem” or a request."""
	if "received_on" in row:
		return {core.NOTIFICATION: row.received_on, core.INTERVIEW: row.interview_date}
	if "application_received_on" in row:
		return {core.NOTIFICATION: row.application_received_on}
	is_decided = row.state_meaning in (ACCEPTED, REFUSED)
	return {core.REQUEST: row.request_date, core.RESOLUTION: row.decision_date if is_decided else None}


def find_work(family, kept: frozenset[str], since: date | None) -> Iterator[tuple[str, date]]:
	"""Yield the steps of the work that were made since a reopening, each with its newest day."""
	for step, day in [
		*find_assistants(family, kept),
		*find_documents(family, kept),
		*find_endings(family, kept),
	]:
		if not since or day >= since:
			yield step, day


def find_assistants(family, kept: frozenset[str]) -> Iterator[tuple[str, date]]:
	"""Yield the first days of assistants up to today, also of one from before the app."""
	yield from get_dated({core.ASSISTANT: family.assistant_since})
	filters = {"part": ["in", ASSISTANTS], "from_date": ["<=", getdate()]}
	for row in read(family, kept, "Case Assignment", ["from_date"], "from_date", filters):
		yield core.ASSISTANT, row.from_date


def find_documents(family, kept: frozenset[str]) -> Iterator[tuple[str, date]]:
	"""Yield the newest day of each step that is a document."""
	for step, (doctype, fieldname, filters) in DOCUMENTS.items():
		for row in read(family, kept, doctype, [fieldname], f"{fieldname} desc", filters, limit=1):
			yield from get_dated({step: row[fieldname]})


def find_endings(family, kept: frozenset[str]) -> Iterator[tuple[str, date]]:
	"""Yield the end of the work that is in force."""
	fields = ["closing_date", "reopened_on"]
	for row in read(family, kept, "Case Closing", fields, "closing_date", SUBMITTED):
		if not row.reopened_on:
			yield core.CLOSING, row.closing_date


def get_dated(days: dict[str, date | None]) -> Iterator[tuple[str, date]]:
	"""Yield those steps that have a day."""
	yield from ((step, getdate(day)) for step, day in days.items() if day)


def read(
	family, kept, doctype: str, fields: list[str], order: str, filters: dict | None = None, limit: int = 0
):
	"""Return the family's rows of a DocType that the user may see; no query for one of which it has none."""
	if doctype not in kept:
		return []
	return get_readable_rows(doctype, {"family": family.name, **(filters or {})}, fields, order, limit)
