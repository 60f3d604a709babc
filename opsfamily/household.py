"""Who belongs to a family's household, for the papers that speak of one of them."""

import frappe
from frappe import _

from opsfamily.core.access_copy import Person, is_same_person
from opsfamily.exceptions import NotAMemberError
from opsfamily.ops_casework.doctype.access_copy.sources import household_of


def require_member(doc, fieldname: str) -> None:
	"""Raises NotAMemberError unless the field names the family's representative or somebody of its household,
	be it of an older assessment's."""
	asked = Person((doc.get(fieldname) or "").strip())
	if not any(is_same_person(member, asked) for member in everybody_of(doc.family)):
		frappe.throw(
			_("{0}: {1} is not in the household of this family.").format(
				doc.label_of(fieldname), frappe.bold(asked.full_name)
			),
			NotAMemberError,
		)


def everybody_of(family: str) -> list[Person]:
	representative = frappe.db.get_value("Family", family, "representative")
	return [Person(representative or ""), *household_of(family)]


def names_of(family) -> list[str]:
	"""Names to choose from: the representative first, then the members of the family (a document)."""
	names = (family.representative, *(member.full_name for member in family.members))
	return list(dict.fromkeys(filter(None, names)))
