"""What the family's page shows of its consents and its children in care."""

import frappe
from frappe.query_builder import Order

from opsfamily.core.access_copy import Person, is_same_person
from opsfamily.core.consents import Given, agreed_since

# Field of the family's page → flag of the kinds of consent that it is about.
SHOWN_CONSENTS = {"work_consent_date": "is_consent_to_work", "data_consent_date": "is_data_consent"}


def show_consents(family: str) -> None:
	"""Write the days of the consents on the family's page; no change of the family itself."""
	days = get_consent_days(family)
	if days:
		frappe.db.set_value("Family", family, days, update_modified=False)


def get_consent_days(family: str) -> dict:
	"""Field of the family's page → since when the family agrees; only of kinds for which there is a consent, so
	that the day of a family that came with an import stays."""
	given = {fieldname: get_consents(family, flag) for fieldname, flag in SHOWN_CONSENTS.items()}
	return {fieldname: agreed_since(consents) for fieldname, consents in given.items() if consents}


def get_consents(family: str, flag: str) -> list[Given]:
	consent, kind = frappe.qb.DocType("Consent"), frappe.qb.DocType("Consent Kind")
	rows = (
		frappe.qb.from_(consent)
		.join(kind)
		.on(kind.name == consent.kind)
		.select(consent.given_on, consent.withdrawn_on)
		.where(consent.family == family)
		.where(kind[flag] == 1)
		.orderby(consent.given_on, order=Order.asc)
	).run()
	return [Given(*row) for row in rows]


def show_foster_care(family: str, child: str) -> None:
	"""Tick or untick the child on the family's page; no change of the family itself."""
	in_care = is_same_as_any(child, get_children_in_care(family))
	for row in get_members(family):
		if is_same_as_any(row.full_name, [child]) and row.in_foster_care != in_care:
			frappe.db.set_value(
				"Family Member", row.name, "in_foster_care", int(in_care), update_modified=False
			)
	frappe.clear_document_cache("Family", family)


def keep_foster_care(family) -> None:
	"""Whoever is in care now stays ticked on the page (a document), however it is saved."""
	in_care = get_children_in_care(family.name)
	for row in family.members:
		if is_same_as_any(row.full_name, in_care):
			row.in_foster_care = 1


def get_children_in_care(family: str | None) -> list[str]:
	# get_all: what the page shows does not depend on who saves it.
	return frappe.get_all(
		"Foster Placement",
		filters={"family": family or "", "until_date": ["is", "not set"]},
		pluck="child",
		order_by="since",
	)


def get_members(family: str) -> list:
	return frappe.get_all(
		"Family Member",
		filters={"parent": family, "parenttype": "Family"},
		fields=["name", "full_name", "in_foster_care"],
		order_by="idx",
	)


def is_same_as_any(name: str, names: list[str]) -> bool:
	return any(is_same_person(Person(name or ""), Person(other)) for other in names)
