"""Who is on a case on a day, from the Case Assignments."""

from typing import NamedTuple

import frappe
from frappe.query_builder import Criterion, Order
from frappe.utils import getdate

# Field of the family's page → part in the case.
SHOWN_PARTS = {
	"current_assistant": "Family Assistant",
	"current_social_worker": "Social Worker",
	"current_coordinator": "Coordinator",
}


class Person(NamedTuple):
	"""A user on a case and the name that papers show."""

	user: str
	full_name: str


def person_on_case(family: str | None, part: str) -> Person | None:
	"""Who has this part in the family's case today (the newest, if there are several)."""
	if not family:
		return None
	assignment, today = frappe.qb.DocType("Case Assignment"), getdate()
	found = (
		frappe.qb.from_(assignment)
		.select(assignment.user, assignment.full_name)
		.where(assignment.family == family)
		.where(assignment.part == part)
		.where(assignment.from_date <= today)
		.where(Criterion.any([assignment.until_date.isnull(), assignment.until_date >= today]))
		.orderby(assignment.from_date, assignment.creation, order=Order.desc)
		.limit(1)
	).run()
	return Person(*found[0]) if found else None


def current_people(family: str | None) -> dict[str, str | None]:
	"""What the family's page shows: field → full name of who has the part today."""
	people = {fieldname: person_on_case(family, part) for fieldname, part in SHOWN_PARTS.items()}
	return {fieldname: person.full_name if person else None for fieldname, person in people.items()}


def show_current_people(family: str) -> None:
	"""Write on the family's page who is on the case today; no change of the family itself."""
	frappe.db.set_value("Family", family, current_people(family), update_modified=False)


def show_everybody() -> None:
	"""Daily: assignments begin and end by themselves. get_all: every family, whoever sees it."""
	for family in frappe.get_all(
		"Family", filters={"status": ["!=", "Case Closed"]}, pluck="name", order_by="name"
	):
		show_current_people(family)


def fill_people(doc) -> None:
	"""Put the running assistant and social worker on a new paper, where nobody was written."""
	for fieldname, part in (("assistant", "Family Assistant"), ("social_worker", "Social Worker")):
		person = None if doc.get(fieldname) else person_on_case(doc.family, part)
		if person:
			doc.set(fieldname, person.user)
			doc.set(f"{fieldname}_name", person.full_name)


def take_over(doc, fieldnames: tuple[str, ...]) -> None:
	"""Copy what the family's page says into the fields of a new paper that were left empty."""
	missing = [fieldname for fieldname in fieldnames if not doc.get(fieldname)]
	if missing and doc.family:
		doc.update(frappe.db.get_value("Family", doc.family, missing, as_dict=True))
