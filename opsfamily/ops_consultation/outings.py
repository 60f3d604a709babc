"""„Wychodzę / jestem z powrotem”: somebody goes to a family's home, and is missed when they do not come back.

Times are the site's own, and only its clock's. Whoever does not say that they are back by the expected end and
the office's margin is reported to the coordinators: once for every end that was promised.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import add_days, cint, get_datetime, get_url_to_form, now_datetime

from opsfamily.core import outings as core
from opsfamily.exceptions import OutingEndError
from opsfamily.notices import COORDINATOR, HEAD, acting_as, guarded, workers
from opsfamily.ops_paper.intake import paper_phone_of
from opsfamily.ops_paper.values import paper_date, paper_time
from opsfamily.setup.seeds import PHONE_CALL

OUTING = "Home Outing"
KEEP_DAYS = 90
TEMPLATE = "outing"
SHOWN = ("name", "family", "representative", "left_at", "expected_end", "alarm_at", "status")


def open_outing(worker: str, family: str | None = None, lock: bool = False) -> frappe._dict | None:
	"""The outing (to this family) from which the worker has not come back. lock: seen as it is this moment, and
	kept so until the end of the request."""
	filters = {"worker": worker, "status": ["in", core.OPEN], **({"family": family} if family else {})}
	return frappe.db.get_value(OUTING, filters, SHOWN, as_dict=True, for_update=lock)


def current(worker: str) -> dict | None:
	"""The worker's own open outing for their screens, with hours as they are said; None at the desk."""
	outing = open_outing(worker)
	if not outing:
		return None
	now = now_datetime()
	return {
		"outing": outing.name,
		"family": outing.family,
		"representative": outing.representative,
		"left_at": paper_time(outing.left_at),
		"back_at": paper_time(outing.expected_end),
		"is_late": now > get_datetime(outing.expected_end),
		"was_told": outing.status == core.MISSED,
	}


def go_out(family: str, minutes: int, until: str):
	"""The worker of the session goes out to the family. Answers the outing.

	minutes: for how long; until: or until what hour. Raises OutingEndError, SecondOutingError.
	"""
	outing = frappe.new_doc(OUTING)
	outing.update({"family": family, "worker": frappe.session.user, "expected_end": _end(minutes, until)})
	return outing.insert()


def stay_longer(outing, minutes: int, until: str) -> None:
	"""Move the expected end of an open outing, counted from now. Raises OutingEndError, OutingClosedError,
	SomebodyElsesWorkError."""
	outing.expected_end = _end(minutes, until)
	outing.save()


def _end(minutes: int, until: str):
	now = now_datetime()
	if minutes > 0:
		return core.end_after(now, minutes)
	try:
		return core.end_at(now, until.strip())
	except ValueError:
		frappe.throw(
			_("{0}: write the hour as HH:MM, e.g. 15:30.").format(frappe.bold(_("Expected Back At"))),
			OutingEndError,
		)


def end_by_visit(visit) -> None:
	"""A saved visit ends the outing for which it was made; a phone call is none."""
	if visit.kind == PHONE_CALL:
		return
	outing = open_outing(visit.assistant, visit.family)
	if outing and core.is_of_this_outing(get_datetime(outing.left_at), visit.time_span(visit)):
		frappe.get_doc(OUTING, outing.name).come_back(visit.name)


# the jobs


def tell_of_missed_ends() -> None:
	"""Every five minutes. May run twice, late, or break in the middle: what was told is written with the telling,
	and one that fails does not stop the others.

	get_all: the job looks after everybody's outings, whoever may see them.
	"""
	filters = {"status": core.OUT, "alarm_at": ["<=", now_datetime()]}
	for name in frappe.get_all(OUTING, filters=filters, pluck="name", order_by="alarm_at, name"):
		with guarded(_("The coordinators could not be told of the outing {0}.").format(name)):
			tell_of_missed_end(name)


