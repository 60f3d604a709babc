"""The daily digest of deadlines: one notice per worker, on the screen and by e-mail.

It reads the deadlines as that worker, so nobody is notified about a family that they may not see. Deadline
Notices record what was sent, so the job may run twice a day, miss days, or stop halfway.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple
from urllib.parse import urlencode

import frappe
from frappe import _
from frappe.utils import get_url_to_report, now_datetime

from opsfamily.case import batches
from opsfamily.clocks.cases import Cases
from opsfamily.clocks.ordinary import Due, Ordinary, Others, Window, find_others
from opsfamily.clocks.register import format_days_left, get_deadlines, get_thresholds
from opsfamily.clocks.section import find_families_of_worker, is_large
from opsfamily.core.deadlines import (
	ASSIGNMENT,
	COURT_OPINION,
	OF_HEAD,
	OVERDUE,
	Deadline,
	get_stages_reached,
)
from opsfamily.core.deadlines import REPORT as REPORT_DUE
from opsfamily.core.roles import CASE_WORKERS, CLERK, SECTION_ROLES
from opsfamily.notify import (
	acting_as_reader,
	get_coordinators,
	get_heads,
	get_workers,
	logged_failure,
	try_email,
	write_notice,
)
from opsfamily.office import get_setting
from opsfamily.permissions.rule import is_head

TEMPLATE, NOTICE = "deadline_digest", "Deadline Notice"
# What is unique of a notice, besides its user: of which clock, about what, at which stage.
KEY = ("clock", "about_type", "about", "month", "worker", "due_date", "threshold")
WRITTEN = ("name", "creation", "modified", "owner", "modified_by")
OWNERS = ("Administrator", "Administrator")
WORKERS_OF_A_JOB = 10
# More deadlines of one kind than this are one line of the digest, with their number.
LISTED_OF_A_KIND = 10
REPORT = ("Deadlines", "Script Report", "Family")


class Notice(NamedTuple):
	"""A deadline that concerns a worker, with the stages that it has reached, the latest first."""

	deadline: Deadline
	stages: list[int]


def send_digests() -> None:
	"""Send every worker their digest (daily job), some workers at a time; a failure is logged and stops no others."""
	batches.work(batches.DIGESTS, get_workers(*CASE_WORKERS, CLERK), _send_or_log, WORKERS_OF_A_JOB)


def _send_or_log(user: str) -> None:
	with logged_failure(_("The notice of deadlines for {0} failed.").format(user)):
		send_digest(user)


def send_digest(user: str) -> None:
	"""Send one worker the notices that are new; nothing if none is."""
	with acting_as_reader(user):
		recorded = get_recorded(user)
		cases = get_cases_to_tell(user, recorded)
		notices = [notice for notice in get_notices(user, cases) if is_new(notice, recorded)]
		if not notices:
			return
		send_notice(user, notices, cases)
		record_notices(user, notices, recorded)


def get_cases_to_tell(user: str, recorded: set[tuple]) -> Cases:
	"""Return the families of which the user may be told something new; of a large section not all of them."""
	cases = Cases()
	others = find_others(cases.today) if is_large() else None
	if others is None:
		return cases
	if user in get_coordinators():
		families = find_families_with_news(user, cases.today, others, recorded)
	else:
		families = find_families_of_worker(user)
	return Cases(only=frozenset([*others.asked, *families]), is_of_section=True)


def find_families_with_news(user: str, today: date, others: Others, recorded: set[tuple]) -> list[str]:
	"""Return the ordinary families with a deadline whose latest stage the coordinator was not told of, as far as the
	database can tell. recorded: see `get_recorded`."""
	days = get_thresholds()
	window = Window(last=today + timedelta(days=days[0]))
	unheeded = Ordinary(window, today, others).get_unheeded(user, get_workers())
	return [
		due.family
		for due in unheeded
		if get_key(due, get_stages_reached((due.due - today).days, days)[0]) not in recorded
	]


def send_notice(user: str, notices: list[Notice], cases: Cases) -> None:
	"""Write the notice on the screen, and send it by e-mail unless the office has switched that off."""
	args, subject = get_content(notices, cases), get_subject(notices)
	html = frappe.render_template(f"templates/emails/{TEMPLATE}.html", args)
	write_notice(user, subject, email_content=html)
	if get_setting("sends_digest_email"):
		failure = _("The notice of deadlines for {0} could not be sent by e-mail.").format(user)
		try_email(user, failure, subject, template=TEMPLATE, args=args)


def get_notices(user: str, cases: Cases) -> Iterator[Notice]:
	"""Yield the deadlines that concern this worker and have reached a stage."""
	days, heads, shared = get_thresholds(), is_head(user), get_shared_clocks(user)
	readers = get_readers(cases) if user in get_coordinators() else None
	for deadline in get_deadlines(cases):
		notice = Notice(deadline, get_stages_reached(deadline.days_left(cases.today), days))
		concerns = deadline.responsible == user or (readers and concerns_coordinator(notice, readers))
		concerns = concerns or (heads and deadline.clock in OF_HEAD)
		concerns = concerns or deadline.responsible in shared.get(deadline.clock, ())
		if notice.stages and concerns:
			yield notice


def get_shared_clocks(user: str) -> dict[str, list[str]]:
	"""Return clock → the people of whom the clock names one, where the user is another of them: each is told.

	Heads and deputies of today approve opinions for courts; every clerk sends the reports.
	"""
	heads, clerks = get_heads(), get_workers(CLERK)
	found = {COURT_OPINION: heads if user in heads else [], REPORT_DUE: clerks if user in clerks else []}
	return {clock: people for clock, people in found.items() if people}


class Readers(NamedTuple):
	"""Who gets notices: who works here, who of them sees the section, and (user, family) of the cases of the others."""

	staff: frozenset[str]
	section: frozenset[str]
	of_families: frozenset[tuple[str, str]]


def get_readers(cases: Cases) -> Readers:
	"""Return who may be told of deadlines; asked once, not for every worker."""
	of_families = ((row.user, row.family) for row in cases.assignments if cases.runs(row))
	return Readers(frozenset(get_workers()), frozenset(get_workers(*SECTION_ROLES)), frozenset(of_families))


def concerns_coordinator(notice: Notice, readers: Readers) -> bool:
	"""Return whether coordinators get the notice: it is overdue, ends an assignment, or reaches nobody else."""
	deadline = notice.deadline
	return (
		OVERDUE in notice.stages or deadline.clock == ASSIGNMENT or not is_sent_to_worker(deadline, readers)
	)


def is_sent_to_worker(deadline: Deadline, readers: Readers) -> bool:
	"""Return whether the responsible user works here and still sees the family."""
	user = deadline.responsible
	return user in readers.staff and (
		user in readers.section or (user, deadline.family) in readers.of_families
	)


def get_recorded(user: str) -> set[tuple]:
	"""Return what the user was told of or what was skipped: KEY of each Deadline Notice; one query."""
	notice = frappe.qb.DocType(NOTICE)
	query = frappe.qb.from_(notice).select(*(notice[field] for field in KEY)).where(notice.user == user)
	return set(query.run())


def is_new(notice: Notice, recorded: set[tuple]) -> bool:
	"""Return whether the latest stage was not sent yet; a stage that was skipped is never sent later."""
	return get_key(notice.deadline, notice.stages[0]) not in recorded


def record_notices(user: str, notices: list[Notice], recorded: set[tuple]) -> None:
	"""Record every stage reached as a Deadline Notice, the skipped ones as not told; written many at a time.

	The database refuses a second one with the same values, which another run of the job may write at the same moment.
	"""
	new = {
		get_key(deadline, stage): int(stage == stages[0]) for deadline, stages in notices for stage in stages
	}
	rows = [(*key, user, told) for key, told in new.items() if key not in recorded]
	now = now_datetime()
	values = [(frappe.generate_hash(length=10), now, now, *OWNERS, *row) for row in rows]
	frappe.db.bulk_insert(NOTICE, (*WRITTEN, *KEY, "user", "told"), values, ignore_duplicates=True)


def get_key(deadline: Deadline | Due, stage: int) -> tuple:
	"""Return what is unique of a user's notice: the values of KEY."""
	matter = deadline.matter
	# Month and worker are never empty (NULL): the unique index would not see those as the same.
	return (
		deadline.clock,
		matter.doctype,
		matter.document,
		matter.month,
		matter.worker,
		deadline.due,
		stage,
	)


