"""Who sees supervision: a session by who takes part, coordinator and head; its record by who takes part alone.

Decided by the stored session, never by what a document says of itself. Whoever stands on the stored
attendance takes part, also if they were only invited, and so does the supervisor.
"""

import frappe

from opsfamily.permissions.rule import NOTHING, can_see_section, is_unsaved, quote

SESSION, RECORD, ATTENDANCE = "Supervision Session", "Supervision Record", "Supervision Attendance"
# The technical account of the platform, which stands outside of every rule.
TECHNICAL = "Administrator"


def can_see(doc, user: str) -> bool:
	"""The rule for one session or record. What is new and of no session yet passes: a blank form is printed."""
	if doc.doctype == SESSION:
		return is_unsaved(doc) or can_see_section(user) or takes_part(doc.name, user)
	session = get_session(doc)
	return user == TECHNICAL or (takes_part(session, user) if session else is_unsaved(doc))


def get_condition(doctype: str, user: str) -> str:
	"""The rule for the rows of a list."""
	if user == TECHNICAL or (doctype == SESSION and can_see_section(user)):
		return ""
	sessions = get_sessions_of(user)
	if not sessions:
		return NOTHING
	column = "name" if doctype == SESSION else "session"
	return f"`tab{doctype}`.`{column}` in ({quote(sessions)})"


def get_session(record) -> str | None:
	"""The session that the database says the record belongs to; its own word counts while it is new."""
	return (
		record.get("session") if is_unsaved(record) else frappe.db.get_value(RECORD, record.name, "session")
	)


def takes_part(session: str | None, user: str) -> bool:
	"""Whether the user is the supervisor of the stored session, or stands on its attendance."""
	return bool(session) and user in get_people(session)


def get_people(session: str) -> dict[str, bool]:
	"""Everybody who takes part in the stored session: user → whether they were there."""
	row = frappe.qb.DocType(ATTENDANCE)
	attendance = (
		frappe.qb.from_(row)
		.select(row.user, row.attended)
		.where((row.parent == session) & (row.parenttype == SESSION))
		.orderby(row.idx)
	).run()
	supervisor = frappe.db.get_value(SESSION, session, "supervisor")
	return {
		**{user: bool(attended) for user, attended in attendance},
		**({supervisor: True} if supervisor else {}),
	}


def get_sessions_of(user: str) -> frozenset[str]:
	"""Names of the sessions in which the user takes part."""
	session, row = frappe.qb.DocType(SESSION), frappe.qb.DocType(ATTENDANCE)
	led = frappe.qb.from_(session).select(session.name).where(session.supervisor == user).run(pluck=True)
	attended = (
		frappe.qb.from_(row).select(row.parent).where((row.user == user) & (row.parenttype == SESSION))
	).run(pluck=True)
	return frozenset((*led, *attended))


def get_record(session: str | None) -> str | None:
	"""Name of the session's record, whoever may see it."""
	return frappe.db.get_value(RECORD, {"session": session}) if session else None