def tell_of_missed_end(name: str) -> None:
	"""Tell the coordinators of one outing, unless somebody else has, or the worker came back meanwhile."""
	outing = frappe.get_doc(OUTING, name, for_update=True)
	users = whom_to_tell(outing.worker)
	is_due = outing.status == core.OUT and get_datetime(outing.alarm_at) <= now_datetime()
	if is_due and users:
		outing.db_set({"told_at": now_datetime(), "status": core.MISSED})
		tell(outing, users, missed=True)


def tell_of_return(outing) -> None:
	"""Who was worried is told that they need not be."""
	tell(outing, whom_to_tell(outing.worker), missed=False)


def whom_to_tell(worker: str) -> list[str]:
	"""The coordinators, or the head where there is none; nobody is told of their own outing."""
	others = [user for user in workers(COORDINATOR) if user != worker]
	return others or [user for user in workers(HEAD) if user != worker]


def tell(outing, users: list[str], missed: bool) -> None:
	for user in users:
		with acting_as(user):
			subject, lines = content(outing, missed)
			write_log(outing, user, subject, lines)
			# Without an account to send from, or an address, the notice on the screen stands.
			with guarded(_("The notice of the outing {0} could not be sent by e-mail.").format(outing.name)):
				send_email(outing, user, subject, lines)


def content(outing, missed: bool) -> tuple[str, list[tuple[str, str]]]:
	"""Subject and lines: who, since when, the family by its number alone."""
	who, end = outing.worker_name or outing.worker, paper_time(outing.expected_end)
	subject = (
		_("Not back in time: {0}, expected at {1}").format(who, end) if missed else _("Back: {0}").format(who)
	)
	left = f"{paper_date(outing.left_at)} {paper_time(outing.left_at)}"
	lines = [
		(_("Worker"), who),
		(_("Phone"), paper_phone_of(outing.worker) or _("no phone in the user's profile")),
		(_("Family"), outing.family),
		(_("Left At"), left),
		(_("Expected Back At"), end),
	]
	return subject, lines


def write_log(outing, user: str, subject: str, lines: list[tuple[str, str]]) -> None:
	frappe.get_doc(
		{
			"doctype": "Notification Log",
			"for_user": user,
			"from_user": outing.worker,
			"type": "Alert",
			"subject": subject,
			"email_content": _html(outing, lines),
			"document_type": OUTING,
			"document_name": outing.name,
		}
		# Safe: a notice to a person who sees the whole section.
	).insert(ignore_permissions=True)


def send_email(outing, user: str, subject: str, lines: list[tuple[str, str]]) -> None:
	"""Whatever the office says of the daily notice: this one cannot wait for the next look at the screen."""
	address = frappe.db.get_value("User", user, "email")
	if address:
		frappe.sendmail([address], subject=subject, message=_html(outing, lines))


def _html(outing, lines: list[tuple[str, str]]) -> str:
	values = {"lines": lines, "link": get_url_to_form(OUTING, outing.name)}
	return frappe.render_template(f"templates/emails/{TEMPLATE}.html", values)


def forget_old_outings() -> None:
	"""Daily: where somebody was is not kept longer than the office needs it. An open outing is never forgotten.

	get_all: of every family, whoever sees it.
	"""
	days = keep_days()
	if not days:
		return
	filters = {"status": core.BACK, "left_at": ["<", add_days(now_datetime(), -days)]}
	for name in frappe.get_all(OUTING, filters=filters, pluck="name", order_by="left_at, name"):
		with guarded(_("The outing {0} could not be deleted.").format(name)):
			# Safe: the office's own limit. Not among the Deleted Documents, where it would stay.
			frappe.delete_doc(OUTING, name, force=True, ignore_permissions=True, delete_permanently=True)


def keep_days() -> int:
	"""Days after which a closed outing is forgotten; 0: never. A site that was never asked has the usual ones."""
	value = frappe.db.get_singles_dict("OPS Settings").get("outing_keep_days")
	return KEEP_DAYS if value in (None, "") else cint(value)
