"""Who sees a consultation: about a family whoever sees that family; without one the consultant, the workers
named in it, coordinator and head. Decided by the stored family and the stored persons.
"""

import frappe

from opsfamily.permissions.rule import (
	NOTHING,
	family_condition,
	is_unsaved,
	quoted,
	sees_by_family,
	sees_section,
	stored_family,
)

CONSULTATION, PERSON = "Consultation", "Consultation Person"


def sees(doc, user: str) -> bool:
	"""The rule for one consultation."""
	if stored_family(doc) or is_unsaved(doc):
		return sees_by_family(doc, user)
	return sees_section(user) or user in people_of(doc.name)


def condition(doctype: str, user: str) -> str:
	"""The rule for the rows of a list."""
	of_families = family_condition(doctype, user)
	if not of_families:
		return ""
	own = consultations_of(user)
	parts = [of_families] if of_families != NOTHING else []
	if own:
		parts.append(f"`tab{doctype}`.`name` in ({quoted(own)})")
	if not parts:
		return NOTHING
	return parts[0] if len(parts) == 1 else f"({' or '.join(parts)})"


def people_of(consultation: str) -> frozenset[str]:
	"""The stored consultant and the workers stored as persons."""
	row = frappe.qb.DocType(PERSON)
	persons = (
		frappe.qb.from_(row)
		.select(row.user)
		.where((row.parent == consultation) & (row.parenttype == CONSULTATION) & row.user.isnotnull())
	).run(pluck=True)
	return frozenset((*persons, frappe.db.get_value(CONSULTATION, consultation, "consultant")))


def consultations_of(user: str) -> frozenset[str]:
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
