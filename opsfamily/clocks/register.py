"""The register of clocks („Terminy”): for the report, the calendar, the digest and the family's page.

A clock is a function that yields Deadlines from what the session's user may see. To add one, write it in this
package and enter it in `CLOCKS`; an office adds its own without code (`own.py`, `sheets.py`). Families with a closed case have no
deadlines, except the day of an opinion that a court asks for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from frappe import _

from opsfamily.clocks.assistants import get_assistants_awaited, get_assistants_missing
from opsfamily.clocks.case_manager import case_reviews, get_delegated_tasks
from opsfamily.clocks.cases import Cases
from opsfamily.clocks.casework import (
	get_actions_due,
	get_answers_due,
	get_assignments_ending,
	get_cards_not_sent,
	get_evaluation_days,
	get_half_year_assessments,
	get_interviews_due,
	get_requests_waiting,
)
from opsfamily.clocks.child_card import get_dates_of_children
from opsfamily.clocks.conference import get_conferences
from opsfamily.clocks.consultation import get_consultation_follow_ups, get_consultation_requests
from opsfamily.clocks.cooperation_agreement import get_body_agreements_ending, get_evaluations_due
from opsfamily.clocks.ending import get_court_opinions, get_monitoring_contacts, get_monitoring_ends
from opsfamily.clocks.first_steps import get_first_assessments, get_first_plans
from opsfamily.clocks.own import get_own_deadlines
from opsfamily.clocks.planning import get_visits_to_plan
from opsfamily.clocks.reports import get_reports_due
from opsfamily.clocks.screening import get_screenings_due
from opsfamily.clocks.sheets import get_sheet_deadlines
from opsfamily.clocks.specialist_help import get_help_follow_ups
from opsfamily.clocks.supporting_family import get_agreements_ending
from opsfamily.clocks.za_zyciem import (
	get_applications_to_hand_over,
	get_authorisations_ending,
	get_childrens_plans,
	get_first_contacts,
)
from opsfamily.core import deadlines as core
from opsfamily.core.deadlines import Deadline
from opsfamily.office import get_setting
from opsfamily.ops_paper.values import paper_date

NOTICE_DAYS = "30, 14, 3"

CLOCKS: dict[str, Callable[[Cases], Iterator[Deadline]]] = {
	core.ASSESSMENT: get_half_year_assessments,
	core.FIRST_ASSESSMENT: get_first_assessments,
	core.FIRST_PLAN: get_first_plans,
	core.EVALUATION: get_evaluation_days,
	core.ACTION: get_actions_due,
	core.ASSIGNMENT: get_assignments_ending,
	core.CARD: get_cards_not_sent,
	core.HANDING_OVER: get_applications_to_hand_over,
	core.FIRST_CONTACT: get_first_contacts,
	core.AUTHORISATION: get_authorisations_ending,
	core.CHILD_PLAN: get_childrens_plans,
	core.INTERVIEW: get_interviews_due,
	core.ANSWER: get_answers_due,
	core.REQUEST: get_requests_waiting,
	core.ASSISTANT_AWAITED: get_assistants_awaited,
	core.ASSISTANT_MISSING: get_assistants_missing,
	core.COURT_OPINION: get_court_opinions,
	core.MONITORING_CONTACT: get_monitoring_contacts,
	core.MONITORING_END: get_monitoring_ends,
	core.CONFERENCE: get_conferences,
	core.SCREENING: get_screenings_due,
	core.HELP: get_help_follow_ups,
	core.AGREEMENT: get_agreements_ending,
	core.CHILD_DATE: get_dates_of_children,
	core.CONSULTATION: get_consultation_follow_ups,
	core.CONSULTATION_REQUEST: get_consultation_requests,
	core.DELEGATED_TASK: get_delegated_tasks,
	core.CASE_REVIEW: case_reviews,
	core.BODY_AGREEMENT: get_body_agreements_ending,
	core.COOPERATION_EVALUATION: get_evaluations_due,
	core.REPORT: get_reports_due,
	core.VISIT_TO_PLAN: get_visits_to_plan,
}


def get_deadlines(cases: Cases | None = None, clock: str | None = None) -> list[Deadline]:
	"""Return the deadlines of the session's user, the statutory ones first, then by day. clock: only this one."""
	cases = cases or Cases()
	chosen = [rows for name, rows in CLOCKS.items() if clock in (None, "", name)]
	official = (deadline for rows in chosen for deadline in rows(cases))
	own = (*get_own_deadlines(cases, clock), *get_sheet_deadlines(cases, clock))
	return core.put_in_order([*official, *own])


def is_clock_of_ours(name: str) -> bool:
	"""Return whether a clock of the app has this name, in English or as the screen shows it."""
	return any(name in (clock, _(clock)) for clock in CLOCKS)


def get_next_clocks(family: str, limit: int = 0, kept: frozenset[str] | None = None) -> list[dict]:
	"""Return the deadlines of one family, the statutory ones first, as `describe` returns them.

	limit: 0 means all. kept: see Cases.
	"""
	cases = Cases(family, kept=kept)
	rows = [describe(row, cases) for row in get_deadlines(cases)]
	return rows[:limit] if limit else rows


def describe(deadline: Deadline, cases: Cases) -> dict:
	"""Return a deadline as the report and pages show it, with labels, days left and colour."""
	days = deadline.days_left(cases.today)
	return {
		"clock": deadline.clock,
		"clock_label": _(deadline.clock),
		"statutory": int(deadline.is_statutory),
		"family": deadline.family,
		"representative": cases.all_families[deadline.family].representative if deadline.family else "",
		"what": ", ".join(filter(None, (deadline.what, format_absence(cases, deadline.family)))),
		"due": deadline.due,
		"days_left": days,
		"when": format_days_left(days),
		"colour": core.get_colour(days, get_thresholds()),
		"responsible": deadline.responsible,
		"doctype": deadline.doctype,
		"document": deadline.document,
	}


def format_absence(cases: Cases, family: str) -> str:
	"""Return since when somebody of the family is away today, without the reason; empty when nobody is."""
	since = cases.absences.get(family)
	return _("absence since {0}").format(paper_date(since)) if since else ""


def format_days_left(days: int) -> str:
	"""Return the days left in words: „za 3 dni”, „dzisiaj”, „3 dni po terminie”."""
	if days == 0:
		return _("today")
	if days < 0:
		return _("{0} day overdue").format(1) if days == -1 else _("{0} days overdue").format(-days)
	return _("in {0} day").format(1) if days == 1 else _("in {0} days").format(days)


def get_thresholds() -> list[int]:
	"""Return the numbers of days left at which the office wants notices, the largest first."""
	try:
		return core.parse_thresholds(get_setting("notice_days"))
	except ValueError:
		# A script or a database tool may write the setting without its validation.
		return core.parse_thresholds(NOTICE_DAYS)
