"""Clocks of assessments, schedules, assignments, monthly cards and what comes before the work."""

from collections.abc import Iterator
from datetime import date

import frappe
from frappe import _
from frappe.utils import add_days, getdate

from opsfamily.clocks.cases import Cases
from opsfamily.compat import get_readable_in_sql
from opsfamily.core import deadlines as core
from opsfamily.core.assignments import ASSISTANT, SOCIAL_WORKER
from opsfamily.core.basis import FOR_LIFE, assessed_since, bases_on
from opsfamily.core.closing import UNDER_SUPPORT
from opsfamily.core.deadlines import Deadline
from opsfamily.core.meanings import FROZEN, SENT
from opsfamily.core.months import add_months, month_of
from opsfamily.core.notifications import NEW, URGENT
from opsfamily.core.outcomes import PENDING
from opsfamily.office import get_setting

# Older months without a card are shown by the report of the month only.
MONTHS_OF_CARDS = 12
# Party of an action → the part that is responsible for it; for other parties the assistant is.
PART_OF_PARTY = {"Social Worker": SOCIAL_WORKER}


def get_half_year_assessments(cases: Cases) -> Iterator[Deadline]:
	"""Yield the next assessments, half a year after the last one at the latest (art. 15(1)(15)).

	A final assessment ends the clock; a reopening begins it anew. A family that the office had before counts from
	its last assessment on paper.
	"""
	months = get_setting("assessment_interval_months")
	fields = ["name", "family", "kind", "assessment_date", "next_due"]
	rows = cases.listed("Family Assessment", {"docstatus": 1}, fields, "assessment_date, creation")
	latest = {
		row.family: row for row in rows if cases.is_of_this_work(row.family, row.assessment_date, row.name)
	}
	for family in cases.families.values():
		last = latest.get(family.name)
		began = get_first_day_assessed(cases, family)
		if not began or (last and last.kind == "Final"):
			continue
		on_paper = None if cases.get_reopening(family.name) else family.last_assessment_on
		given = (last.assessment_date, last.next_due) if last else (on_paper, None)
		due = core.assessment_due(*given, began, months)
		where = ("Family Assessment", last.name) if last else ("Family", family.name)
		what = "" if last or on_paper else _("Not assessed yet")
		yield Deadline(core.ASSESSMENT, family.name, *where, due, cases.get_responsible(family.name), what)


def get_first_day_assessed(cases: Cases, family) -> date | None:
	"""Return since when the family under support is assessed; None without support, or in „Za życiem” alone."""
	if family.status != UNDER_SUPPORT:
		return None
	began = cases.began.get(family.name) or getdate(family.creation)
	return assessed_since(cases.bases.get(family.name, ()), began, cases.today)


def get_evaluation_days(cases: Cases) -> Iterator[Deadline]:
	"""Yield the evaluation days of running schedules that were not evaluated yet (art. 15(3))."""
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
		if row.name not in evaluated and cases.families[row.family].status == UNDER_SUPPORT:
			worker = cases.get_responsible(row.family)
			yield Deadline(
				core.EVALUATION, row.family, "Action Schedule", row.name, row.evaluation_date, worker
			)


def get_actions_due(cases: Cases) -> Iterator[Deadline]:
	"""Yield agreed actions that are still pending."""
	filters = {"outcome": PENDING, "due_date": ["is", "set"]}
	fields = ["name", "family", "party", "action", "due_date"]
	for row in cases.listed("Scheduled Action", filters, fields, "due_date, name"):
		worker = cases.get_responsible(row.family, PART_OF_PARTY.get(row.party, ASSISTANT))
		yield Deadline(
			core.ACTION, row.family, "Scheduled Action", row.name, row.due_date, worker, row.action
		)


def get_assignments_ending(cases: Cases) -> Iterator[Deadline]:
	"""Yield the last days of people on a case: from the next day on they no longer see it."""
	for row in cases.assignments:
		if row.until_date and row.until_date >= cases.today:
			what = f"{_(row.part)}: {row.full_name or row.user}"
			yield Deadline(
				core.ASSIGNMENT, row.family, "Case Assignment", row.name, row.until_date, row.user, what
			)


