"""What was due in the past, and when it was done: the other side of the clocks, for a control.

A clock shows what is still to be done. A term here is of the same rule, and stays when it was done, of open and closed
cases alike. Read with the rights of the session's user.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property

from frappe.utils import add_days, getdate

from opsfamily.case.facts import read_bases, read_facts
from opsfamily.core import deadlines as core
from opsfamily.core.applications import first_contact_due, handing_over_due
from opsfamily.core.basis import assessed_since
from opsfamily.core.contact_kinds import ATTEMPT
from opsfamily.core.kept import Term, first_from, in_period
from opsfamily.core.outcomes import WITHDRAWN
from opsfamily.core.status import Period, get_spells
from opsfamily.core.timesheet import get_place
from opsfamily.office import get_setting
from opsfamily.permissions.rule import get_readable_rows


class Past:
	"""The documents of past terms, as the session's user may see them, read once for all rules.

	family: only this one.
	"""

	def __init__(self, family: str | None = None, today: date | None = None):
		self.family = family
		self.today = today or getdate()

	@cached_property
	def spells(self) -> dict[str, list[Period]]:
		"""Return family → its spells of support, of the families that the user may see."""
		facts = read_facts([*self.families])
		return {name: get_spells(facts[name], self.today) for name in self.families if name in facts}

	@cached_property
	def families(self) -> dict:
		"""Return name → row of the families."""
		filters = {"name": self.family} if self.family else {}
		fields = ["name", "representative", "last_assessment_on"]
		return {row.name: row for row in get_readable_rows("Family", filters, fields, "name")}

	@cached_property
	def bases(self) -> dict:
		return read_bases([*self.families])

	def listed(self, doctype: str, filters: dict, fields: list[str], order_by: str, **options) -> list:
		"""Return rows of the family, or of all families, with their family."""
		if self.family:
			filters = {**filters, "family": self.family}
		fields = ["name", "family", *fields]
		return get_readable_rows(doctype, filters, fields, order_by, **options)

	def get_days(self, doctype: str, field: str, **filters) -> dict[str, list[tuple[date, str]]]:
		"""Return family → (day, document) of its submitted documents."""
		found = defaultdict(list)
		for row in self.listed(doctype, {"docstatus": 1, **filters}, [field], f"{field}, name"):
			found[row.family].append((row[field], row.name))
		return found

	def ran_on(self, family: str, day: date) -> bool:
		"""Return whether the family was under support on the day."""
		return any(
			spell.first <= day and (not spell.last or day <= spell.last) for spell in self.spells[family]
		)


def get_kept(past: Past, first: date, last: date) -> list[Term]:
	"""Return the terms that fell due in a period."""
	return in_period((term for rule in RULES for term in rule(past)), first, min(last, past.today))


# the rules


def get_first_assessments(past: Past) -> Iterator[Term]:
	"""Yield the first assessment of each spell, by the office's days."""
	yield from get_first_steps(
		past, core.FIRST_ASSESSMENT, "first_assessment_days", "Family Assessment", "assessment_date"
	)


def get_first_plans(past: Past) -> Iterator[Term]:
	"""Yield the first plan of each spell, by the office's days."""
	yield from get_first_steps(past, core.FIRST_PLAN, "first_plan_days", "Family Work Plan", "plan_date")


def get_first_steps(past: Past, clock: str, setting: str, doctype: str, field: str) -> Iterator[Term]:
	days, made = get_setting(setting), past.get_days(doctype, field)
	for family, spells in past.spells.items() if days else ():
		for number, spell in enumerate(spells):
			was_on_paper = past.families[family].last_assessment_on and number == 0
			began = assessed_since(past.bases.get(family, ()), spell.first, spell.last or past.today)
			if not began or was_on_paper:
				continue
			due = getdate(add_days(began, days))
			done = first_from((day for day, _name in made[family]), spell.first, spell.last)
			if done or past.ran_on(family, due):
				yield Term(clock, family, "Family", family, due, done)


def get_half_year_assessments(past: Past) -> Iterator[Term]:
	"""Yield the assessment that was due half a year after each one (art. 15(1)(15)), within a spell."""
	months = get_setting("assessment_interval_months")
	fields = ["kind", "assessment_date", "next_due"]
	rows = past.listed("Family Assessment", {"docstatus": 1}, fields, "assessment_date, creation")
	days = defaultdict(list)
	for row in rows:
		days[row.family].append(row.assessment_date)
	for row in rows:
		due = core.assessment_due(row.assessment_date, row.next_due, row.assessment_date, months)
		later = (day for day in days[row.family] if day > row.assessment_date)
		done = min(later, default=None)
		ran = past.ran_on(row.family, row.assessment_date) and past.ran_on(row.family, due)
		if row.kind != "Final" and ran:
			yield Term(core.ASSESSMENT, row.family, "Family Assessment", row.name, due, done)


def get_evaluations(past: Past) -> Iterator[Term]:
	"""Yield the evaluation days of agreed schedules (art. 15(3)); one that was replaced before its day needs none."""
	schedules = past.listed(
		"Action Schedule", {"docstatus": 1}, ["schedule_date", "evaluation_date", "replaces"], "schedule_date"
	)
	replaced = {row.replaces: row.schedule_date for row in schedules if row.replaces}
	held = past.listed("Work Plan Evaluation", {"docstatus": 1}, ["schedule", "meeting_date"], "meeting_date")
	done = {row.schedule: row.meeting_date for row in reversed(held)}
	for row in schedules:
		due, day = row.evaluation_date, done.get(row.name)
		was_replaced = row.name in replaced and replaced[row.name] <= due
		if due and (day or not was_replaced) and (day or past.ran_on(row.family, due)):
			yield Term(core.EVALUATION, row.family, "Action Schedule", row.name, due, day)


