"""Figures of groups and workshops (G1): meetings, and families and people who came. part: a kind of groups, or all."""

from __future__ import annotations

from opsfamily.core.figures.facts import Counted, Facts, GroupDay, Item, families
from opsfamily.core.former_names import normalize

MEETING, PARTICIPATION = "Group Meeting", "Group Participation"


def meetings(facts: Facts, part: str) -> Counted:
	"""Count the meetings that were held in the period; one that is ahead is none."""
	rows = [row for row in facts.group_meetings if facts.is_in(row.day) and part in ("", row.kind)]
	return Counted(len(rows), tuple(Item("", MEETING, row.name) for row in rows))


def families_who_came(facts: Facts, part: str) -> Counted:
	"""Count each family once of which somebody came in the period."""
	return families(row.family for row in get_days(facts, part))


def people_who_came(facts: Facts, part: str) -> Counted:
	"""Count each person of a family once who came in the period."""
	rows = get_days(facts, part)
	items = dict.fromkeys(Item(row.family, PARTICIPATION, row.name) for row in rows)
	return Counted(len({(row.family, normalize(row.person)) for row in rows}), tuple(items))


def get_days(facts: Facts, part: str) -> list[GroupDay]:
	return [row for row in facts.group_days if facts.is_in(row.day) and part in ("", row.kind)]
