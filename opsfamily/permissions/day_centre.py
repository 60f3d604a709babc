"""Access to enrolments in a day centre and to the notes on them: people on the case, and the centre's staff.

The staff see the documents of a child who is enrolled today in a centre in which they work today, by what the
database holds. They cannot reach the family: the link to it has a permission level that they do not have.
"""

from __future__ import annotations

import frappe
from frappe.utils import getdate

from opsfamily.core.assignments import runs_on_in_sql
from opsfamily.core.roles import CENTRE_STAFF, KNOWS_CENTRES
from opsfamily.permissions.hidden_columns import refuse_rows_without_columns
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

ENROLMENT, NOTE, WORKER = "Day Centre Enrolment", "Day Centre Note", "Day Centre Worker"
# DocType → the column that holds the name of the enrolment.
COLUMNS = {ENROLMENT: "name", NOTE: "enrolment"}


def can_see(doc, user: str) -> bool:
	"""Return whether the user sees one enrolment or note; a new note is judged by the enrolment that it names."""
	if can_see_section(user):
		return True
	if doc.doctype == NOTE and doc.get("enrolment") and is_unsaved(doc):
		return can_see_enrolment(doc.enrolment, user)
	return can_see_by_family(doc, user) or get_stored_enrolment(doc) in get_enrolments_of(user)


def can_see_enrolment(enrolment: str, user: str) -> bool:
	"""Return whether the user sees the documents of a stored enrolment."""
	if enrolment in get_enrolments_of(user):
		return True
	return frappe.db.get_value(ENROLMENT, enrolment, "family") in get_families_of(user)


def get_stored_enrolment(doc) -> str | None:
	"""Return the enrolment of a stored enrolment or note; None for an unsaved document."""
	if is_unsaved(doc):
		return None
	return doc.name if doc.doctype == ENROLMENT else frappe.db.get_value(NOTE, doc.name, "enrolment")


def get_condition(doctype: str, user: str) -> str:
	"""Return the SQL condition for the rows that the user sees (`1=0`: none, empty: all)."""
	by_family = get_family_condition(doctype, user)
	enrolments = get_enrolments_of(user)
	if not by_family or not enrolments:
		return by_family
	by_centre = f"`tab{doctype}`.`{COLUMNS[doctype]}` in ({quote(enrolments)})"
	return by_centre if by_family == NOTHING else f"(({by_family}) or ({by_centre}))"


def get_enrolments_of(user: str) -> frozenset[str]:
	"""Return the enrolments that run today in the centres in which the user works today (kept for one request)."""
	return keep_for_request(("enrolments", user), lambda: _find_enrolments(get_centres_of(user)))


def get_centres_of(user: str) -> frozenset[str]:
	"""Return the day centres in which the user works today as staff (kept for one request)."""
	return keep_for_request(("centres", user), lambda: _find_centres(user))


def can_see_centre(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""Return whether the user sees a day centre (`has_permission` hook); its staff see their own only."""
	user = user or frappe.session.user
	return can_see_all_centres(user) or is_unsaved(doc) or doc.name in get_centres_of(user)


def query_day_centre(user: str | None = None) -> str:
	"""Return the SQL condition for Day Centre (`permission_query_conditions` hook)."""
	user = user or frappe.session.user
	if can_see_all_centres(user):
		return ""
	centres = get_centres_of(user)
	return f"`tabDay Centre`.`name` in ({quote(centres)})" if centres else NOTHING


def query_day_centre_worker(user: str | None = None) -> str:
	"""Return the SQL condition for Day Centre Worker (hook); who works where is read with level 1 alone.

	v16 does not ask this hook for rows of a named document: there the columns' own level holds.
	"""
	refuse_rows_without_columns(WORKER)
	return "" if can_see_all_centres(user or frappe.session.user) else NOTHING


def can_see_all_centres(user: str) -> bool:
	"""Return whether the user's roles open the list of all day centres."""
	return user == "Administrator" or not KNOWS_CENTRES.isdisjoint(frappe.get_roles(user))


def _find_centres(user: str) -> list[str]:
	# A worker who has lost the role may still have a row.
	if CENTRE_STAFF not in frappe.get_roles(user):
		return []
	worker = frappe.qb.DocType(WORKER)
	query = frappe.qb.from_(worker).select(worker.parent).where(worker.user == user)
	return query.where(runs_on_in_sql(worker, getdate())).run(pluck=True)


def _find_enrolments(centres: frozenset[str]) -> list[str]:
	if not centres:
		return []
	enrolment = frappe.qb.DocType(ENROLMENT)
	query = frappe.qb.from_(enrolment).select(enrolment.name).where(enrolment.centre.isin(sorted(centres)))
	return query.where(runs_on_in_sql(enrolment, getdate())).run(pluck=True)
