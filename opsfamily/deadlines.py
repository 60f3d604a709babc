"""Every clock of the cases in one list („Terminy”): for the report, the calendar, the notices, the family.

A clock is a function in `CLOCKS` that answers its deadlines from what the session's user may see; a new
clock is a new function there. Families whose case is closed have none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property

import frappe
from frappe import _
from frappe.utils import add_days, cint, getdate

from opsfamily.core import deadlines as core
from opsfamily.core.deadlines import Deadline
from opsfamily.core.months import add_months, month_of
from opsfamily.core.notifications import NEW, URGENT
from opsfamily.core.outcomes import PENDING
from opsfamily.core.requests import SENT
from opsfamily.core.timesheet import FROZEN, live_key
from opsfamily.ops_consultation.case_manager_clocks import case_reviews, delegated_tasks
from opsfamily.ops_consultation.conference_clocks import conferences
from opsfamily.ops_consultation.screening_clocks import screenings_due
from opsfamily.ops_consultation.supervision_clocks import consultation_follow_ups
from opsfamily.ops_intake.clocks import (
	applications_to_hand_over,
	authorisations_ending,
	childrens_plans,
	first_contacts,
)
from opsfamily.ops_intake.ending_clocks import court_opinions, monitoring_contacts, monitoring_ends
from opsfamily.permissions import readable_rows

NOTICE_DAYS = "30, 14, 3"
CARD_DUE_DAY = 5
ASSESSMENT_MONTHS = 6
REQUEST_DAYS = 7
# Older months without a card are past mending here; the report of the month shows them.
MONTHS_OF_CARDS = 12
PART_OF_PARTY = {"Social Worker": "Social Worker"}
ASSISTANT = "Family Assistant"


class Cases:
	"""The open cases of the session's user, read once for all clocks. family: only this one; kept: the kinds of
	documents that it has, where that is known."""

	def __init__(
		self, family: str | None = None, today: date | None = None, kept: frozenset[str] | None = None
	):
		self.family = family
		self.today = today or getdate()
		self.kept = kept

	@cached_property
	def families(self) -> dict:
		"""Name → name, representative, status, creation."""
		filters = {"status": ["!=", "Case Closed"], **({"name": self.family} if self.family else {})}
		rows = self.listed(
			"Family", filters, ["name", "representative", "status", "creation"], "name", of_family=False
		)
		return {row.name: row for row in rows}

	@cached_property
	def assignments(self) -> list:
		"""Every assignment, the oldest first."""
		fields = ["name", "family", "user", "full_name", "part", "from_date", "until_date"]
		return self.listed("Case Assignment", {}, fields, "from_date, creation")

	@cached_property
	def people(self) -> dict[tuple[str, str], str]:
		"""(family, part) → the user who has the part today, the newest if there are several."""
		return {(row.family, row.part): row.user for row in self.assignments if self.runs(row)}

	@cached_property
	def began(self) -> dict[str, date]:
		"""Family → the first day of an assistant."""
		return {row.family: row.from_date for row in reversed(self.assignments) if row.part == ASSISTANT}

	def runs(self, assignment) -> bool:
		until = assignment.until_date
		return assignment.from_date <= self.today and (not until or until >= self.today)

	def responsible(self, family: str, part: str = ASSISTANT) -> str | None:
		return self.people.get((family, part))

	def listed(
		self, doctype: str, filters: dict, fields: list[str], order_by: str, of_family: bool = True, **options
	) -> list:
		"""Rows of open cases that the user may see; none where the role may not read the DocType."""
		if of_family and self.kept is not None and doctype not in self.kept:
			return []
		if of_family and self.family:
			filters = {**filters, "family": self.family}
		rows = readable_rows(doctype, filters, fields, order_by, **options)
		return [row for row in rows if not of_family or row.family in self.families]


# One clock = one function.


def half_year_assessments(cases: Cases) -> Iterator[Deadline]:
	"""Art. 15(1)(15): the next assessment at the latest half a year after the last. A final one ends it."""
	months = cint(setting("assessment_interval_months")) or ASSESSMENT_MONTHS
	fields = ["name", "family", "kind", "assessment_date", "next_due"]
	rows = cases.listed("Family Assessment", {"docstatus": 1}, fields, "assessment_date, creation")
	latest = {row.family: row for row in rows}
	for family in cases.families.values():
		last = latest.get(family.name)
		if family.status != "Under Support" or (last and last.kind == "Final"):
			continue
		given = (last.assessment_date, last.next_due) if last else (None, None)
		began = cases.began.get(family.name) or getdate(family.creation)
		due = core.assessment_due(*given, began, months)
		where = ("Family Assessment", last.name) if last else ("Family", family.name)
		what = "" if last else _("Not assessed yet")
		yield Deadline(core.ASSESSMENT, family.name, *where, due, cases.responsible(family.name), what)


def evaluation_days(cases: Cases) -> Iterator[Deadline]:
	"""Art. 15(3): the day on which the running schedule is to be evaluated, until it was."""
	filters = {"docstatus": 1, "status": "Running", "evaluation_date": ["is", "set"]}
	schedules = cases.listed(
		"Action Schedule", filters, ["name", "family", "evaluation_date"], "evaluation_date, name"
	)
	evaluated = {
		row.schedule
		for row in cases.listed(
			"Work Plan Evaluation", {"docstatus": 1}, ["name", "family", "schedule"], "name"
		)
	}
	for row in schedules:
		if row.name not in evaluated and cases.families[row.family].status == "Under Support":
			worker = cases.responsible(row.family)
			yield Deadline(
				core.EVALUATION, row.family, "Action Schedule", row.name, row.evaluation_date, worker
			)


def actions_due(cases: Cases) -> Iterator[Deadline]:
	"""What was agreed and is still pending. A party of the family is reminded by the assistant."""
	filters = {"outcome": PENDING, "due_date": ["is", "set"]}
	fields = ["name", "family", "party", "action", "due_date"]
	for row in cases.listed("Scheduled Action", filters, fields, "due_date, name"):
		worker = cases.responsible(row.family, PART_OF_PARTY.get(row.party, ASSISTANT))
		yield Deadline(
			core.ACTION, row.family, "Scheduled Action", row.name, row.due_date, worker, row.action
		)


def assignments_ending(cases: Cases) -> Iterator[Deadline]:
	"""The last day of a person on the case; the day after, they no longer see it."""
	for row in cases.assignments:
		if row.until_date and row.until_date >= cases.today:
			what = f"{_(row.part)}: {row.full_name or row.user}"
			yield Deadline(
				core.ASSIGNMENT, row.family, "Case Assignment", row.name, row.until_date, row.user, what
			)


def cards_not_sent(cases: Cases) -> Iterator[Deadline]:
	"""Past months with visits whose card was not sent, made or not, by the office's day of the next month."""
	due_day = cint(setting("card_due_day")) or CARD_DUE_DAY
	months = {"month": ["in", past_months(cases.today)]}
	cards = {card.live_key: card for card in live_cards(cases, months)}
	fields = ["family", "month", "assistant"]
	visits = cases.listed("Family Visit", months, fields, "month, family, assistant", distinct=True)
	for row in visits:
		key = live_key(row.family, row.month, row.assistant)
		card = cards.get(key)
		if card and card.workflow_state in FROZEN:
			continue
		where = ("Assistant Timesheet", card.name) if card else ("Family", row.family)
		due = core.card_due(row.month, due_day)
		yield Deadline(core.CARD, row.family, *where, due, row.assistant, row.month, key)


