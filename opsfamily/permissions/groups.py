"""Access to groups, their meetings and who comes to them: people on the case, and those who lead the group.

A group joins several families. Whoever is on the case of one of them sees the part of that family alone; whoever leads the
group sees the names of all who come, and nothing else of their families: the link to the family has a permission level
that the staff of a day centre do not have, and opens for nobody who is not on the case.
"""

from __future__ import annotations

import frappe
from frappe.utils import add_days, getdate

from opsfamily.core.assignments import runs_on_in_sql
from opsfamily.core.groups import LATE_DAYS
from opsfamily.core.roles import CENTRE_STAFF
from opsfamily.permissions.day_centre import can_see_enrolment
from opsfamily.permissions.rule import (
	NOTHING,
	can_see_by_family,
	can_see_section,
	get_family_condition,
	is_unsaved,
	keep_for_request,
	quote,
)

GROUP, LEADER = "Support Group", "Support Group Leader"
MEETING, PARTICIPATION = "Group Meeting", "Group Participation"


def can_see(doc, user: str) -> bool:
	"""Return whether the user sees one meeting, or one person's part in a group."""
	if can_see_section(user):
		return True
	if doc.doctype == MEETING:
		return can_see_meeting(doc, user)
	if is_unsaved(doc) and doc.get("enrolment"):
		# Written by who leads the group and works in the day centre of the child.
		return can_see_enrolment(doc.enrolment, user) and leads(doc.get("support_group"), user)
	return can_see_by_family(doc, user) or get_stored_group(doc) in get_groups_of(user)


def can_see_meeting(doc, user: str) -> bool:
	"""Return whether the user leads the group of a meeting; a new one that names none prints blank."""
	if is_unsaved(doc):
		return not doc.get("support_group") or leads(doc.support_group, user)
	return leads(get_stored_group(doc), user)


def leads(group: str | None, user: str) -> bool:
	"""Return whether the user leads the group today, or is the coordinator or head."""
	return can_see_section(user) or group in get_groups_of(user)


def get_stored_group(doc) -> str | None:
	"""Return the group of a stored document; None for an unsaved one."""
	return None if is_unsaved(doc) else frappe.db.get_value(doc.doctype, doc.name, "support_group")


def get_condition(doctype: str, user: str) -> str:
	"""Return the SQL condition for the rows that the user sees (`1=0`: none, empty: all)."""
	if can_see_section(user):
		return ""
	by_family = NOTHING if doctype == MEETING else get_family_condition(doctype, user)
	groups = get_groups_of(user)
	if not groups:
		return by_family
	by_group = f"`tab{doctype}`.`support_group` in ({quote(groups)})"
	return by_group if by_family == NOTHING else f"(({by_family}) or ({by_group}))"


def get_groups_of(user: str) -> frozenset[str]:
	"""Return the groups that the user leads today (kept for one request)."""
	return keep_for_request(("groups", user), lambda: _find_groups(user))


def can_see_group(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""Return whether the user sees a group (`has_permission` hook): all do, but day-centre staff their own only."""
	user = user or frappe.session.user
	return not is_staff_alone(user) or is_unsaved(doc) or doc.name in get_groups_of(user)


def query_group(user: str | None = None) -> str:
	"""Return the SQL condition for Support Group (`permission_query_conditions` hook)."""
	user = user or frappe.session.user
	if not is_staff_alone(user):
		return ""
	groups = get_groups_of(user)
	return f"`tabSupport Group`.`name` in ({quote(groups)})" if groups else NOTHING


def query_leader(user: str | None = None) -> str:
	"""Return the SQL condition for Support Group Leader (hook); day-centre staff cannot list who leads what."""
	return NOTHING if is_staff_alone(user or frappe.session.user) else ""


def is_staff_alone(user: str) -> bool:
	"""Return whether the user works in a day centre and has no role that knows families."""
	return user != "Administrator" and CENTRE_STAFF in frappe.get_roles(user) and not can_see_section(user)


def _find_groups(user: str) -> list[str]:
	today = getdate()
	group, leader = frappe.qb.DocType(GROUP), frappe.qb.DocType(LEADER)
	query = frappe.qb.from_(leader).join(group).on(leader.parent == group.name).select(group.name)
	query = query.where((leader.user == user) & runs_on_in_sql(leader, today))
	# A group's papers are finished after its last day.
	not_long_over = group.until_date.isnull() | (group.until_date >= add_days(today, -LATE_DAYS))
	return query.where(not_long_over).run(pluck=True)
