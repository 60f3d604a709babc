"""Actions agreed at earlier supervision sessions, which come back at the next one until they have an outcome.

A record is read by who took part in its session alone. So an action comes back by itself only at a session in which nobody is
new; otherwise a participant of both brings it in.
"""

from __future__ import annotations

import frappe
from frappe.utils import getdate

from opsfamily.core.outcomes import EVALUATED
from opsfamily.permissions.documents import get_permitted
from opsfamily.permissions.supervision import get_people, get_sessions_of

RECORD, ACTION, EARLIER = "Supervision Record", "Supervision Action", "Supervision Earlier Action"
COPIED = ("action", "user", "full_name", "until_date", "agreed_on", "agreed_action")


def get_open_actions(session: str, user: str) -> list[frappe._dict]:
	"""Return open actions of people of the session, from records of earlier sessions in which the user took part.

	Each with its `session`; the oldest first.
	"""
	people, day = (
		get_people(session),
		getdate(frappe.db.get_value("Supervision Session", session, "session_date")),
	)
	sessions = get_sessions_of(user) - {session}
	if not sessions or not people:
		return []
	record, action = frappe.qb.DocType(RECORD), frappe.qb.DocType(ACTION)
	query = (
		frappe.qb.from_(action)
		.join(record)
		.on((action.parent == record.name) & (action.parenttype == RECORD))
		.select(action.name.as_("agreed_action"), action.action, action.user, action.full_name)
		.select(action.until_date, record.session_date.as_("agreed_on"), record.session)
		.where(record.session.isin(sorted(sessions)) & (record.session_date <= day))
		.where(action.user.isin(sorted(people)))
		.orderby(record.session_date, record.name, action.idx)
	)
	rows = query.run(as_dict=True)
	closed = _find_closed([row.agreed_action for row in rows], session)
	return [row for row in rows if row.agreed_action not in closed]


def _find_closed(actions: list[str], session: str) -> set[str]:
	"""Return the actions that have an outcome in a record of another session."""
	if not actions:
		return set()
	earlier, record = frappe.qb.DocType(EARLIER), frappe.qb.DocType(RECORD)
	return set(
		frappe.qb.from_(earlier)
		.join(record)
		.on((earlier.parent == record.name) & (earlier.parenttype == RECORD))
		.select(earlier.agreed_action)
		.where(earlier.agreed_action.isin(actions) & earlier.outcome.isin(EVALUATED))
		.where(record.session != session)
		.run(pluck=True)
	)


def get_actions_known_to_all(session: str) -> list[frappe._dict]:
	"""Return the open actions that everybody at the session may read: nobody in it is new to their session."""
	here = set(get_people(session))
	known: dict[str, bool] = {}
	found = []
	for row in get_open_actions(session, frappe.session.user):
		if row.session not in known:
			known[row.session] = here <= set(get_people(row.session))
		if known[row.session]:
			found.append(row)
	return found


def get_actions_to_bring(session: str) -> list[dict]:
	"""Return the open actions that the session's user may bring into the session's record."""
	get_permitted("Supervision Session", session, "read")
	return [{key: row[key] for key in COPIED} for row in get_open_actions(session, frappe.session.user)]