def past_months(today: date) -> list[str]:
	return [month_of(add_months(today, -back)) for back in range(1, MONTHS_OF_CARDS + 1)]


def live_cards(cases: Cases, months: dict) -> list:
	fields = ["name", "family", "live_key", "workflow_state"]
	return cases.listed("Assistant Timesheet", {**months, "docstatus": ["!=", 2]}, fields, "name")


def interviews_due(cases: Cases) -> Iterator[Deadline]:
	"""The interview with a family that was reported, by the office's days, until it was held."""
	filters = {"status": NEW, "interview_due": ["is", "set"]}
	fields = ["name", "family", "urgency", "interview_due"]
	for row in cases.listed("Family Notification", filters, fields, "interview_due, name"):
		worker = cases.responsible(row.family, "Social Worker")
		what = _(row.urgency) if row.urgency == URGENT else ""
		yield Deadline(
			core.INTERVIEW, row.family, "Family Notification", row.name, row.interview_due, worker, what
		)


def answers_due(cases: Cases) -> Iterator[Deadline]:
	"""The answer to a body that asked for one until a day."""
	filters = {"answer_due": ["is", "set"], "answered_on": ["is", "not set"]}
	fields = ["name", "family", "answer_due"]
	for row in cases.listed("Family Notification", filters, fields, "answer_due, name"):
		worker = cases.responsible(row.family, "Social Worker")
		yield Deadline(core.ANSWER, row.family, "Family Notification", row.name, row.answer_due, worker)


