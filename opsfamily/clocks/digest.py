"""The daily notice: one digest per worker of what runs out, on the screen and by e-mail.

It reads Terminy as that worker, so it tells nobody of a family that they may not see. What was told is kept
as Deadline Notices, so it may run twice a day, miss days, or break in the middle without harm.
"""

from collections.abc import Iterator
from typing import NamedTuple

import frappe
from frappe import _

from opsfamily.clocks.cases import Cases
from opsfamily.clocks.register import format_days_left, get_deadlines, get_thresholds
from opsfamily.core.deadlines import ASSIGNMENT, OVERDUE, Deadline, get_stages_reached, make_notice_key
from opsfamily.notify import acting_as, get_coordinators, get_workers, logged_failure, try_email, write_notice
from opsfamily.office import get_setting
from opsfamily.permissions.rule import can_see_section, get_families_of

TEMPLATE = "deadline_digest"


class Notice(NamedTuple):
	"""A deadline that a worker is to be told of, with every stage that it has reached, the latest first."""

	deadline: Deadline
	stages: list[int]


def send_digests() -> None:
	"""Daily. Whoever's digest fails is written to the Error Log; the others get theirs."""
	for user in get_workers():
		with logged_failure(_("The notice of deadlines for {0} failed.").format(user)):
			send_digest(user)


def send_digest(user: str) -> None:
	"""Tell one worker what was not told yet; nothing where there is nothing new."""
	with acting_as(user):
		cases = Cases()
		notices = [notice for notice in get_notices(user, cases) if is_new(notice, user)]
		if not notices:
			return
		tell(user, notices, cases)
		remember(user, notices)


def tell(user: str, notices: list[Notice], cases: Cases) -> None:
	"""Write the notice on the screen, and by e-mail unless the office wants none."""
	args, subject = get_content(notices, cases), get_subject(notices)
	html = frappe.render_template(f"templates/emails/{TEMPLATE}.html", args)
	write_notice(user, subject, email_content=html)
	if get_setting("sends_digest_email"):
		failure = _("The notice of deadlines for {0} could not be sent by e-mail.").format(user)
		try_email(user, failure, subject, template=TEMPLATE, args=args)


def get_notices(user: str, cases: Cases) -> Iterator[Notice]:
	"""What concerns this worker and has reached a stage of notice."""
	days, coordinates, staff = get_thresholds(), user in get_coordinators(), frozenset(get_workers())
	for deadline in get_deadlines(cases):
		notice = Notice(deadline, get_stages_reached(deadline.days_left(cases.today), days))
		concerns = deadline.responsible == user or (coordinates and for_coordinator(notice, staff))
		if notice.stages and concerns:
			yield notice


def for_coordinator(notice: Notice, staff: frozenset[str]) -> bool:
	"""What is overdue, who leaves a case, and what nobody else would be told of."""
	deadline = notice.deadline
	return OVERDUE in notice.stages or deadline.clock == ASSIGNMENT or not is_told_to_worker(deadline, staff)


def is_told_to_worker(deadline: Deadline, staff: frozenset[str]) -> bool:
	"""Whether the person who is responsible works here and still sees the family."""
	user = deadline.responsible
	return user in staff and (can_see_section(user) or deadline.family in get_families_of(user))


def is_new(notice: Notice, user: str) -> bool:
	"""Whether the latest stage was not told. A stage that was passed over is never told later."""
	return not frappe.db.exists("Deadline Notice", make_notice_key(notice.deadline, notice.stages[0], user))


def remember(user: str, notices: list[Notice]) -> None:
	for deadline, stages in notices:
		for stage in stages:
			key = make_notice_key(deadline, stage, user)
			if not frappe.db.exists("Deadline Notice", key):
				write_memory(key, deadline, stage, user, told=stage == stages[0])


def write_memory(key: str, deadline: Deadline, stage: int, user: str, told: bool) -> None:
	frappe.get_doc(
		{
			"doctype": "Deadline Notice",
			"name": key,
			"clock": deadline.clock,
			"document_type": deadline.doctype,
			"document": deadline.subject,
			"due_date": deadline.due,
			"threshold": stage,
			"user": user,
			"told": int(told),
		}
		# Safe: the job's own memory, which no worker may read or write.
	).insert(ignore_permissions=True)


def get_subject(notices: list[Notice]) -> str:
	overdue = sum(OVERDUE in notice.stages for notice in notices)
	return _("Deadlines – overdue: {0}, approaching: {1}").format(overdue, len(notices) - overdue)


def get_content(notices: list[Notice], cases: Cases) -> dict:
	"""What the digest says: kinds, numbers and days, no name and nothing of a family's situation."""
	rows = [
		{
			"clock": _(deadline.clock),
			"statutory": deadline.is_statutory,
			"family": deadline.family,
			"due": deadline.due,
			"when": format_days_left(deadline.days_left(cases.today)),
		}
		for deadline, _stages in notices
	]
	return {"rows": rows, "link": frappe.utils.get_url_to_report("Deadlines", "Script Report", "Family")}
