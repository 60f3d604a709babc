"""People on a case, from its Case Assignments."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

import frappe
from frappe import _
from frappe.query_builder import Order
from frappe.utils import getdate

from opsfamily.case import batches
from opsfamily.case.facts import get_facts, read_facts
from opsfamily.core import roles
from opsfamily.core.assignments import ASSISTANT, COORDINATOR, SOCIAL_WORKER, runs_on, runs_on_in_sql
from opsfamily.core.closing import CASE_CLOSED
from opsfamily.core.status import Facts, ending_on, is_in_force, status_on
from opsfamily.exceptions import PartRoleError
from opsfamily.permissions.known import get_entries

# Field of Family → part in the case.
SHOWN_PARTS = {
	"current_assistant": ASSISTANT,
	"current_social_worker": SOCIAL_WORKER,
	"current_coordinator": COORDINATOR,
}
# Part in the case → the role that it needs; for the other parts any role of the section is enough, or a role of the
# office's own that reads documents of families.
ROLE_OF_PART = {ASSISTANT: roles.ASSISTANT, SOCIAL_WORKER: roles.SOCIAL_WORKER}


class Person(NamedTuple):
	"""A user on a case and the name that papers show."""

	user: str
	full_name: str


def get_person_on_case(family: str | None, part: str, day: date | None = None) -> Person | None:
	"""Return the person who has this part in the family's case on a day (today); the newest, if there are several."""
	if not family:
		return None
	assignment = frappe.qb.DocType("Case Assignment")
	rows = (
		frappe.qb.from_(assignment)
		.select(assignment.user, assignment.full_name)
		.where(assignment.family == family)
		.where(assignment.part == part)
		.where(runs_on_in_sql(assignment, day or getdate()))
		.orderby(assignment.from_date, assignment.creation, order=Order.desc)
		.limit(1)
	).run()
	return Person(*rows[0]) if rows else None


def get_current_people(family: str | None) -> dict[str, str | None]:
	"""Return field of Family → full name of the person who has the part today.

	An ended case shows who had the part on its last day.
	"""
	if not family:
		return dict.fromkeys(SHOWN_PARTS)
	assignments, ended = _read_assignments(family)[family], get_closing_day(family)
	return {
		fieldname: _get_name(assignments, part, getdate(), ended) for fieldname, part in SHOWN_PARTS.items()
	}


def get_closing_day(family: str | None) -> date | None:
	"""Return the last day of the work with a family whose case is closed or monitored today; None while it is open."""
	# Asked first, as nearly every case is open.
	return _get_last_day(get_facts(family), getdate()) if family and _has_endings(family) else None


def _has_endings(family: str) -> bool:
	"""Return whether the work with a family has ended once, here or before the app."""
	return bool(
		frappe.db.exists("Case Closing", {"family": family, "docstatus": 1})
		or frappe.db.get_value("Family", family, "ended_before")
	)


def _get_last_day(facts: Facts, today: date) -> date | None:
	ending = ending_on(facts.endings, today)
	return ending.closed if is_in_force(ending, today) else None


def show_current_people(family: str) -> None:
	"""Write today's people on the family's page without changing `modified`."""
	frappe.db.set_value("Family", family, get_current_people(family), update_modified=False)


def show_everybody() -> None:
	"""Write today's people on every open family's page that shows others (daily job: assignments begin and end by date).

	Some families at a time.
	"""
	batches.work(batches.PEOPLE, find_outdated_people(), show_current_people, batches.FAMILIES_OF_A_JOB)


def find_outdated_people() -> list[str]:
	"""Return the open families whose page shows other people than those of today; a handful of queries for all of them."""
	today, facts, assignments = getdate(), read_facts(), _read_assignments()
	# get_all: the rule is about every family.
	shown = frappe.get_all("Family", fields=["name", *SHOWN_PARTS], order_by="name")
	return [
		row.name
		for row in shown
		if status_on(facts[row.name], today) != CASE_CLOSED
		and not _shows(row, assignments[row.name], today, _get_last_day(facts[row.name], today))
	]


def _read_assignments(family: str | None = None) -> dict[str, list[frappe._dict]]:
	"""Return family → its assignments to the parts that its page shows, the oldest first; of one family, or of all."""
	assignment, found = frappe.qb.DocType("Case Assignment"), defaultdict(list)
	fields = ("family", "part", "full_name", "from_date", "until_date")
	query = frappe.qb.from_(assignment).select(*(assignment[field] for field in fields))
	query = query.where(assignment.part.isin(list(SHOWN_PARTS.values())))
	query = query.where(assignment.family == family) if family else query
	for row in query.orderby(assignment.from_date, assignment.creation).run(as_dict=True):
		found[row.family].append(row)
	return found


def _shows(row: frappe._dict, assignments: list[frappe._dict], today: date, ended: date | None) -> bool:
	"""Return whether the page shows what `get_current_people` answers."""
	return all(
		(row[field] or None) == _get_name(assignments, part, today, ended)
		for field, part in SHOWN_PARTS.items()
	)


def _get_name(assignments: list[frappe._dict], part: str, today: date, ended: date | None) -> str | None:
	"""Return the full name of who has the part today, or had it on the last day of an ended case."""
	return _get_newest(assignments, part, today) or (ended and _get_newest(assignments, part, ended)) or None


def _get_newest(assignments: list[frappe._dict], part: str, day: date) -> str | None:
	names = (
		row.full_name
		for row in reversed(assignments)
		if row.part == part and runs_on(day, row.from_date, row.until_date)
	)
	return next(names, None)


def fill_people(doc) -> None:
	"""Fill the empty assistant and social worker of a new document with those on the case today."""
	for fieldname, part in (("assistant", ASSISTANT), ("social_worker", SOCIAL_WORKER)):
		person = None if doc.get(fieldname) else get_person_on_case(doc.family, part)
		if person:
			doc.set(fieldname, person.user)
			doc.set(f"{fieldname}_name", person.full_name)


def take_over(doc, fieldnames: tuple[str, ...]) -> None:
	"""Fill the empty fields of a new document with the values of the family's page."""
	missing = [fieldname for fieldname in fieldnames if not doc.get(fieldname)]
	if missing and doc.family:
		doc.update(frappe.db.get_value("Family", doc.family, missing, as_dict=True))


def require_staff(user: str, full_name: str | None, part: str) -> None:
	"""Refuse a user who lacks the role that the part in the case needs (PartRoleError)."""
	needed = ROLE_OF_PART.get(part)
	suitable = {needed} if needed else {*roles.CASE_WORKERS, *find_own_roles(user)}
	if suitable.isdisjoint(frappe.get_roles(user)):
		frappe.throw(
			_("{0} needs the role {1} for this part in the case.").format(
				frappe.bold(full_name or user), _(needed or "Family Consultant")
			),
			PartRoleError,
		)


def find_own_roles(user: str) -> set[str]:
	"""Return the user's roles of the office's own that read documents of families."""
	own = roles.get_own_roles(frappe.get_roles(user))
	if not own:
		return set()
	entered = [entry.doctype for entry in get_entries().values() if not entry.by_link]
	rows = (row for doctype in entered for row in frappe.get_meta(doctype).permissions)
	return {row.role for row in rows if row.role in own and row.read and not row.permlevel}
