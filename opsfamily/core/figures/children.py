"""Figures of children: in the families, with a certificate of disability, in care, at day centres (codes C and D)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import NamedTuple

from opsfamily.core.age import age_on
from opsfamily.core.assignments import periods_meet, runs_on
from opsfamily.core.figures.facts import DAY, Counted, Facts, Item, Member, Placement, by_family, documents
from opsfamily.core.former_names import is_same_name, normalize
from opsfamily.core.household import is_disabled_on
from opsfamily.core.months import add_months

OF_AGE = 18
CAME_OF_AGE = "18"
MEMBER, PLACEMENT, ENROLMENT = "Family Member", "Foster Placement", "Day Centre Enrolment"
RETURNED, OTHER_CARE, STAYS = "Returned Home", "Other Care", "Stays in Care of Age"


class Child(NamedTuple):
	"""A child of a family in the period, with its age in years on the day for which it is counted."""

	member: Member
	years: int
	day: date


def children(facts: Facts, part: str) -> Counted:
	"""Count persons who were under 18 on a day of the support in the period (C1).

	part: a band of ages like `3-6`, by the age on the last day of the period or of the support; `18` for those who came
	of age since; empty for all.
	"""
	band = read_band(part) if part else (0, OF_AGE)
	return documents(MEMBER, (row.member for row in get_children(facts) if band[0] <= row.years <= band[1]))


def read_band(part: str) -> tuple[int, int]:
	"""Return the first and the last age of a band: `3-6`, `18`. Raise ValueError for other texts."""
	ages = [int(text) for text in part.split("-")]
	if not 1 <= len(ages) <= 2 or ages[0] > ages[-1] or ages[-1] > OF_AGE:
		raise ValueError(part)
	return ages[0], ages[-1]


def children_with_certificate(facts: Facts, _part: str) -> Counted:
	"""Count those of C1 with a certificate of disability on the day for which they are counted."""
	certified = (
		row.member
		for row in get_children(facts)
		if is_disabled_on(
			row.day, row.member.is_disabled, row.member.disabled_from, row.member.disabled_until
		)
	)
	return documents(MEMBER, certified)


def members_without_birth_date(facts: Facts, _part: str) -> Counted:
	"""Count persons of supported families whose date of birth is missing: they cannot be counted as children."""
	rows = (
		row
		for row in facts.members
		if not row.born and any(is_member_in(row, *part) for part in facts.in_period.get(row.family, ()))
	)
	return documents(MEMBER, rows)


def get_children(facts: Facts) -> Iterator[Child]:
	"""Yield the children of families under support in the period, each person once. Unborn ones do not count.

	In one family a name and a birth date are one person; in two families only what a worker has confirmed.
	"""
	linked: set[str] = set()
	for child in get_children_of_families(facts):
		person = get_linked_names(facts).get((child.member.family, normalize(child.member.full_name)))
		if person not in linked:
			yield child
		if person:
			linked.add(person)


def get_children_of_families(facts: Facts) -> Iterator[Child]:
	"""Yield the children of families under support in the period, each once in a family."""
	seen: dict[str, list[Member]] = {}
	for member in facts.members:
		parts = facts.in_period.get(member.family)
		days = list(get_days_of_childhood(member, parts)) if parts and member.born else []
		others = seen.setdefault(member.family, [])
		if days and not any(is_same_person(member, other) for other in others):
			others.append(member)
			day = facts.counted_on(member.family)
			yield Child(member, min(age_on(member.born, day).months // 12, OF_AGE), day)


def is_same_person(one: Member, other: Member) -> bool:
	"""Return whether two rows of one household, before leaving and after coming back, are the same person."""
	return one.born == other.born and is_same_name(one.full_name, other.full_name)


def get_days_of_childhood(member: Member, parts: Iterable) -> Iterator[date]:
	"""Yield the first day in each part of a support on which the member belonged to the family and was under 18."""
	for first, last in parts:
		begun = max(day for day in (first, member.born, member.joined) if day)
		ended = min(day for day in (last, member.left) if day)
		if begun <= ended and begun < add_months(member.born, 12 * OF_AGE):
			yield begun


def is_member_in(member: Member, first: date, last: date) -> bool:
	"""Return whether the member belonged to the family on a day between the two."""
	return periods_meet(member.joined or date.min, member.left, first, last)


def children_in_care_before(facts: Facts, _part: str) -> Counted:
	"""Count children of F1 who were in care on the first day of the period (C2)."""
	return count_in_care(facts, facts.first)


def children_in_care(facts: Facts, _part: str) -> Counted:
	"""Count children of F1 who are in care on the last day of the period (C2)."""
	return count_in_care(facts, facts.last)


def count_in_care(facts: Facts, day: date) -> Counted:
	return count_children_once(facts, lambda row: runs_on(day, row.first, row.last))


def children_placed(facts: Facts, _part: str) -> Counted:
	"""Count children of F1 who came into care in the period; another form of care is no new placement (C2)."""

	others = by_family(facts.placements)

	def is_new(row: Placement) -> bool:
		before = (
			other for other in others[row.family] if is_same_child(row, other) and other.name != row.name
		)
		return facts.is_in(row.first) and not any(is_continued_by(other, row) for other in before)

	return count_children_once(facts, is_new)


def is_continued_by(earlier: Placement, later: Placement) -> bool:
	"""Return whether the child passed from one placement to the other without coming home."""
	if earlier.first > later.first:
		return False
	return earlier.last is None or earlier.last >= later.first - DAY or earlier.end_code == OTHER_CARE


def is_same_child(one: Placement, other: Placement) -> bool:
	"""Return whether two placements are of one child of one family."""
	return one.family == other.family and is_same_name(one.child, other.child)


def placements_ended(facts: Facts, part: str) -> Counted:
	"""Count children of F1 whose care ended in the period with this code; a change of the form of care is no end (C2).

	part: a code of the end, or `other` for all but a return home and staying in care when of age.
	"""

	def is_counted(row: Placement) -> bool:
		is_other = part == "other" and row.end_code not in (RETURNED, OTHER_CARE, STAYS)
		return facts.is_in(row.last) and (row.end_code == part or is_other)

	return count_children_once(facts, is_counted)


def count_children_once(facts: Facts, is_counted: Callable[[Placement], bool]) -> Counted:
	"""Count the placements of families of F1 that are counted, one for each child."""
	people = get_linked_names(facts)
	chosen: dict[str | tuple[str, str], Placement] = {}
	for row in facts.placements:
		if row.family in facts.with_assistant and is_counted(row):
			child = row.family, normalize(row.child)
			chosen.setdefault(people.get(child, child), row)
	return documents(PLACEMENT, chosen.values())


def get_linked_names(facts: Facts) -> dict[tuple[str, str], str]:
	"""Return (family, name) → the row that stands for the person, for people of several families."""
	return facts.keep(
		"linked names",
		lambda: {
			(member.family, normalize(member.full_name)): facts.people[member.name]
			for member in facts.members
			if member.name in facts.people
		},
	)


def day_centres(facts: Facts, _part: str) -> Counted:
	"""Count day centres with a child enrolled on a day of the period (D1). code of an enrolment: its centre."""
	rows = get_enrolments(facts)
	return documents(ENROLMENT, rows)._replace(value=len({row.code for row in rows}))


def places_in_centres(facts: Facts, _part: str) -> Counted:
	"""Add up the places of the day centres of D1, of those whose number of places is written (D1)."""
	rows = get_enrolments(facts)
	return documents(ENROLMENT, rows)._replace(
		value=sum(facts.places.get(row, 0) for row in {row.code for row in rows})
	)


def children_enrolled(facts: Facts, _part: str) -> Counted:
	"""Count enrolments of children that ran on a day of the period (D1)."""
	return documents(ENROLMENT, get_enrolments(facts))


def get_enrolments(facts: Facts) -> list:
	return [row for row in facts.enrolments if periods_meet(row.first, row.last, facts.first, facts.last)]


def days_of_attendance(facts: Facts, _part: str) -> Counted:
	"""Add up the days on which children were present at a day centre in the period (D1)."""
	items = tuple(Item(row.family, ENROLMENT, row.enrolment) for row in facts.presences)
	return Counted(sum(row.days for row in facts.presences), items)
