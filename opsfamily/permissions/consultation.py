"""Who sees a consultation: about a family whoever sees that family; without one the consultant, the workers
named in it, coordinator and head. Decided by the stored family and the stored persons.
"""

import frappe

from opsfamily.permissions.rule import (
	NOTHING,
	can_see_by_family,
	can_see_section,
	get_family_condition,
	get_stored_family,
	is_unsaved,
	quote,
)

CONSULTATION, PERSON = "Consultation", "Consultation Person"


def can_see(doc, user: str) -> bool:
	"""The rule for one consultation."""
	if get_stored_family(doc) or is_unsaved(doc):
		return can_see_by_family(doc, user)
	return can_see_section(user) or user in get_people(doc.name)


def get_condition(doctype: str, user: str) -> str:
	"""The rule for the rows of a list."""
	of_families = get_family_condition(doctype, user)
	if not of_families:
		return ""
	own = get_consultations_of(user)
	parts = [of_families] if of_families != NOTHING else []
	if own:
		parts.append(f"`tab{doctype}`.`name` in ({quote(own)})")
	if not parts:
		return NOTHING
	return parts[0] if len(parts) == 1 else f"({' or '.join(parts)})"


def get_people(consultation: str) -> frozenset[str]:
	"""The stored consultant and the workers stored as persons."""
	row = frappe.qb.DocType(PERSON)
	persons = (
		frappe.qb.from_(row)
		.select(row.user)
		.where((row.parent == consultation) & (row.parenttype == CONSULTATION) & row.user.isnotnull())
	).run(pluck=True)
	return frozenset((*persons, frappe.db.get_value(CONSULTATION, consultation, "consultant")))


def get_consultations_of(user: str) -> frozenset[str]:
	"""Names of the consultations without a family in which the user took part."""
	doc, row = frappe.qb.DocType(CONSULTATION), frappe.qb.DocType(PERSON)
	without_family = doc.family.isnull() | (doc.family == "")
	given = frappe.qb.from_(doc).select(doc.name).where((doc.consultant == user) & without_family)
	taken = (
		frappe.qb.from_(row)
		.join(doc)
		.on((row.parent == doc.name) & (row.parenttype == CONSULTATION))
		.select(doc.name)
		.where((row.user == user) & without_family)
	)
	return frozenset((*given.run(pluck=True), *taken.run(pluck=True)))