def get_actions(past: Past) -> Iterator[Term]:
	"""Yield the agreed actions, done or evaluated."""
	filters = {"outcome": ["!=", WITHDRAWN], "due_date": ["is", "set"]}
	for row in past.listed(
		"Scheduled Action", filters, ["action", "due_date", "done_on", "outcome_on"], "due_date, name"
	):
		done = row.done_on or row.outcome_on
		yield Term(core.ACTION, row.family, "Scheduled Action", row.name, row.due_date, done, row.action)


def get_cards(past: Past) -> Iterator[Term]:
	"""Yield the monthly cards, by the office's day of the next month."""
	due_day = get_setting("card_due_day")
	fields = ["month", "assistant", "sent_on"]
	cards = {
		get_place(row): row
		for row in past.listed("Assistant Timesheet", {"docstatus": ["!=", 2]}, fields, "month, name")
	}
	visits = past_months(past)
	for place in sorted({*cards, *visits}):
		family, month, _assistant = place
		card = cards.get(place)
		where = ("Assistant Timesheet", card.name) if card else ("Family", family)
		done = getdate(card.sent_on) if card and card.sent_on else None
		yield Term(core.CARD, family, *where, core.card_due(month, due_day), done, month)


def past_months(past: Past) -> set[tuple]:
	"""Return the places of the cards that contacts ask for."""
	filters = {"family": past.family} if past.family else {}
	fields = ["family", "month", "assistant"]
	order = "month, family, assistant"
	rows = get_readable_rows("Family Visit", filters, fields, order, distinct=True)
	return {get_place(row) for row in rows if row.month}


def get_interviews(past: Past) -> Iterator[Term]:
	"""Yield the interviews with reported families."""
	for row in past.listed(
		"Family Notification",
		{"interview_due": ["is", "set"]},
		["interview_due", "interview_date", "closed_on"],
		"interview_due, name",
	):
		done = row.interview_date or row.closed_on
		yield Term(core.INTERVIEW, row.family, "Family Notification", row.name, row.interview_due, done)


def get_answers(past: Past) -> Iterator[Term]:
	"""Yield the answers that institutions asked for until a day."""
	fields = ["answer_due", "answered_on"]
	for row in past.listed("Family Notification", {"answer_due": ["is", "set"]}, fields, "answer_due, name"):
		yield Term(core.ANSWER, row.family, "Family Notification", row.name, row.answer_due, row.answered_on)


def get_applications(past: Past) -> Iterator[Term]:
	"""Yield handing over and first contact of applications „Za życiem”, by the office's days."""
	handing, contact = get_setting("handing_over_days"), get_setting("first_contact_days")
	rows = past.listed(
		"Support Catalogue", {}, ["application_received_on", "handed_on"], "application_received_on, name"
	)
	met = get_days_met(past, [row.family for row in rows])
	for row in rows:
		where = (row.family, "Support Catalogue", row.name)
		received = row.application_received_on
		yield Term(core.HANDING_OVER, *where, handing_over_due(received, handing), row.handed_on)
		due = first_contact_due(received, row.handed_on, contact)
		yield Term(core.FIRST_CONTACT, *where, due, first_from(met[row.family], received))


def get_days_met(past: Past, families: list[str]) -> dict[str, list[date]]:
	"""Return family → the days on which somebody of it was met or talked to."""
	found = defaultdict(list)
	if families:
		filters = [
			["family", "in", families],
			["nature", "!=", ATTEMPT],
			["Visit Participant", "full_name", "is", "set"],
		]
		fields = ["family", "visit_date"]
		for row in get_readable_rows("Family Visit", filters, fields, "visit_date"):
			found[row.family].append(row.visit_date)
	return found


def get_opinions(past: Past) -> Iterator[Term]:
	"""Yield the opinions that courts asked for until a day."""
	filters = {"docstatus": ["<", 2], "due_date": ["is", "set"]}
	fields = ["due_date", "signed_on", "docstatus", "asked_by"]
	for row in past.listed("Court Opinion", filters, fields, "due_date, name"):
		done = row.signed_on if row.docstatus == 1 else None
		yield Term(
			core.COURT_OPINION, row.family, "Court Opinion", row.name, row.due_date, done, row.asked_by
		)


def get_monitoring_contacts(past: Past) -> Iterator[Term]:
	"""Yield the days agreed at contacts of monitoring, each with the contact that followed under the same closing."""
	rows = past.listed(
		"Monitoring Contact", {}, ["closing", "contact_date", "next_on"], "contact_date, creation"
	)
	for row in rows:
		later = [
			other.contact_date
			for other in rows
			if other.closing == row.closing and other.contact_date > row.contact_date
		]
		if row.next_on:
			done = min(later, default=None)
			yield Term(core.MONITORING_CONTACT, row.family, "Monitoring Contact", row.name, row.next_on, done)


def get_delegated_tasks(past: Past) -> Iterator[Term]:
	"""Yield the tasks delegated to specialists."""
	filters = {"due_date": ["is", "set"], "outcome": ["!=", WITHDRAWN]}
	for row in past.listed("Delegated Task", filters, ["task", "due_date", "done_on"], "due_date, name"):
		yield Term(
			core.DELEGATED_TASK, row.family, "Delegated Task", row.name, row.due_date, row.done_on, row.task
		)


RULES: tuple[Callable[[Past], Iterator[Term]], ...] = (
	get_first_assessments,
	get_first_plans,
	get_half_year_assessments,
	get_evaluations,
	get_actions,
	get_cards,
	get_interviews,
	get_answers,
	get_applications,
	get_opinions,
	get_monitoring_contacts,
	get_delegated_tasks,
)
