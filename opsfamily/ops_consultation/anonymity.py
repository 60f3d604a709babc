"""The warning about families' names in texts that must not hold any."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import frappe
from frappe import _
from frappe.utils import escape_html, getdate

from opsfamily.core.assignments import runs_on_in_sql
from opsfamily.core.former_names import split
from opsfamily.core.names import find_surnames, get_surnames
from opsfamily.permissions.rule import can_see_section


class Place(NamedTuple):
	"""A text with the label of its field and the number of its row."""

	label: str
	text: str | None


def warn_about_names(places: Iterable[Place], day: date | str) -> None:
	"""Warn about families' surnames in the texts, which are stored as typed.

	The surnames are those of families on which the writer works on that day, whoever else takes part: else a text of
	many surnames would tell which families another worker has. Users who see the section are warned about all families.
	"""
	surnames = get_surnames_known_to({frappe.session.user}, getdate(day))
	matches = [(place.label, words) for place in places if (words := find_surnames(place.text, surnames))]
	if not matches:
		return
	lines = [f"{label}: „{'”, „'.join(escape_html(word) for word in words)}”" for label, words in matches]
	frappe.msgprint(
		"<br>".join(
			(
				_("This is to stand without names. These words are surnames of families, in some form:"),
				*lines,
				_(
					"The text was saved as you wrote it. If it is a name, write for example “the mother” instead."
				),
			)
		),
		title=_("A Name in the Text?"),
		indicator="orange",
	)


def get_surnames_known_to(users: set[str], day: date) -> frozenset[str]:
	"""Return surnames of the users' families on that day; of all families for users who see the section."""
	families = None if can_see_section(frappe.session.user) else get_families_on(users, day)
	if families is not None and not families:
		return frozenset()
	return frozenset(surname for name in get_full_names(families) for surname in get_surnames(name))


def get_families_on(users: set[str], day: date) -> list[str]:
	"""Return the families on which one of the users has an assignment that runs on the day."""
	assignment = frappe.qb.DocType("Case Assignment")
	return (
		frappe.qb.from_(assignment)
		.select(assignment.family)
		.distinct()
		.where(assignment.user.isin(list(users)) & runs_on_in_sql(assignment, day))
	).run(pluck=True)


def get_full_names(families: list[str] | None) -> list[str]:
	"""Return full names of representatives and members, the former ones as well. families: None means all."""
	family, member = frappe.qb.DocType("Family"), frappe.qb.DocType("Family Member")
	heads = frappe.qb.from_(family).select(family.representative, family.former_names).distinct()
	members = frappe.qb.from_(member).select(member.full_name, member.former_names).distinct()
	members = members.where(member.parenttype == "Family")
	if families is not None:
		heads = heads.where(family.name.isin(families))
		members = members.where(member.parent.isin(families))
	return [name for now, former in (*heads.run(), *members.run()) for name in (now, *split(former))]
