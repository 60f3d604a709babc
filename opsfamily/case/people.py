"""Who is on a case on a day, from the Case Assignments."""

from typing import NamedTuple

import frappe
from frappe import _
from frappe.query_builder import Order
from frappe.utils import getdate

from opsfamily.core.assignments import ASSISTANT, COORDINATOR, SOCIAL_WORKER, runs_on_in_sql
from opsfamily.core.roles import CASE_WORKERS
from opsfamily.exceptions import PartRoleError

# Field of the family's page → part in the case.
SHOWN_PARTS = {
	"current_assistant": ASSISTANT,
	"current_social_worker": SOCIAL_WORKER,
	"current_coordinator": COORDINATOR,
}


class Person(NamedTuple):
	"""A user on a case and the name that papers show."""

	user: str
	full_name: str


def get_person_on_case(family: str | None, part: str) -> Person | None:
	"""Who has this part in the family's case today (the newest, if there are several)."""
	if not family:
		return None
	assignment = frappe.qb.DocType("Case Assignment")
	found = (
		frappe.qb.from_(assignment)
		.select(assignment.user, assignment.full_name)
		.where(assignment.family == family)
		.where(assignment.part == part)
		.where(runs_on_in_sql(assignment, getdate()))
		.orderby(assignment.from_date, assignment.creation, order=Order.desc)
		.limit(1)
	).run()
	return Person(*found[0]) if found else None


def get_current_people(family: str | None) -> dict[str, str | None]:
	"""What the family's page shows: field → full name of who has the part today."""
	people = {fieldname: get_person_on_case(family, part) for fieldname, part in SHOWN_PARTS.items()}
	return {fieldname: person.full_name if person else None for fieldname, person in people.items()}


def show_current_people(family: str) -> None:
	"""Write on the family's page who is on the case today; no change of the family itself."""
	frappe.db.set_value("Family", family, get_current_people(family), update_modified=False)


def show_everybody() -> None:
	"""Daily: assignments begin and end by themselves. get_all: every family, whoever sees it."""
	for family in frappe.get_all(
		"Family", filters={"status": ["!=", "Case Closed"]}, pluck="name", order_by="name"
	):
		show_current_people(family)


def fill_people(doc) -> None:
	"""Put the running assistant and social worker on a new paper, where nobody was written."""
	for fieldname, part in (("assistant", ASSISTANT), ("social_worker", SOCIAL_WORKER)):
		person = None if doc.get(fieldname) else get_person_on_case(doc.family, part)
		if person:
			doc.set(fieldname, person.user)
			doc.set(f"{fieldname}_name", person.full_name)


def take_over(doc, fieldnames: tuple[str, ...]) -> None:
	"""Copy what the family's page says into the fields of a new paper that were left empty."""
	missing = [fieldname for fieldname in fieldnames if not doc.get(fieldname)]
	if missing and doc.family:
		doc.update(frappe.db.get_value("Family", doc.family, missing, as_dict=True))


# The role that a person needs for a part; any role of the section serves for the other parts.
ROLE_OF_PART = {"Family Assistant": "Family Assistant", "Social Worker": "Social Worker"}


def require_staff(user: str, full_name: str | None, part: str) -> None:
	"""Raises PartRoleError when the user lacks the role that the part in the case needs."""
	needed = ROLE_OF_PART.get(part)
	suitable = {needed} if needed else set(CASE_WORKERS)
	if suitable.isdisjoint(frappe.get_roles(user)):
		frappe.throw(
			_("{0} needs the role {1} for this part in the case.").format(
				frappe.bold(full_name or user), _(needed or "Family Consultant")
			),
			PartRoleError,
		)