def requests_waiting(cases: Cases) -> Iterator[Deadline]:
	"""The head's decision on a request, by the office's days. Nobody of the case is responsible for it."""
	days = cint(setting("request_days")) or REQUEST_DAYS
	fields = ["name", "family", "sent_on"]
	rows = cases.listed("Assistant Request", {"workflow_state": SENT}, fields, "sent_on, name")
	for row in rows:
		due = getdate(add_days(row.sent_on, days))
		yield Deadline(core.REQUEST, row.family, "Assistant Request", row.name, due)


CLOCKS: dict[str, Callable[[Cases], Iterator[Deadline]]] = {
	core.ASSESSMENT: half_year_assessments,
	core.EVALUATION: evaluation_days,
	core.ACTION: actions_due,
	core.ASSIGNMENT: assignments_ending,
	core.CARD: cards_not_sent,
	core.HANDING_OVER: applications_to_hand_over,
	core.FIRST_CONTACT: first_contacts,
	core.AUTHORISATION: authorisations_ending,
	core.CHILD_PLAN: childrens_plans,
	core.INTERVIEW: interviews_due,
	core.ANSWER: answers_due,
	core.REQUEST: requests_waiting,
	core.COURT_OPINION: court_opinions,
	core.MONITORING_CONTACT: monitoring_contacts,
	core.MONITORING_END: monitoring_ends,
	core.CONFERENCE: conferences,
	core.SCREENING: screenings_due,
	core.CONSULTATION: consultation_follow_ups,
	core.DELEGATED_TASK: delegated_tasks,
	core.CASE_REVIEW: case_reviews,
}


def all_deadlines(cases: Cases | None = None, clock: str | None = None) -> list[Deadline]:
	"""The deadlines of the session's user: the statutory ones first, then by day. clock: only this kind."""
	cases = cases or Cases()
	chosen = [rows for name, rows in CLOCKS.items() if clock in (None, "", name)]
	return core.in_order(deadline for rows in chosen for deadline in rows(cases))


def next_clocks(family: str, limit: int = 0, kept: frozenset[str] | None = None) -> list[dict]:
	"""The clocks of one family for its page, the statutory ones first, as `shown`. limit: 0 = all; kept: the
	kinds of documents that the family has, where that is known."""
	cases = Cases(family, kept=kept)
	rows = [shown(row, cases) for row in all_deadlines(cases)]
	return rows[:limit] if limit else rows


def shown(deadline: Deadline, cases: Cases) -> dict:
	"""A deadline as a reader sees it: with its family, its days and its colour."""
	days = deadline.days_left(cases.today)
	return {
		"clock": deadline.clock,
		"clock_label": _(deadline.clock),
		"statutory": int(deadline.is_statutory),
		"family": deadline.family,
		"representative": cases.families[deadline.family].representative,
		"what": deadline.what,
		"due": deadline.due,
		"days_left": days,
		"when": in_words(days),
		"colour": core.colour(days, thresholds()),
		"responsible": deadline.responsible,
		"doctype": deadline.doctype,
		"document": deadline.document,
	}


def in_words(days: int) -> str:
	"""„za 3 dni”, „dzisiaj”, „3 dni po terminie”: a day is one, all else are days."""
	if days == 0:
		return _("today")
	if days < 0:
		return _("{0} day overdue").format(1) if days == -1 else _("{0} days overdue").format(-days)
	return _("in {0} day").format(1) if days == 1 else _("in {0} days").format(days)


def thresholds() -> list[int]:
	"""At how many days left the office wants notices, the largest first."""
	try:
		return core.parse_thresholds(setting("notice_days") or NOTICE_DAYS)
	except ValueError:
		# Written past the settings' own check, by a script or a database tool.
		return core.parse_thresholds(NOTICE_DAYS)


def setting(fieldname: str):
	return frappe.get_cached_doc("OPS Settings").get(fieldname)
