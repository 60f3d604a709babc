"""„Wychodzę / jestem z powrotem”: outings to a family's home, and the alarm when a worker does not come back.

All times come from the site's clock. When an outing is still open after its expected end and the office's margin
(minutes), the coordinators are notified: once for each expected end.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import add_days, get_datetime, get_url_to_form, now_datetime

from opsfamily.case.locks import read_now
from opsfamily.case.office_fields import get_office_fields, set_office_fields
from opsfamily.core import outings as core
from opsfamily.core.contact_kinds import BY_PHONE
from opsfamily.exceptions import OutingEndError
from opsfamily.notify import get_coordinators, in_language_of, logged_failure, try_email, write_notice
from opsfamily.office import get_setting
from opsfamily.ops_paper.intake import paper_phone_of
from opsfamily.ops_paper.values import as_written, paper_date, paper_time
from opsfamily.permissions.documents import get_permitted, require_any
from opsfamily.permissions.gate import require_read

OUTING = "Home Outing"
TEMPLATE = "outing"
# Fields that the app fills in when somebody goes out.
KNOWN = frozenset({"naming_series", "family", "worker", "expected_end", "left_at", "status"})
SHOWN = ("name", "family", "representative", "left_at", "expected_end", "alarm_at", "status")


def get_open_outing(worker: str, family: str | None = None, lock: bool = False) -> frappe._dict | None:
	"""Return the worker's open outing (to this family), or None.

	lock: read what is committed at this moment, and keep others from changing it until the end of the request.
	"""
	filters = {"worker": worker, "status": ["in", core.OPEN], **({"family": family} if family else {})}
	if not lock:
		return frappe.db.get_value(OUTING, filters, SHOWN, as_dict=True)
	rows = read_now(OUTING, filters, SHOWN)
	return rows[0] if rows else None


def get_current(worker: str) -> dict | None:
	"""Return the worker's open outing for their screens, hours written as HH:MM; None where there is none."""
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


def get_fields_to_ask() -> dict:
	"""Return what the office wants to know of an outing besides its end."""
	return get_office_fields(OUTING, KNOWN)


def go_out(family: str, minutes: int, until: str, office: dict | None = None) -> dict | None:
	"""Open an outing of the user to the family. Return it, as `get_current`.

	minutes: how long it lasts; or until: the hour of its end, HH:MM; office: values of `get_fields_to_ask`. Raises PermissionError, OutingEndError,
	SecondOutingError.
	"""
	require_read("Family", family)
	require_any("create", OUTING)
	outing = frappe.new_doc(OUTING)
	outing.update({"family": family, "worker": frappe.session.user, "expected_end": _get_end(minutes, until)})
	set_office_fields(outing, office, KNOWN)
	outing.insert()
	return get_current(frappe.session.user)


def stay_longer(outing: str, minutes: int, until: str) -> dict | None:
	"""Move the expected end of an open outing, counted from now. Return the user's open outing.

	Raises OutingEndError, OutingClosedError, SomebodyElsesWorkError.
	"""
	doc = get_permitted(OUTING, outing, "write")
	doc.expected_end = _get_end(minutes, until)
	# As when they come back: the button moves the end of an outing, whatever the office has come to ask since.
	doc.flags.ignore_mandatory = True
	doc.save()
	return get_current(frappe.session.user)


def come_back(outing: str) -> dict | None:
	"""Close the outing of a worker who is back. Return the user's open outing.

	Users may close their own outing also when they are no longer on the case. Raises SomebodyElsesWorkError.
	"""
	current = get_current(frappe.session.user)
	is_own = current and current["outing"] == outing
	if not is_own:
		get_permitted(OUTING, outing, "write")
	# For a change: a second tap waits here, and then finds that the worker is back.
	frappe.get_doc(OUTING, outing, for_update=True).come_back()
	return get_current(frappe.session.user)


def get_current_of_reader() -> dict | None:
	"""Return the user's own open outing. Raises PermissionError for users whose role may not read outings."""
	require_any("read", OUTING)
	return get_current(frappe.session.user)


def _get_end(minutes: int, until: str):
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
	"""Close the outing for which a saved visit was made; a phone call closes none."""
	if visit.nature == BY_PHONE:
		return
	outing = get_open_outing(visit.assistant, visit.family, lock=True)
	if outing and core.is_of_this_outing(get_datetime(outing.left_at), visit.get_time_span()):
		frappe.get_doc(OUTING, outing.name, for_update=True).come_back(visit.name)


# Scheduled jobs


def tell_of_missed_ends() -> None:
	"""Notify the coordinators of outings whose alarm is due; runs every five minutes.

	It may run twice, late, or break off: each notice is stored together with the mark that it was sent, and one
	that fails does not stop the others. get_all: the job looks after the outings of every worker.
	"""
	filters = {"status": core.OUT, "alarm_at": ["<=", now_datetime()]}
	for name in frappe.get_all(OUTING, filters=filters, pluck="name", order_by="alarm_at, name"):
		with logged_failure(_("The coordinators could not be told of the outing {0}.").format(name)):
			notify_of_missed_end(name)


def notify_of_missed_end(name: str) -> None:
	"""Notify the coordinators of one outing, unless another run has, or the worker came back meanwhile."""
	outing = frappe.get_doc(OUTING, name, for_update=True)
	users = get_coordinators(excluding=outing.worker)
	is_due = outing.status == core.OUT and get_datetime(outing.alarm_at) <= now_datetime()
	if is_due and users:
		outing.db_set({"told_at": now_datetime(), "status": core.MISSED})
		notify(outing, users, missed=True)


def notify_of_return(outing) -> None:
	"""Notify the coordinators that a worker whom they were notified about is back."""
	notify(outing, get_coordinators(excluding=outing.worker), missed=False)


def notify(outing, users: list[str], missed: bool) -> None:
	"""Notify the users on the screen and by e-mail, in their own language. missed: the end was missed, else the return.

	The e-mail does not depend on the office's setting for daily e-mails, as this notice cannot wait.
	"""
	document = {"document_type": OUTING, "document_name": outing.name}
	failure = _("The notice of the outing {0} could not be sent by e-mail.").format(outing.name)
	for user in users:
		with in_language_of(user):
			subject, lines = get_content(outing, missed)
			html = _get_html(outing, lines)
			write_notice(user, subject, from_user=outing.worker, email_content=html, **document)
			try_email(user, failure, subject, message=html)


def get_content(outing, missed: bool) -> tuple[str, list[tuple[str, str]]]:
	"""Return the subject and the lines (label, value) of the notice; the family only by its number."""
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


def _get_html(outing, lines: list[tuple[str, str]]) -> str:
	values = {"lines": lines, "link": get_url_to_form(OUTING, outing.name)}
	return frappe.render_template(f"templates/emails/{TEMPLATE}.html", values)


def forget_old_outings() -> None:
	"""Delete closed outings older than the number of days that the office sets (0: keep all); runs daily.

	get_all: outings to every family.
	"""
	days = get_setting("outing_keep_days")
	if not days:
		return
	filters = {"status": core.BACK, "left_at": ["<", add_days(now_datetime(), -days)]}
	for name in frappe.get_all(OUTING, filters=filters, pluck="name", order_by="left_at, name"):
		with logged_failure(_("The outing {0} could not be deleted.").format(name)):
			# Safe: the office's own limit. Deleted permanently, as a Deleted Document would keep the text.
			frappe.delete_doc(OUTING, name, force=True, ignore_permissions=True, delete_permanently=True)
