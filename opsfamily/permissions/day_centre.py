"""Who sees an enrolment in a day centre and the notes on it: besides those on the case, the centre's staff.

They see what belongs to a child who is enrolled today in a centre in which they work today, as the database
says it. Nothing of it leads to the family: its link stands at a permission level that they do not have.
"""

from __future__ import annotations

import frappe
from frappe.utils import getdate

from opsfamily.core.assignments import runs_on_in_sql
from opsfamily.core.roles import CENTRE_STAFF, KNOWS_CENTRES
from opsfamily.permissions.rule import (
	NOTHING,
	can_see_by_family,
	can_see_section,
	get_families_of,
	get_family_condition,
	is_unsaved,
	keep_for_request,
	quote,
)

ENROLMENT, NOTE = "Day Centre Enrolment", "Day Centre Note"
# Which column of these says to which enrolment a row belongs.
COLUMNS = {ENROLMENT: "name", NOTE: "enrolment"}


def can_see(doc, user: str) -> bool:
	"""Whether the user sees one enrolment or note. A new note is judged by the stored enrolment that it names."""
	if can_see_section(user):
		return True
	if doc.doctype == NOTE and doc.get("enrolment") and is_unsaved(doc):
		return can_see_enrolment(doc.enrolment, user)
	return can_see_by_family(doc, user) or get_stored_enrolment(doc) in get_enrolments_of(user)


def can_see_enrolment(enrolment: str, user: str) -> bool:
	"""The rule for what hangs on a stored enrolment."""
	if enrolment in get_enrolments_of(user):
		return True
	return frappe.db.get_value(ENROLMENT, enrolment, "family") in get_families_of(user)


def get_stored_enrolment(doc) -> str | None:
	if is_unsaved(doc):
		return None
	return doc.name if doc.doctype == ENROLMENT else frappe.db.get_value(NOTE, doc.name, "enrolment")


def get_condition(doctype: str, user: str) -> str:
	"""The same for the rows of a list."""
	by_family = get_family_condition(doctype, user)
	enrolments = get_enrolments_of(user)
	if not by_family or not enrolments:
		return by_family
	by_centre = f"`tab{doctype}`.`{COLUMNS[doctype]}` in ({quote(enrolments)})"
	return by_centre if by_family == NOTHING else f"(({by_family}) or ({by_centre}))"


def get_enrolments_of(user: str) -> frozenset[str]:
	"""Enrolments that run today in the centres in which the user works today (kept for one request)."""
	return keep_for_request(("enrolments", user), lambda: _enrolments(get_centres_of(user)))


def get_centres_of(user: str) -> frozenset[str]:
	"""Day centres in which the user works today, as one of their staff (kept for one request)."""
	return keep_for_request(("centres", user), lambda: _centres(user))


def can_see_centre(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""`has_permission` hook of Day Centre: its staff see none but their own."""
	user = user or frappe.session.user
	return knows_centres(user) or is_unsaved(doc) or doc.name in get_centres_of(user)


def query_day_centre(user: str | None = None) -> str:
	"""`permission_query_conditions` hook of Day Centre."""
	return _centre_condition("`tabDay Centre`.`name`", user or frappe.session.user)


def query_day_centre_worker(user: str | None = None) -> str:
	"""`permission_query_conditions` hook of Day Centre Worker: who works where is not for the staff's lists."""
	return "" if knows_centres(user or frappe.session.user) else NOTHING


def knows_centres(user: str) -> bool:
	return user == "Administrator" or not KNOWS_CENTRES.isdisjoint(frappe.get_roles(user))


def _centre_condition(column: str, user: str) -> str:
	if knows_centres(user):
		return ""
	centres = get_centres_of(user)
	return f"{column} in ({quote(centres)})" if centres else NOTHING


def _centres(user: str) -> list[str]:
	# A row for somebody who has lost the role shows nothing.
	if CENTRE_STAFF not in frappe.get_roles(user):
		return []
	worker = frappe.qb.DocType("Day Centre Worker")
	query = frappe.qb.from_(worker).select(worker.parent).where(worker.user == user)
	return query.where(runs_on_in_sql(worker, getdate())).run(pluck=True)


def _enrolments(centres: frozenset[str]) -> list[str]:
	if not centres:
		return []
	enrolment = frappe.qb.DocType(ENROLMENT)
	query = frappe.qb.from_(enrolment).select(enrolment.name).where(enrolment.centre.isin(sorted(centres)))
	return query.where(runs_on_in_sql(enrolment, getdate())).run(pluck=True)
