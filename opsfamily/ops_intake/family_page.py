"""Consents and children in foster care as the family's page shows them."""

import frappe
from frappe.query_builder import Order

from opsfamily.case.household import get_names_of
from opsfamily.core.access_copy import Person, is_same_person
from opsfamily.core.consents import RUNS, Given, agreed_since

# Field of the family's page → flag of the kinds of consent that it is about.
SHOWN_CONSENTS = {"work_consent_date": "is_consent_to_work", "data_consent_date": "is_data_consent"}


def show_consents(family: str) -> None:
	"""Write the days of the consents to the family's page without a new version of the family."""
	days = get_consent_days(family)
	if days:
		frappe.db.set_value("Family", family, days, update_modified=False)


def get_consent_days(family: str) -> dict:
	"""Return field of the family's page → day since which the family agrees.

	A kind without any consent is left out, so that the day of an imported family stays.
	"""
	return {fieldname: agreed_since(given) for fieldname, given in read_consents(family).items() if given}


def read_consents(family: str) -> dict[str, list[Given]]:
	"""Return field of the family's page → the family's consents of the kinds that it shows, oldest first."""
	consent, kind = frappe.qb.DocType("Consent"), frappe.qb.DocType("Consent Kind")
	flags = SHOWN_CONSENTS.values()
	query = frappe.qb.from_(consent).join(kind).on(kind.name == consent.kind)
	query = query.select(consent.given_on, consent.withdrawn_on, *(kind[flag] for flag in flags))
	rows = query.where(consent.family == family).orderby(consent.given_on, order=Order.asc).run()
	return {
		fieldname: [Given(*row[:2]) for row in rows if row[2 + number]]
		for number, fieldname in enumerate(SHOWN_CONSENTS)
	}


def get_people_who_consent(family: str, besides: str | None = None, lock: bool = False) -> list[str]:
	"""Return whose consent to work runs, the oldest first, without a permission check: a rule asks it of everybody.

	besides: the name of a consent that does not count. lock: by a locking read.
	"""
	consent, kind = frappe.qb.DocType("Consent"), frappe.qb.DocType("Consent Kind")
	query = (
		frappe.qb.from_(consent)
		.join(kind)
		.on(kind.name == consent.kind)
		.select(consent.person)
		.where((consent.family == family) & (consent.name != (besides or "")))
		.where((kind.is_consent_to_work == 1) & (consent.status == RUNS))
		.orderby(consent.given_on, consent.name)
	)
	return (query.for_update() if lock else query).run(pluck=True)


def show_foster_care(family: str, child: str) -> None:
	"""Tick or untick the child on the family's page without a new version of the family."""
	names = get_names_of(family, child)
	in_care = any(is_same_as_any(name, get_children_in_care(family)) for name in names)
	for row in get_members(family):
		if is_same_as_any(row.full_name, names) and row.in_foster_care != in_care:
			frappe.db.set_value(
				"Family Member", row.name, "in_foster_care", int(in_care), update_modified=False
			)
	frappe.clear_document_cache("Family", family)


def keep_foster_care(family) -> None:
	"""Keep children who are in care now ticked on the family (a document), whatever a client sends."""
	in_care = get_children_in_care(family.name)
	for row in family.members:
		if is_same_as_any(row.full_name, in_care):
			row.in_foster_care = 1


def get_children_in_care(family: str | None) -> list[str]:
	"""Return the names of the family's children in foster care today, oldest placement first."""
	# get_all: what the page shows does not depend on who saves it.
	return frappe.get_all(
		"Foster Placement",
		filters={"family": family or "", "until_date": ["is", "not set"]},
		pluck="child",
		order_by="since",
	)


def get_members(family: str) -> list:
	"""Return the rows of the family's members: name, full_name, in_foster_care."""
	return frappe.get_all(
		"Family Member",
		filters={"parent": family, "parenttype": "Family"},
		fields=["name", "full_name", "in_foster_care"],
		order_by="idx",
	)


def is_same_as_any(name: str, names: list[str]) -> bool:
	"""Return whether the name is that of a person in the list."""
	return any(is_same_person(Person(name or ""), Person(other)) for other in names)