def get_subject(notices: list[Notice]) -> str:
	"""Return the subject of the digest: the numbers of overdue and of approaching deadlines."""
	overdue = sum(OVERDUE in notice.stages for notice in notices)
	return _("Deadlines – overdue: {0}, approaching: {1}").format(overdue, len(notices) - overdue)


def get_content(notices: list[Notice], cases: Cases) -> dict:
	"""Return the values for the e-mail: kinds, numbers of families and days; no names, no family's situation.

	`folded`: kinds with more than LISTED_OF_A_KIND deadlines, each with their number and a link to the list of them.
	"""
	kinds: dict[str, list[Notice]] = {}
	for notice in notices:
		kinds.setdefault(notice.deadline.clock, []).append(notice)
	is_listed = {clock: len(of_kind) <= LISTED_OF_A_KIND for clock, of_kind in kinds.items()}
	return {
		"rows": [get_line(deadline, cases) for deadline, _stages in notices if is_listed[deadline.clock]],
		"folded": [fold(of_kind) for clock, of_kind in kinds.items() if not is_listed[clock]],
		"link": get_url_to_report(*REPORT),
	}


def get_line(deadline: Deadline, cases: Cases) -> dict:
	"""Return one deadline as a line of the e-mail."""
	return {
		"clock": _(deadline.clock),
		"statutory": deadline.is_statutory,
		"family": deadline.family or deadline.document,
		"due": deadline.due,
		"when": format_days_left(deadline.days_left(cases.today)),
	}


def fold(notices: list[Notice]) -> dict:
	"""Return the deadlines of one kind as one line of the e-mail."""
	deadline = notices[0].deadline
	overdue = sum(OVERDUE in notice.stages for notice in notices)
	return {
		"clock": _(deadline.clock),
		"statutory": deadline.is_statutory,
		"count": _("overdue: {0}, approaching: {1}").format(overdue, len(notices) - overdue),
		"link": f"{get_url_to_report(*REPORT)}?{urlencode({'clock': deadline.clock})}",
	}
