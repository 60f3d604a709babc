"""Access to supervision, decided by the stored session, never by the fields of an unsaved document.

A session is seen by the people who take part, the coordinator and the head; its record only by the people who
take part. These are the supervisor and everybody on the stored attendance, also people who were only invited. A year's plan
is seen by its participants and supervisor, the coordinator and the head; the participants' feedback by nobody.
"""

import frappe

from opsfamily.permissions.rule import NOTHING, can_see_section, is_unsaved, keep_for_request, quote

SESSION, RECORD, ATTENDANCE = "Supervision Session", "Supervision Record", "Supervision Attendance"
PLAN, FEEDBACK = "Supervision Plan", "Supervision Feedback"
# The technical account of the framework, to which no rule applies.
TECHNICAL = "Administrator"


def can_see(doc, user: str) -> bool:
	"""Return whether the user sees one session, record or plan.

	A new one that belongs to no session yet passes, so that a blank form can be printed.
	"""
	if doc.doctype == FEEDBACK:
		return user == TECHNICAL
	if doc.doctype == PLAN:
		return is_unsaved(doc) or can_see_section(user) or doc.name in get_plans_of(user)
	if doc.doctype == SESSION:
		return is_unsaved(doc) or can_see_section(user) or takes_part(doc.name, user)
	session = get_session(doc)
	return user == TECHNICAL or (takes_part(session, user) if session else is_unsaved(doc))


def get_condition(doctype: str, user: str) -> str:
	"""Return the SQL condition for the rows that the user sees (`1=0`: none, empty: all)."""
	if user == TECHNICAL or (doctype in (SESSION, PLAN) and can_see_section(user)):
		return ""
	names = {PLAN: get_plans_of, FEEDBACK: lambda _user: frozenset()}.get(doctype, get_sessions_of)(user)
	if not names:
		return NOTHING
	column = "session" if doctype == RECORD else "name"
	return f"`tab{doctype}`.`{column}` in ({quote(names)})"


def get_session(record) -> str | None:
	"""Return the session of the record as stored; its own field counts only while it is new."""
	return (
		record.get("session") if is_unsaved(record) else frappe.db.get_value(RECORD, record.name, "session")
	)


def takes_part(session: str | None, user: str) -> bool:
	"""Return whether the user is the supervisor of the stored session or is listed on its attendance."""
	return bool(session) and user in get_people(session)


def get_people(session: str) -> dict[str, bool]:
	"""Return user → whether they were there, for everybody who takes part in the stored session."""
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
	"""Return the names of the sessions in which the user takes part (kept for one request)."""
	return keep_for_request((SESSION, user), lambda: _find_sessions_of(user))


def get_plans_of(user: str) -> frozenset[str]:
	"""Return the names of the plans in which the user takes part or supervises (kept for one request)."""
	return keep_for_request((PLAN, user), lambda: _find_plans_of(user))


def _find_plans_of(user: str) -> list[str]:
	return frappe.db.sql(
		"""select `name` from `tabSupervision Plan` where `supervisor` = %(user)s
		union
		select `parent` from `tabSupervision Plan Person`
			where `user` = %(user)s and `parenttype` = 'Supervision Plan'""",
		{"user": user},
		pluck=True,
	)


def _find_sessions_of(user: str) -> list[str]:
	# One query, as every list of files and tasks asks for it.
	return frappe.db.sql(
		"""select `name` from `tabSupervision Session` where `supervisor` = %(user)s
		union
		select `parent` from `tabSupervision Attendance`
			where `user` = %(user)s and `parenttype` = 'Supervision Session'""",
		{"user": user},
		pluck=True,
	)


def get_record(session: str | None, lock: bool = False) -> str | None:
	"""Return the name of the session's record, without a permission check. lock: with a locking read, for a rule."""
	return frappe.db.get_value(RECORD, {"session": session}, for_update=lock) if session else None
