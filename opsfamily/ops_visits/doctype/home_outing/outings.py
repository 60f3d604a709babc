"""„Wychodzę / jestem z powrotem”: somebody goes to a family's home, and is missed when they do not come back.

Times are the site's own, and only its clock's. Whoever does not say that they are back by the expected end and
the office's margin is reported to the coordinators: once for every end that was promised.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import add_days, get_datetime, get_url_to_form, now_datetime

from opsfamily.core import outings as core
from opsfamily.core.contact_kinds import BY_PHONE
from opsfamily.exceptions import OutingEndError
from opsfamily.notify import get_coordinators, in_language_of, logged_failure, try_email, write_notice
from opsfamily.office import get_setting
from opsfamily.ops_paper.intake import paper_phone_of
from opsfamily.ops_paper.values import as_written, paper_date, paper_time
from opsfamily.ops_visits.doctype.contact_kind.contact_kind import get_kinds
from opsfamily.permissions.documents import get_permitted, require_any
from opsfamily.permissions.gate import require_read

OUTING = "Home Outing"
TEMPLATE = "outing"
SHOWN = ("name", "family", "representative", "left_at", "expected_end", "alarm_at", "status")


def get_open_outing(worker: str, family: str | None = None, lock: bool = False) -> frappe._dict | None:
	"""The outing (to this family) from which the worker has not come back. lock: seen as it is this moment, and
	kept so until the end of the request."""
	filters = {"worker": worker, "status": ["in", core.OPEN], **({"family": family} if family else {})}
	return frappe.db.get_value(OUTING, filters, SHOWN, as_dict=True, for_update=lock)


def get_current(worker: str) -> dict | None:
	"""The worker's own open outing for their screens, with hours as they are said; None at the desk."""
	outing = get_open_outing(worker)
	if not outing:
		return None
	now = now_datetime()
	return {
		"outing": outing.name,
		"family": outing.family,
		"representative": as_written(outing.representative or ""),
		"left_at": paper_time(outing.left_at),
		"back_at": paper_time(outing.expected_end),
		"is_late": now > get_datetime(outing.expected_end),
		"was_told": outing.status == core.MISSED,
	}


def go_out(family: str, minutes: int, until: str) -> dict | None:
	"""Let the user go out to the family. Return their open outing, as `current`.

	minutes: for how long; until: or until what hour, HH:MM. Raises OutingEndError, SecondOutingError.
	"""
	require_read("Family", family)
	require_any("create", OUTING)
	outing = frappe.new_doc(OUTING)
	outing.update({"family": family, "worker": frappe.session.user, "expected_end": _end(minutes, until)})
	outing.insert()
	return get_current(frappe.session.user)


def stay_longer(outing: str, minutes: int, until: str) -> dict | None:
	"""Move the expected end of an open outing, counted from now. Return the user's open outing.

	Raises OutingEndError, OutingClosedError, SomebodyElsesWorkError.
	"""
	doc = get_permitted(OUTING, outing, "write")
	doc.expected_end = _end(minutes, until)
	doc.save()
	return get_current(frappe.session.user)


def come_back(outing: str) -> dict | None:
	"""Close the outing of a worker who is back. Return the user's open outing.

	Users who went out may say so also when they are no longer on the case. Raises SomebodyElsesWorkError.
	"""
	own = get_current(frappe.session.user)
	is_own = own and own["outing"] == outing
	doc = frappe.get_doc(OUTING, outing) if is_own else get_permitted(OUTING, outing, "write")
	doc.come_back()
	return get_current(frappe.session.user)


def get_current_of_reader() -> dict | None:
	"""Return the user's own open outing, for users whose role knows outings. Raises PermissionError."""
	require_any("read", OUTING)
	return get_current(frappe.session.user)


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
	if visit.kind in get_kinds(BY_PHONE):
		return
	outing = get_open_outing(visit.assistant, visit.family)
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
		with logged_failure(_("The coordinators could not be told of the outing {0}.").format(name)):
			tell_of_missed_end(name)


def tell_of_missed_end(name: str) -> None:
	"""Tell the coordinators of one outing, unless somebody else has, or the worker came back meanwhile."""
	outing = frappe.get_doc(OUTING, name, for_update=True)
	users = get_coordinators(but=outing.worker)
	is_due = outing.status == core.OUT and get_datetime(outing.alarm_at) <= now_datetime()
	if is_due and users:
		outing.db_set({"told_at": now_datetime(), "status": core.MISSED})
		tell(outing, users, missed=True)


def tell_of_return(outing) -> None:
	"""Notify those who were worried that they need not be."""
	tell(outing, get_coordinators(but=outing.worker), missed=False)


def tell(outing, users: list[str], missed: bool) -> None:
	"""Notify the users; nobody is notified of their own outing. The e-mail goes whatever the office says of the
	daily notice: this one cannot wait for the next look at the screen."""
	document = {"document_type": OUTING, "document_name": outing.name}
	failure = _("The notice of the outing {0} could not be sent by e-mail.").format(outing.name)
	for user in users:
		with in_language_of(user):
			subject, lines = get_content(outing, missed)
			html = _html(outing, lines)
			write_notice(user, subject, from_user=outing.worker, email_content=html, **document)
			try_email(user, failure, subject, message=html)


def get_content(outing, missed: bool) -> tuple[str, list[tuple[str, str]]]:
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


def _html(outing, lines: list[tuple[str, str]]) -> str:
	values = {"lines": lines, "link": get_url_to_form(OUTING, outing.name)}
	return frappe.render_template(f"templates/emails/{TEMPLATE}.html", values)


def forget_old_outings() -> None:
	"""Daily: where somebody was is not kept longer than the office needs it. An open outing is never forgotten.

	get_all: of every family, whoever sees it.
	"""
	days = get_setting("outing_keep_days")
	if not days:
		return
	filters = {"status": core.BACK, "left_at": ["<", add_days(now_datetime(), -days)]}
	for name in frappe.get_all(OUTING, filters=filters, pluck="name", order_by="left_at, name"):
		with logged_failure(_("The outing {0} could not be deleted.").format(name)):
			# Safe: the office's own limit. Not among the Deleted Documents, where it would stay.
			frappe.delete_doc(OUTING, name, force=True, ignore_permissions=True, delete_permanently=True)
