"""The daily notice: one digest per worker of what runs out, on the screen and by e-mail.

It reads Terminy as that worker, so it tells nobody of a family that they may not see. What was told is kept
as Deadline Notices, so it may run twice a day, miss days, or break in the middle without harm.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import frappe
from frappe import _
from frappe.translate import get_user_lang
from frappe.utils import cint

from opsfamily.core.deadlines import ASSIGNMENT, OVERDUE, Deadline, stages_reached
from opsfamily.deadlines import Cases, all_deadlines, in_words, thresholds
from opsfamily.ops_casework.doctype.deadline_notice.deadline_notice import notice_key
from opsfamily.permissions import families_of, forget_families, sees_section

COORDINATOR, HEAD = "Family Coordinator", "Head of Centre"
WORKERS = ("Family Assistant", "Social Worker", COORDINATOR, HEAD, "Family Consultant")
TEMPLATE = "deadline_digest"


class Notice(NamedTuple):
	"""A deadline that a worker is to be told of, with every stage that it has reached, the latest first."""

	deadline: Deadline
	stages: list[int]


def send_digests() -> None:
	"""Daily. Whoever's digest fails is written to the Error Log; the others get theirs."""
	for user in workers():
		with guarded(_("The notice of deadlines for {0} failed.").format(user)):
			send_digest(user)


def send_digest(user: str) -> None:
	"""Tell one worker what was not told yet; nothing where there is nothing new."""
	with acting_as(user):
		cases = Cases()
		notices = [notice for notice in notices_of(user, cases) if is_new(notice, user)]
		if not notices:
			return
		write_log(user, notices, cases)
		remember(user, notices)
		# Without an account to send from, or an address, the notice on the screen stands.
		with guarded(_("The notice of deadlines for {0} could not be sent by e-mail.").format(user)):
			send_email(user, notices, cases)


@contextmanager
def guarded(title: str) -> Iterator[None]:
	"""Undo what failed and write down where, without the values: they are of families."""
	savepoint = f"notice_{frappe.generate_hash(length=8)}"
	frappe.db.savepoint(savepoint)
	try:
		yield
	except Exception:
		frappe.db.rollback(save_point=savepoint)
		frappe.log_error(title, frappe.get_traceback())


def notices_of(user: str, cases: Cases) -> Iterator[Notice]:
	"""What concerns this worker and has reached a stage of notice."""
	days, coordinates, staff = thresholds(), user in coordinators(), frozenset(workers())
	for deadline in all_deadlines(cases):
		notice = Notice(deadline, stages_reached(deadline.days_left(cases.today), days))
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
	return user in staff and (sees_section(user) or deadline.family in families_of(user))


def is_new(notice: Notice, user: str) -> bool:
	"""Whether the latest stage was not told. A stage that was passed over is never told later."""
	return not frappe.db.exists("Deadline Notice", notice_key(notice.deadline, notice.stages[0], user))


def remember(user: str, notices: list[Notice]) -> None:
	for deadline, stages in notices:
		for stage in stages:
			key = notice_key(deadline, stage, user)
			if not frappe.db.exists("Deadline Notice", key):
				write_notice(key, deadline, stage, user, told=stage == stages[0])


def write_notice(key: str, deadline: Deadline, stage: int, user: str, told: bool) -> None:
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


def write_log(user: str, notices: list[Notice], cases: Cases) -> None:
	frappe.get_doc(
		{
			"doctype": "Notification Log",
			"for_user": user,
			"from_user": user,
			"type": "Alert",
			"subject": subject_of(notices),
			"email_content": frappe.render_template(
				f"templates/emails/{TEMPLATE}.html", content(notices, cases)
			),
		}
		# Safe: a notice to the worker alone, of what they may see.
	).insert(ignore_permissions=True)


def send_email(user: str, notices: list[Notice], cases: Cases) -> None:
	"""The same by e-mail, unless the office wants none."""
	address = frappe.db.get_value("User", user, "email")
	if address and wants_email():
		args = content(notices, cases)
		frappe.sendmail([address], subject=subject_of(notices), template=TEMPLATE, args=args)


def wants_email() -> bool:
	"""What the office says; until its settings are saved with this field, the field's default: yes."""
	said = frappe.db.get_singles_dict("OPS Settings").get("sends_digest_email")
	return said is None or bool(cint(said))


def subject_of(notices: list[Notice]) -> str:
	overdue = sum(OVERDUE in notice.stages for notice in notices)
	return _("Deadlines – overdue: {0}, approaching: {1}").format(overdue, len(notices) - overdue)


def content(notices: list[Notice], cases: Cases) -> dict:
	"""What the digest says: kinds, numbers and days, no name and nothing of a family's situation."""
	rows = [
		{
			"clock": _(deadline.clock),
			"statutory": deadline.is_statutory,
			"family": deadline.family,
			"due": deadline.due,
			"when": in_words(deadline.days_left(cases.today)),
		}
		for deadline, _stages in notices
	]
	return {"rows": rows, "link": frappe.utils.get_url_to_report("Deadlines", "Script Report", "Family")}


def coordinators() -> list[str]:
	"""Who looks after what nobody else does: the coordinators, or the head where there is none."""
	return workers(COORDINATOR) or workers(HEAD)


def workers(*roles: str) -> list[str]:
	"""Enabled users with one of the roles (of any in the section), by name."""
	user, role = frappe.qb.DocType("User"), frappe.qb.DocType("Has Role")
	query = (
		frappe.qb.from_(user)
		.join(role)
		.on((role.parent == user.name) & (role.parenttype == "User"))
		.where((user.enabled == 1) & role.role.isin(roles or WORKERS))
		.where(user.name != "Administrator")
	)
	return query.select(user.name).distinct().orderby(user.name).run(pluck=True)


@contextmanager
def acting_as(user: str) -> Iterator[None]:
	"""With the permissions and in the language of another user."""
	before, language = frappe.session.user, frappe.local.lang
	frappe.set_user(user)
	frappe.local.lang = get_user_lang(user)
	forget_families()
	try:
		yield
	finally:
		frappe.set_user(before)
		frappe.local.lang = language
