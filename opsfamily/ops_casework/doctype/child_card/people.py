"""The people of a child, gathered from where each is written once: family's page, enrolments, placements.

Read with the permissions of the session's user.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup, escape

import frappe
from frappe import _
from frappe.utils import get_url_to_form, getdate

from opsfamily.case.household import get_names_of
from opsfamily.core.access_copy import Person, is_same_person
from opsfamily.core.age import in_years
from opsfamily.core.assignments import runs_on
from opsfamily.notify import in_language
from opsfamily.ops_paper.values import as_written, paper_date
from opsfamily.permissions.documents import get_permitted
from opsfamily.permissions.rule import get_readable_rows


class Contact(NamedTuple):
	"""One line of the card: who it is to the child, who that is, the phone, and the document that says so.

	of_family: of the whole family, not of this child alone.
	"""

	label: str
	text: str
	phone: str
	doctype: str
	document: str
	of_family: bool = False


def get_people_html(card) -> Markup:
	"""Return the people of the card's child as a list with phones to tap, for the form; every value is escaped."""
	lines = Markup("").join(map(make_line, get_people(card)))
	hint = _(
		"School, tutor, doctor and probation officer are written once, in the support network of the family."
	)
	return Markup('<div class="opsfamily-people"><ul>{}</ul><p class="text-muted">{}</p></div>').format(
		lines, hint
	)


def make_line(contact: Contact) -> Markup:
	"""Return one person as an item of the list."""
	number = contact.phone.replace(" ", "")
	button = Markup(' <a class="btn btn-default btn-sm" href="tel:{}">{}</a>')
	phone = button.format(number, contact.phone) if number else Markup("")
	path = get_url_to_form(contact.doctype, contact.document)
	whole = Markup(' <span class="text-muted">({})</span>').format(_("of the whole family"))
	return Markup('<li><a href="{}">{}</a>: {}{}{}</li>').format(
		path, contact.label, escape(contact.text), phone, whole if contact.of_family else Markup("")
	)


def paper_people(card) -> list[Contact]:
	"""Return the people of the card's child for a print format, in Polish for everybody; none for a blank one.

	Without those of the whole family: the paper is about the child, and among them may be a parent's therapist.
	"""
	if not card.get("child"):
		return []
	with in_language("pl"):
		return [contact for contact in get_people(card) if not contact.of_family]


def get_people(card) -> list[Contact]:
	"""Return the people of the card's child: from the household, the network, day centres and placements."""
	child = Person(card.child, other_names=tuple(get_names_of(card.family, card.child)))
	family = frappe.get_doc("Family", card.family)
	return [
		*get_household_line(family, child),
		*get_network(family, child),
		*get_day_centres(family, child),
		*get_carers(family, child),
	]


def get_household_line(family, child: Person) -> Iterator[Contact]:
	"""Yield the child itself: its age, and the school that the household names."""
	for row in family.members:
		if is_same_person(Person(row.full_name), child):
			born = getdate(row.birth_date) if row.birth_date else None
			age = in_years(born, getdate()) if born and born <= getdate() else ""
			texts = (age, as_written(row.workplace_or_school or ""), as_written(row.education_and_work or ""))
			text = ", ".join(filter(None, texts))
			if text:
				yield Contact(_("Age, School"), text, "", "Family", family.name)


def get_network(family, child: Person) -> Iterator[Contact]:
	"""Yield the network's contacts of this child, then those of the whole family; never those of another child."""
	own = [row for row in family.support_network if row.child and is_same_person(Person(row.child), child)]
	whole = [row for row in family.support_network if not row.child]
	for row in [*own, *whole]:
		text = ", ".join(as_written(each) for each in (row.institution, row.contact) if each)
		yield Contact(as_written(row.kind), text, row.phone or "", "Family", family.name, not row.child)


def get_day_centres(family, child: Person) -> Iterator[Contact]:
	"""Yield the day centres to which the child goes today."""
	fields = ["name", "child", "centre", "from_date", "until_date"]
	rows = [
		row
		for row in get_readable_rows(
			"Day Centre Enrolment", {"family": family.name}, fields, "from_date, name"
		)
		if is_same_person(Person(row.child), child) and runs_on(getdate(), row.from_date, row.until_date)
	]
	phones = get_phones_of({row.centre for row in rows})
	for row in rows:
		text = _("{0}, since {1}").format(row.centre, paper_date(row.from_date))
		yield Contact(_("Day Centre"), text, phones.get(row.centre) or "", "Day Centre Enrolment", row.name)


def get_phones_of(centres: set[str]) -> dict[str, str | None]:
	"""Return day centre → its phone, in one query; none where there is no centre."""
	if not centres:
		return {}
	# get_all: where a centre is called is no secret of a family.
	rows = frappe.get_all(
		"Day Centre", {"name": ["in", sorted(centres)]}, ["name", "phone"], order_by="name", as_list=True
	)
	return dict(rows)


def get_carers(family, child: Person) -> Iterator[Contact]:
	"""Yield with whom the child is placed today, and the foster-care coordinator."""
	fields = ["name", "child", "carer", "carer_contact", "foster_coordinator", "since", "until_date"]
	for row in get_readable_rows("Foster Placement", {"family": family.name}, fields, "since, name"):
		if is_same_person(Person(row.child), child) and runs_on(getdate(), row.since, row.until_date):
			text = ", ".join(as_written(each) for each in (row.carer, row.carer_contact) if each)
			yield Contact(_("Carer of the Child"), text, "", "Foster Placement", row.name)
			if row.foster_coordinator:
				coordinator = as_written(row.foster_coordinator)
				yield Contact(_("Foster-Care Coordinator"), coordinator, "", "Foster Placement", row.name)


def add_to_network(card, contact: dict[str, str]) -> None:
	"""Add a person of the card's child to the family's support network; the family's own rules decide."""
	family = get_permitted("Family", card.family, "write")
	family.append("support_network", {**contact, "child": card.child})
	family.save()
