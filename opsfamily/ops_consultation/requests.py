"""Requests for a consultation: their notices, and what a consultation that was held says of one."""

from __future__ import annotations

import frappe
from frappe import _

from opsfamily.core.roles import CONSULTANT
from opsfamily.notify import get_coordinators, get_coordinators_of, get_workers, may_read, tell_at_once

REQUEST = "Consultation Request"


def notify_of_request(request) -> None:
	"""Notify who may answer a new request; where nobody may, the coordinators. request: a stored one."""
	_notify(request, get_who_answers(request), is_new=True)


def notify_of_answer(request) -> None:
	"""Notify the worker who asked that the request was answered."""
	_notify(request, [request.asked_by], is_new=False)


def get_who_answers(request) -> list[str]:
	"""Return the adviser who is asked, else the consultants who may read the request, else the coordinators.

	An adviser without an account is reached by the worker.
	"""
	if request.consultant:
		return [request.consultant]
	if request.adviser:
		return []
	consultants = [user for user in get_workers(CONSULTANT) if may_read(request, user)]
	if consultants:
		return consultants
	return get_coordinators_of(request.family) if request.family else get_coordinators()


def _notify(request, users: list[str], is_new: bool) -> None:
	"""Show a notice that names the number of the request only, without the user who caused it."""
	others = [user for user in users if user != frappe.session.user]
	tell_at_once(
		others, request, None, lambda _user: (_get_subject(request, is_new).format(request.name), "")
	)


def _get_subject(request, is_new: bool) -> str:
	if not is_new:
		return _("The request for a consultation {0} was answered")
	return (
		_("Urgent: a consultation is asked for: {0}")
		if request.urgent
		else _("A consultation is asked for: {0}")
	)


def is_held(request: str | None) -> bool:
	"""Return whether a consultation answers the request."""
	# A locking read: the consultation may be another request's, of this moment.
	return bool(
		request and frappe.db.get_value("Consultation", {"request": request}, "name", for_update=True)
	)


def renew_status(request: str | None) -> None:
	"""Set where a request stands, after a consultation that answers it was written or deleted."""
	if not request:
		return
	doc = frappe.get_doc(REQUEST, request, for_update=True)
	doc.set_status()
	# Safe: the status follows from the consultation, which was written by somebody who may.
	doc.db_set("status", doc.status)
