"""The household in a family's history: its people come from the family's page, nobody types them again."""

from __future__ import annotations

from frappe.utils import getdate

from opsfamily.case.household import household_on
from opsfamily.core.former_names import is_same_name
from opsfamily.core.kin import guess_sex, propose_parents


def bring_household(history) -> None:
	"""Add the people of the household who have no row yet, and mark everybody who lives with the family today.

	For added rows the sex, and the parents of children, are proposed; whoever writes corrects them.
	"""
	members = name_apart(household_on(history.family))
	for row in history.relatives:
		row.in_household = 0
	added = [add_member(history, name, member) for name, member in members if not find_row(history, name)]
	for name, member in members:
		show_member(find_row(history, name), member)
	parents = propose_parents(
		{row.full_name: row.kinship or "" for row in history.relatives if row.in_household}
	)
	for row in added:
		row.first_parent, row.second_parent = parents.get(row.full_name, (None, None))


def name_apart(members: list) -> list[tuple[str, object]]:
	"""Return (name in the genogram, member); the second of two people with one name has the year of birth with it."""
	named: list[tuple[str, object]] = []
	for member in members:
		name = " ".join((member.full_name or "").split())
		if any(is_same_name(name, other) for other, _member in named):
			name = f"{name} ({member.birth_date.year if member.birth_date else len(named) + 1})"
		named.append((name, member))
	return named


def find_row(history, name: str):
	"""Return the row of a name, or None."""
	return next((row for row in history.relatives if is_same_name(row.full_name, name)), None)


def add_member(history, name: str, member):
	"""Add a row for a person of the household."""
	return history.append("relatives", {"full_name": name, "sex": guess_sex(member.full_name)})


def show_member(row, member) -> None:
	"""Write what the family's page says of a person; what it does not say stays as it is."""
	row.in_household = 1
	row.kinship = member.kinship or row.kinship
	row.born = str(getdate(member.birth_date).year) if member.birth_date else row.born
