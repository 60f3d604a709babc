"""The daily digest of deadlines: one notice per worker, on the screen and by e-mail.

It reads the deadlines as that worker, so nobody is notified about a family that they may not see. Deadline
Notices record what was sent, so the job may run twice a day, miss days, or stop halfway.
"""

from collections.abc import Iterator
from typing import NamedTuple

import frappe
from frappe import _

from opsfamily.clocks.cases import Cases
from opsfamily.clocks.register import format_days_left, get_deadlines, get_thresholds
from opsfamily.core.deadlines import (
	ASSIGNMENT,
	OF_HEAD,
	OVERDUE,
	Deadline,
	get_stages_reached,
)
from opsfamily.core.roles import CASE_WORKERS, CLERK
from opsfamily.notify import (
	acting_as_reader,
	get_coordinators,
	get_workers,
	logged_failure,
	try_email,
	write_notice,
)
from opsfamily.office import get_setting
from opsfamily.permissions.rule import can_see_section, get_families_of, is_head

TEMPLATE = "deadline_digest"


class Notice(NamedTuple):
	"""A deadline that concerns a worker, with the stages that it has reached, the latest first."""

	deadline: Deadline
	stages: list[int]


def send_digests() -> None:
	"""Send every worker their digest (daily job); a failure is logged and does not stop the others."""
	for user in get_workers(*CASE_WORKERS, CLERK):
		with logged_failure(_("The notice of deadlines for {0} failed.").format(user)):
			send_digest(user)


def send_digest(user: str) -> None:
	"""Send one worker the notices that are new; nothing if none is."""
	with acting_as_reader(user):
		cases = Cases()
		notices = [notice for notice in get_notices(user, cases) if is_new(notice, user)]
		if not notices:
			return
		send_notice(user, notices, cases)
		record_notices(user, notices)


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
	days, coordinates, staff = get_thresholds(), user in get_coordinators(), frozenset(get_workers())
	heads = is_head(user)
	for deadline in get_deadlines(cases):
		notice = Notice(deadline, get_stages_reached(deadline.days_left(cases.today), days))
		concerns = deadline.responsible == user or (coordinates and concerns_coordinator(notice, staff))
		concerns = concerns or (heads and deadline.clock in OF_HEAD)
		if notice.stages and concerns:
			yield notice


def concerns_coordinator(notice: Notice, staff: frozenset[str]) -> bool:
	"""Return whether coordinators get the notice: it is overdue, ends an assignment, or reaches nobody else."""
	deadline = notice.deadline
	return OVERDUE in notice.stages or deadline.clock == ASSIGNMENT or not is_sent_to_worker(deadline, staff)


def is_sent_to_worker(deadline: Deadline, staff: frozenset[str]) -> bool:
	"""Return whether the responsible user works here and still sees the family."""
	user = deadline.responsible
	return user in staff and (can_see_section(user) or deadline.family in get_families_of(user))


def is_new(notice: Notice, user: str) -> bool:
	"""Return whether the latest stage was not sent yet; a stage that was skipped is never sent later."""
	return not is_recorded(notice.deadline, notice.stages[0], user)


def record_notices(user: str, notices: list[Notice]) -> None:
	"""Record every stage reached as a Deadline Notice, the skipped ones as not told."""
	for deadline, stages in notices:
		for stage in stages:
			if not is_recorded(deadline, stage, user):
				record_notice(deadline, stage, user, told=stage == stages[0])


def is_recorded(deadline: Deadline, stage: int, user: str) -> bool:
	"""Return whether this stage of the deadline was sent to the user or skipped."""
	return bool(frappe.db.exists("Deadline Notice", get_notice_values(deadline, stage, user)))


def get_notice_values(deadline: Deadline, stage: int, user: str) -> dict:
	"""Return what is unique of a notice; the database refuses a second one with the same values."""
	matter = deadline.matter
	return {
		"clock": deadline.clock,
		"about_type": matter.doctype,
		"about": matter.document,
		# Never empty (NULL): the unique index would not see those as the same.
		"month": matter.month,
		"worker": matter.worker,
		"due_date": deadline.due,
		"threshold": stage,
		"user": user,
	}


def record_notice(deadline: Deadline, stage: int, user: str, told: bool) -> None:
	"""Record one stage of a deadline as a Deadline Notice. told: it was sent, not skipped."""
	values = get_notice_values(deadline, stage, user)
	# Safe: the job's own records, which no worker may read or write.
	frappe.get_doc({"doctype": "Deadline Notice", "told": int(told), **values}).insert(
		ignore_permissions=True
	)


def get_subject(notices: list[Notice]) -> str:
	"""Return the subject of the digest: the numbers of overdue and of approaching deadlines."""
	overdue = sum(OVERDUE in notice.stages for notice in notices)
	return _("Deadlines – overdue: {0}, approaching: {1}").format(overdue, len(notices) - overdue)


def get_content(notices: list[Notice], cases: Cases) -> dict:
	"""Return the values for the e-mail: kinds, numbers of families and days; no names, no family's situation."""
	rows = [
		{
			"clock": _(deadline.clock),
			"statutory": deadline.is_statutory,
			"family": deadline.family or deadline.document,
			"due": deadline.due,
			"when": format_days_left(deadline.days_left(cases.today)),
		}
		for deadline, _stages in notices
	]
	return {"rows": rows, "link": frappe.utils.get_url_to_report("Deadlines", "Script Report", "Family")}
