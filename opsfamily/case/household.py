"""The people of a family's household, for documents about one of them."""

from __future__ import annotations

from datetime import date

import frappe
from frappe import _
from frappe.query_builder import Order
from frappe.utils import getdate

from opsfamily.core.access_copy import Person, is_same_person
from opsfamily.core.assignments import runs_on_in_sql
from opsfamily.core.former_names import split
from opsfamily.core.household import belongs_on, is_disabled_on
from opsfamily.exceptions import NotAMemberError
from opsfamily.permissions.documents import require_any
from opsfamily.permissions.gate import require_read


def require_member(doc, fieldname: str, row=None) -> None:
	"""Refuse a person who is not the family's representative or in its household (NotAMemberError).

	The household of an older assessment counts as well. fieldname: the field with the person's name, of the document
	or of the row.
	"""
	person = Person(((row or doc).get(fieldname) or "").strip())
	# Also under a former name: papers that were signed keep the name of their day.
	if not any(is_same_person(member, person) for member in get_everybody(doc.family)):
		frappe.throw(
			_("{0}: {1} is not in the household of this family.").format(
				doc.label_of(fieldname, row), frappe.bold(frappe.utils.escape_html(person.full_name))
			),
			NotAMemberError,
		)


def get_everybody(family: str, with_cancelled: bool = False) -> list[Person]:
	"""Return the representative and everybody who is or was in the household. with_cancelled: as `get_household`."""
	representative, former = frappe.db.get_value("Family", family, ["representative", "former_names"]) or (
		"",
		"",
	)
	household = get_household(family, with_cancelled)
	head = Person(representative or "", other_names=split(former))
	return [head._replace(other_names=get_other_names(head, [head, *household])), *household]


def get_names_of(family: str, name: str) -> list[str]:
	"""Return the name and every other one under which papers of the family know the same person."""
	person = Person((name or "").strip())
	same = [member for member in get_everybody(family) if is_same_person(member, person)]
	return list(dict.fromkeys((person.full_name, *(each for member in same for each in member.names))))


def get_choices(family) -> list[str]:
	"""Return names to choose from: the representative, then the members. family: the document."""
	names = (family.representative, *(member.full_name for member in get_present_members(family)))
	return list(dict.fromkeys(filter(None, names)))


def get_household(family: str, with_cancelled: bool = False) -> list[Person]:
	"""Return the members on the family's page and on its assessments; a person on both is listed twice.

	Permission levels are ignored: the health of others must be known so that it can be left out.
	with_cancelled: include cancelled assessments.
	"""
	member = frappe.qb.DocType("Family Member")
	assessments = frappe.qb.DocType("Family Assessment")
	assessments_of_family = (
		frappe.qb.from_(assessments)
		.select(assessments.name)
		.where((assessments.family == family) & (assessments.docstatus <= (2 if with_cancelled else 1)))
	)
	rows = (
		frappe.qb.from_(member)
		.select(member.full_name, member.birth_date, member.health, member.former_names)
		.where(
			((member.parenttype == "Family") & (member.parent == family))
			| ((member.parenttype == "Family Assessment") & member.parent.isin(assessments_of_family))
		)
		.orderby(member.parenttype, member.parent, member.idx)
	).run()
	people = [make_person(*row) for row in rows]
	return [person._replace(other_names=get_other_names(person, people)) for person in people]


def get_other_names(person: Person, people: list[Person]) -> tuple[str, ...]:
	"""Return the person's names on other papers: a former name there is one here, and the other way round."""
	names = dict.fromkeys(person.other_names)
	for other in people:
		if is_same_person(other, person):
			names.update(dict.fromkeys(other.names))
	return tuple(name for name in names if name and name != person.full_name)


def make_person(full_name: str, birth_date, health: str | None, former_names: str | None = None) -> Person:
	"""Return a Person from the values of a household row."""
	return Person(
		(full_name or "").strip(),
		getdate(birth_date) if birth_date else None,
		(health or "").strip(),
		split(former_names),
	)


def get_household_names(family: str) -> list[str]:
	"""Return the names of everybody who is or was in the household, for users who may make an access copy."""
	require_any("create", "Access Copy")
	require_read("Family", family)
	return sorted({member.full_name for member in get_everybody(family) if member.full_name})


def get_page_of_household(family) -> dict:
	"""Return what a new assessment takes over from its family, at the reader's permission levels.

	family: the document.
	"""
	family.apply_fieldlevel_read_permissions()
	assessed = {"family": family.name, "docstatus": 1}
	return {
		**{fieldname: family.get(fieldname) for fieldname in ("representative", "address", "phone")},
		# Of the family that was read.
		"last_assessment": frappe.db.exists("Family Assessment", assessed),
		"members": [member.as_dict(no_default_fields=True) for member in get_present_members(family)],
	}


def get_present_members(family, day: date | None = None) -> list:
	"""Return the rows of the members who belong to the household on a day (today). family: the document."""
	day = day or getdate()
	return [
		row
		for row in family.members
		if belongs_on(day, *map(_get_day, (row.birth_date, row.joined_on, row.left_on)))
	]


def _get_day(value) -> date | None:
	return getdate(value) if value else None


def household_on(family: str, day: date | None = None) -> list[frappe._dict]:
	"""Return the members of a household on a day (today), the oldest row first, without a permission check.

	Rows: name, full_name, birth_date, kinship, and `is_disabled`: a certificate of disability holds on the day.
	"""
	return read_households(day or getdate(), [family]).get(family, [])


def read_households(day: date, families: list[str] | None = None) -> dict[str, list[frappe._dict]]:
	"""Return family → the members of its household on a day, as `household_on`; of all families unless some are named."""
	member = frappe.qb.DocType("Family Member")
	fields = ("name", "parent", "full_name", "birth_date", "kinship", "joined_on", "left_on")
	certificate = ("has_disability", "disability_from", "disability_until")
	query = frappe.qb.from_(member).select(*(member[field] for field in (*fields, *certificate)))
	query = query.where(member.parenttype == "Family").orderby(member.parent, member.idx)
	if families is not None:
		query = query.where(member.parent.isin([*families, ""]))
	households = {}
	for row in query.run(as_dict=True):
		if belongs_on(day, row.birth_date, row.joined_on, row.left_on):
			row.is_disabled = is_disabled_on(day, *(row.pop(field) for field in certificate))
			households.setdefault(row.parent, []).append(row)
	return households


def get_absences_on(day: date, families: list[str] | None = None) -> dict[str, date]:
	"""Return family → the first day of an absence of the family, or of somebody of it, that lasts on a day.

	Without a permission check and without the reason. families: only these.
	"""
	absence = frappe.qb.DocType("Family Absence")
	query = frappe.qb.from_(absence).select(absence.parent, absence.from_date)
	query = query.where((absence.parenttype == "Family") & runs_on_in_sql(absence, day))
	if families is not None:
		query = query.where(absence.parent.isin([*families, ""]))
	return dict(query.orderby(absence.from_date, order=Order.desc).run())
