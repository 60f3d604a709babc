"""The people of a family's household, for documents about one of them."""

import frappe
from frappe import _
from frappe.utils import getdate

from opsfamily.core.access_copy import Person, is_same_person
from opsfamily.exceptions import NotAMemberError
from opsfamily.permissions.documents import require_any
from opsfamily.permissions.gate import require_read


def require_member(doc, fieldname: str) -> None:
	"""Refuse a person who is not the family's representative or in its household (NotAMemberError).

	The household of an older assessment counts as well. fieldname: the field with the person's name.
	"""
	person = Person((doc.get(fieldname) or "").strip())
	if not any(is_same_person(member, person) for member in get_everybody(doc.family)):
		frappe.throw(
			_("{0}: {1} is not in the household of this family.").format(
				doc.label_of(fieldname), frappe.bold(person.full_name)
			),
			NotAMemberError,
		)


def get_everybody(family: str) -> list[Person]:
	"""Return the representative and everybody who is or was in the household."""
	representative = frappe.db.get_value("Family", family, "representative")
	return [Person(representative or ""), *get_household(family)]


def get_choices(family) -> list[str]:
	"""Return names to choose from: the representative, then the members. family: the document."""
	names = (family.representative, *(member.full_name for member in family.members))
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
		.select(member.full_name, member.birth_date, member.health)
		.where(
			((member.parenttype == "Family") & (member.parent == family))
			| ((member.parenttype == "Family Assessment") & member.parent.isin(assessments_of_family))
		)
		.orderby(member.parenttype, member.parent, member.idx)
	).run()
	return [make_person(*row) for row in rows]


def make_person(full_name: str, birth_date, health: str | None) -> Person:
	"""Return a Person from the values of a household row."""
	return Person(
		(full_name or "").strip(), getdate(birth_date) if birth_date else None, (health or "").strip()
	)


def get_household_names(family: str) -> list[str]:
	"""Return the names of everybody who is or was in the household, for users who may make an access copy."""
	require_any("create", "Access Copy")
	require_read("Family", family)
	return sorted({member.full_name for member in get_household(family)})


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
		"members": [member.as_dict(no_default_fields=True) for member in family.members],
	}