def get_cards_not_sent(cases: Cases) -> Iterator[Deadline]:
	"""Yield past months with visits whose card was not sent, by the office's day of the next month."""
	due_day = get_setting("card_due_day")
	if cases.lacks("Family Visit"):
		return
	for row in find_months_not_sent(cases):
		where = ("Assistant Timesheet", row.card) if row.card else ("Family", row.family)
		due = core.card_due(row.month, due_day)
		yield Deadline(core.CARD, row.family, *where, due, row.assistant, row.month, row.month)


def find_months_not_sent(cases: Cases) -> list:
	"""Return `family`, `month`, `assistant`, `card` of visits without a sent card, of open cases."""
	query = select_months_not_sent({"month": ["in", get_past_months(cases.today)], **cases.get_filter()})
	# Safe: the framework wrote the subqueries, with their values escaped.
	rows = frappe.db.sql(f"{query} order by month, family, assistant", as_dict=True) if query else ()
	return [row for row in rows if row.family in cases.families]


def select_months_not_sent(filters: dict) -> str:
	"""Return the query for `family`, `month`, `assistant` of visits without a sent card, and the card that waits, if any.

	Compared by the database: nearly all are sent. Empty where the user's roles read no visits. filters: by month, family.
	"""
	if not frappe.has_permission("Family Visit", "read"):
		return ""
	visits = get_readable_in_sql("Family Visit", filters, ("family", "month", "assistant"))
	places = f"select distinct family, month, assistant from ({visits}) as each_visit"
	if not frappe.has_permission("Assistant Timesheet", "read"):
		return f"select places.*, null as card from ({places}) as places"
	columns = ("name", "live_for", "family", "month", "state_meaning")
	cards = get_readable_in_sql("Assistant Timesheet", {**filters, "docstatus": ["!=", 2]}, columns)
	frozen = ", ".join(frappe.db.escape(meaning) for meaning in FROZEN)
	# By the unique key of a card that is not cancelled.
	return f"""select places.*, cards.name as card from ({places}) as places
		left join ({cards}) as cards on cards.live_for = places.assistant
			and cards.family = places.family and cards.month = places.month
		where cards.name is null or ifnull(cards.state_meaning, '') not in ({frozen})"""


def get_past_months(today: date) -> list[str]:
	"""Return the last MONTHS_OF_CARDS months (`2026-10`), the newest first."""
	return [month_of(add_months(today, -back)) for back in range(1, MONTHS_OF_CARDS + 1)]


def get_interviews_due(cases: Cases) -> Iterator[Deadline]:
	"""Yield interviews with reported families that were not held yet, by the office's days."""
	filters = {"status": NEW, "interview_due": ["is", "set"]}
	fields = ["name", "family", "urgency", "interview_due"]
	for row in cases.listed("Family Notification", filters, fields, "interview_due, name"):
		if bases_on(cases.bases.get(row.family, ()), cases.today) == (FOR_LIFE,):
			# „Za życiem” is without an interview (Act of 4 November 2016).
			continue
		worker = cases.get_responsible(row.family, SOCIAL_WORKER)
		what = _(row.urgency) if row.urgency == URGENT else ""
		yield Deadline(
			core.INTERVIEW, row.family, "Family Notification", row.name, row.interview_due, worker, what
		)


def get_answers_due(cases: Cases) -> Iterator[Deadline]:
	"""Yield answers that an institution has asked for until a day."""
	filters = {"answer_due": ["is", "set"], "answered_on": ["is", "not set"]}
	fields = ["name", "family", "answer_due"]
	for row in cases.listed("Family Notification", filters, fields, "answer_due, name"):
		worker = cases.get_responsible(row.family, SOCIAL_WORKER)
		yield Deadline(core.ANSWER, row.family, "Family Notification", row.name, row.answer_due, worker)


def get_requests_waiting(cases: Cases) -> Iterator[Deadline]:
	"""Yield requests that wait for the head, by the office's days; nobody on the case is responsible."""
	days = get_setting("request_days")
	fields = ["name", "family", "sent_on"]
	filters = {"state_meaning": SENT, "withdrawn_on": ["is", "not set"]}
	rows = cases.listed("Assistant Request", filters, fields, "sent_on, name")
	for row in rows:
		due = getdate(add_days(row.sent_on, days))
		yield Deadline(core.REQUEST, row.family, "Assistant Request", row.name, due)
