"""Which families of a table the office has already, and which look like one of them.

Whoever imports sees the section, so families are named by `get_visible`, which asks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from frappe.utils import getdate

from opsfamily.core.similar_families import Household, get_keys, is_same
from opsfamily.ops_casework.doctype.family.similar import get_other_households, get_visible
from opsfamily.ops_casework.page.family_import.reading import FamilyRows

NEW, EXISTS, SIMILAR = "new", "exists", "similar"


class Match(NamedTuple):
	"""A family on file. shared: what it has in common (`core.similar_families`)."""

	name: str
	representative: str
	shared: list[str]


class Known(NamedTuple):
	"""What is known of a family of the table. matches: families on file; twin: the row of the same family above it."""

	state: str
	matches: list[Match]
	twin: int | None


class Index:
	"""Households by what they are compared by, so that a table of hundreds is compared at once."""

	def __init__(self):
		self.names: dict[tuple, list] = defaultdict(list)

	def add(self, name, household: Household) -> None:
		"""Keep a household under a name."""
		for key in list_keys(household):
			self.names[key].append(name)

	def find(self, household: Household) -> dict:
		"""Return name → what it shares with the household, in the order in which they were kept."""
		shared = defaultdict(list)
		for key in list_keys(household):
			for name in self.names.get(key, ()):
				if key[0] not in shared[name]:
					shared[name].append(key[0])
		return dict(shared)


def list_keys(household: Household) -> list[tuple]:
	"""Return (what, value) of everything that is compared."""
	return [(what, value) for what, values in get_keys(household, getdate()).items() for value in values]


def compare(families: Iterable[FamilyRows]) -> dict[int, Known]:
	"""Return row → what is known of the family that begins there."""
	on_file, in_table, found, twins = Index(), Index(), {}, {}
	for name, household in get_other_households("").items():
		on_file.add(name, household)
	for family in families:
		household = get_household(family)
		found[family.number] = on_file.find(household)
		twins[family.number] = find_twin(in_table.find(household))
		in_table.add(family.number, household)
	visible = get_visible({name for shared in found.values() for name in shared})
	return {row: make_known(shared, visible, twins[row]) for row, shared in found.items()}


def find_twin(shared: dict[int, list[str]]) -> int | None:
	"""Return the row of the same family further up."""
	return next((row for row, what in shared.items() if is_same(what)), None)


def make_known(shared: dict[str, list[str]], visible: dict[str, str], twin: int | None) -> Known:
	"""Return the state of a family, with the families that the user may see."""
	matches = [Match(name, visible[name], what) for name, what in shared.items() if name in visible]
	same = [match for match in matches if is_same(match.shared)]
	state = EXISTS if same else SIMILAR if matches else NEW
	return Known(state, same or matches, twin)


def get_household(family: FamilyRows) -> Household:
	"""Return what is compared of a family of the table."""
	values = family.values
	members = tuple(
		(row.get("full_name", ""), getdate(row["birth_date"]) if row.get("birth_date") else None)
		for row in values.get("members", ())
	)
	return Household(
		values.get("representative") or "", values.get("address") or "", values.get("phone") or "", members
	)
