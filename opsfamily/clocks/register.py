"""Every clock of the cases in one list („Terminy”): for the report, the calendar, the notices, the family.

A clock is a function in `CLOCKS` that answers its deadlines from what the session's user may see; a new
clock is a new function there. Families whose case is closed have none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from frappe import _

from opsfamily.clocks.case_manager import case_reviews, delegated_tasks
from opsfamily.clocks.cases import Cases
from opsfamily.clocks.casework import (
	actions_due,
	answers_due,
	assignments_ending,
	cards_not_sent,
	evaluation_days,
	half_year_assessments,
	interviews_due,
	requests_waiting,
)
from opsfamily.clocks.conference import conferences
from opsfamily.clocks.consultation import consultation_follow_ups
from opsfamily.clocks.ending import court_opinions, monitoring_contacts, monitoring_ends
from opsfamily.clocks.screening import screenings_due
from opsfamily.clocks.za_zyciem import (
	applications_to_hand_over,
	authorisations_ending,
	childrens_plans,
	first_contacts,
)
from opsfamily.core import deadlines as core
from opsfamily.core.deadlines import Deadline
from opsfamily.office import get_setting

NOTICE_DAYS = "30, 14, 3"


# One clock = one function.


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


def get_deadlines(cases: Cases | None = None, clock: str | None = None) -> list[Deadline]:
	"""The deadlines of the session's user: the statutory ones first, then by day. clock: only this kind."""
	cases = cases or Cases()
	chosen = [rows for name, rows in CLOCKS.items() if clock in (None, "", name)]
	return core.put_in_order(deadline for rows in chosen for deadline in rows(cases))


def get_next_clocks(family: str, limit: int = 0, kept: frozenset[str] | None = None) -> list[dict]:
	"""The clocks of one family for its page, the statutory ones first, as `shown`. limit: 0 = all; kept: the
	kinds of documents that the family has, where that is known."""
	cases = Cases(family, kept=kept)
	rows = [describe(row, cases) for row in get_deadlines(cases)]
	return rows[:limit] if limit else rows


def describe(deadline: Deadline, cases: Cases) -> dict:
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
		"when": format_days_left(days),
		"colour": core.get_colour(days, get_thresholds()),
		"responsible": deadline.responsible,
		"doctype": deadline.doctype,
		"document": deadline.document,
	}


def format_days_left(days: int) -> str:
	"""„za 3 dni”, „dzisiaj”, „3 dni po terminie”: a day is one, all else are days."""
	if days == 0:
		return _("today")
	if days < 0:
		return _("{0} day overdue").format(1) if days == -1 else _("{0} days overdue").format(-days)
	return _("in {0} day").format(1) if days == 1 else _("in {0} days").format(days)


def get_thresholds() -> list[int]:
	"""At how many days left the office wants notices, the largest first."""
	try:
		return core.parse_thresholds(get_setting("notice_days"))
	except ValueError:
		# Written past the settings' own check, by a script or a database tool.
		return core.parse_thresholds(NOTICE_DAYS)
