"""Access to consultations, decided by the stored family and the stored persons.

A consultation about a family is seen by everybody who sees that family; one without a family by its consultant,
the workers named in it, the coordinator and the head.
"""

import frappe

from opsfamily.permissions.rule import (
	NOTHING,
	can_see_by_family,
	can_see_section,
	get_family_condition,
	get_stored_family,
	is_unsaved,
	keep_for_request,
	quote,
)

CONSULTATION, PERSON = "Consultation", "Consultation Person"


def can_see(doc, user: str) -> bool:
	"""Return whether the user sees one consultation."""
	if get_stored_family(doc) or is_unsaved(doc):
		return can_see_by_family(doc, user)
	return can_see_section(user) or user in get_people(doc.name)


def get_condition(doctype: str, user: str) -> str:
	"""Return the SQL condition for the rows that the user sees (`1=0`: none, empty: all)."""
	by_family = get_family_condition(doctype, user)
	if not by_family:
		return ""
	consultations = get_consultations_of(user)
	parts = [by_family] if by_family != NOTHING else []
	if consultations:
		parts.append(f"`tab{doctype}`.`name` in ({quote(consultations)})")
	if not parts:
		return NOTHING
	return parts[0] if len(parts) == 1 else f"({' or '.join(parts)})"


def get_people(consultation: str) -> frozenset[str]:
	"""Return the stored consultant and the workers who are stored as persons."""
	row = frappe.qb.DocType(PERSON)
	persons = (
		frappe.qb.from_(row)
		.select(row.user)
		.where((row.parent == consultation) & (row.parenttype == CONSULTATION) & row.user.isnotnull())
	).run(pluck=True)
	return frozenset((*persons, frappe.db.get_value(CONSULTATION, consultation, "consultant")))


def get_consultations_of(user: str) -> frozenset[str]:
	"""Return the names of the consultations without a family in which the user took part (kept for one request)."""
	return keep_for_request((CONSULTATION, user), lambda: _find_consultations_of(user))


def _find_consultations_of(user: str) -> list[str]:
	# One query, as every list of files and tasks asks for it.
	return frappe.db.sql(
		"""select `name` from `tabConsultation`
			where `consultant` = %(user)s and ifnull(`family`, '') = ''
		union
		select `doc`.`name` from `tabConsultation Person` `row`
			join `tabConsultation` `doc` on `row`.`parent` = `doc`.`name`
			where `row`.`user` = %(user)s and `row`.`parenttype` = 'Consultation' and ifnull(`doc`.`family`, '') = ''""",
		{"user": user},
		pluck=True,
	)
