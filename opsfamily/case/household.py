"""Who belongs to a family's household, for the papers that speak of one of them."""

import frappe
from frappe import _
from frappe.utils import getdate

from opsfamily.core.access_copy import Person, is_same_person
from opsfamily.exceptions import NotAMemberError
from opsfamily.permissions.documents import require_any
from opsfamily.permissions.gate import require_read


def require_member(doc, fieldname: str) -> None:
	"""Raises NotAMemberError unless the field names the family's representative or somebody of its household,
	be it of an older assessment's."""
	asked = Person((doc.get(fieldname) or "").strip())
	if not any(is_same_person(member, asked) for member in get_everybody(doc.family)):
		frappe.throw(
			_("{0}: {1} is not in the household of this family.").format(
				doc.label_of(fieldname), frappe.bold(asked.full_name)
			),
			NotAMemberError,
		)


def get_everybody(family: str) -> list[Person]:
	representative = frappe.db.get_value("Family", family, "representative")
	return [Person(representative or ""), *get_household(family)]


def get_choices(family) -> list[str]:
	"""Names to choose from: the representative first, then the members of the family (a document)."""
	names = (family.representative, *(member.full_name for member in family.members))
	return list(dict.fromkeys(filter(None, names)))


def get_household(family: str, with_cancelled: bool = False) -> list[Person]:
	"""Everybody whom the family's page or an assessment has in the household, once for each paper.

	Not by the reader's permission levels: what others suffer from has to be known to be kept out.
	"""
	member = frappe.qb.DocType("Family Member")
	assessments = frappe.qb.DocType("Family Assessment")
	own = (
		frappe.qb.from_(assessments)
		.select(assessments.name)
		.where((assessments.family == family) & (assessments.docstatus <= (2 if with_cancelled else 1)))
	)
	rows = (
		frappe.qb.from_(member)
		.select(member.full_name, member.birth_date, member.health)
		.where(
			((member.parenttype == "Family") & (member.parent == family))
			| ((member.parenttype == "Family Assessment") & member.parent.isin(own))
		)
		.orderby(member.parenttype, member.parent, member.idx)
	).run()
	return [to_person(*row) for row in rows]


def to_person(full_name: str, birth_date, health: str | None) -> Person:
	return Person(
		(full_name or "").strip(), getdate(birth_date) if birth_date else None, (health or "").strip()
	)


def get_household_names(family: str) -> list[str]:
	"""Return the names of everybody who is or was in the household, for users who may make an access copy."""
	require_any("create", "Access Copy")
	require_read("Family", family)
	return sorted({member.full_name for member in get_household(family)})


def get_page_of_household(family) -> dict:
	"""Return what a new assessment takes over from its family (a document), at the reader's levels."""
	family.apply_fieldlevel_read_permissions()
	return {
		**{fieldname: family.get(fieldname) for fieldname in ("representative", "address", "phone")},
		"members": [member.as_dict(no_default_fields=True) for member in family.members],
	}
