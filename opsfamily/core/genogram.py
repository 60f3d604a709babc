"""Where the people of a genogram stand: generations from top to bottom, partners side by side.

Pure: people with their parents and partners in, places out. The picture is drawn from it by `genogram_picture`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import NamedTuple

FEMALE, MALE = "Female", "Male"
# What a line between two people says: a couple, a couple that has parted, a common child and nothing more known.
TOGETHER, SEPARATED, COMMON_CHILD = "together", "separated", "common child"
SWEEPS = 3


class Relative(NamedTuple):
	"""A person of a genogram. name: unique in it. caption: what stands under the name, as years. full: all of it in words.

	parents, partner: names of others in it; other names are passed over.
	"""

	name: str
	sex: str = ""
	is_dead: bool = False
	at_home: bool = False
	parents: tuple[str, ...] = ()
	partner: str = ""
	separated: bool = False
	caption: str = ""
	full: str = ""


class Couple(NamedTuple):
	"""Two people with a line between them. tie: TOGETHER, SEPARATED or COMMON_CHILD."""

	one: str
	other: str
	tie: str


class Place(NamedTuple):
	"""Where a person stands. generation: 0 is on top. x: in widths of a person, from the left, at least one apart."""

	generation: int
	x: float


def get_couples(people: Sequence[Relative]) -> list[Couple]:
	"""Return every couple once: who is named as a partner, then the two parents of a child. Parted is said by either."""
	known, ties = {person.name for person in people}, {}
	for person in people:
		if person.partner in known - {person.name}:
			pair = frozenset((person.name, person.partner))
			parted = person.separated or ties.get(pair) == SEPARATED
			ties[pair] = SEPARATED if parted else TOGETHER
	for person in people:
		pair = frozenset(get_known_parents(person, known))
		if len(pair) == 2:
			ties.setdefault(pair, COMMON_CHILD)
	order = {person.name: number for number, person in enumerate(people)}
	return [Couple(*sorted(pair, key=order.__getitem__), tie) for pair, tie in ties.items()]


def get_known_parents(person: Relative, known: Iterable[str]) -> tuple[str, ...]:
	"""Return the parents who are in the genogram, each once."""
	return tuple(dict.fromkeys(name for name in person.parents if name in known))


def find_contradiction(people: Sequence[Relative]) -> str | None:
	"""Return the name of somebody who would be of two generations at once, as one's own ancestor; None if nobody is."""
	groups = get_groups(people)
	try:
		tuple(TopologicalSorter(get_groups_above(people, groups)).static_order())
	except CycleError as cycle:
		members = [person.name for person in people if groups[person.name] in cycle.args[1]]
		return next((name for name in members if _is_below_group(people, groups, name)), members[0])
	return None


def _is_below_group(people: Sequence[Relative], groups: dict[str, str], name: str) -> bool:
	person = next(person for person in people if person.name == name)
	return bool(get_known_parents(person, groups))


def get_groups(people: Sequence[Relative]) -> dict[str, str]:
	"""Return name → the first name of the group of partners that the person belongs to; they are of one generation."""
	group = {person.name: person.name for person in people}
	for couple in get_couples(people):
		kept, given_up = group[couple.one], group[couple.other]
		group = {name: kept if of == given_up else of for name, of in group.items()}
	return group


def get_groups_above(people: Sequence[Relative], groups: dict[str, str]) -> dict[str, set[str]]:
	"""Return group → the groups of the parents of its members."""
	above = {group: set() for group in groups.values()}
	for person in people:
		above[groups[person.name]] |= {groups[name] for name in get_known_parents(person, groups)}
	return above


def get_generations(people: Sequence[Relative]) -> dict[str, int]:
	"""Return name → generation: below all parents, beside the partners; those without any tie stand in the last row.

	people: without a contradiction (CycleError).
	"""
	groups = get_groups(people)
	above = get_groups_above(people, groups)
	order = tuple(TopologicalSorter(above).static_order())
	levels: dict[str, int] = {}
	for group in order:
		levels[group] = max((levels[parent] + 1 for parent in above[group]), default=0)
	below = {group: [child for child in order if group in above[child]] for group in order}
	for group in order:
		# Somebody's parents who have no parents themselves stand just above their children.
		if not above[group] and below[group]:
			levels[group] = min(levels[child] for child in below[group]) - 1
	alone = get_alone(people, groups, above)
	last = max((level for group, level in levels.items() if group not in alone), default=-1) + 1
	return {name: last if group in alone else levels[group] for name, group in groups.items()}


def get_alone(people: Sequence[Relative], groups: dict[str, str], above: dict[str, set[str]]) -> set[str]:
	"""Return those who are nobody's partner, parent or child."""
	of = list(groups.values())
	parents = {parent for each in above.values() for parent in each}
	return {group for group in above if of.count(group) == 1 and not above[group] and group not in parents}


def lay_out(people: Sequence[Relative]) -> dict[str, Place]:
	"""Return name → place. No two people share one, children stand below their parents, partners in one row.

	people: without a contradiction (CycleError), each name once.
	"""
	generations = get_generations(people)
	rows = get_rows(people, generations)
	x = {name: float(number) for row in rows for number, name in enumerate(_flatten(row))}
	parents = {person.name: get_known_parents(person, generations) for person in people}
	children = defaultdict(list)
	for name, names in parents.items():
		for parent in names:
			children[parent].append(name)
	for _sweep in range(SWEEPS):
		for row in rows:
			_arrange(row, x, parents)
		for row in reversed(rows):
			_arrange(row, x, children)
	first = min(x.values(), default=0)
	return {name: Place(generation, x[name] - first) for name, generation in generations.items()}


def get_rows(people: Sequence[Relative], generations: dict[str, int]) -> list[list[list[str]]]:
	"""Return for each generation its groups of partners, each in the order in which they stand side by side."""
	groups, couples = get_groups(people), get_couples(people)
	sexes = {person.name: person.sex for person in people}
	members = defaultdict(list)
	for name, group in groups.items():
		members[group].append(name)
	rows = [[] for _generation in range(max(generations.values(), default=-1) + 1)]
	for group, names in members.items():
		rows[generations[group]].append(put_side_by_side(names, couples, sexes))
	return rows


def put_side_by_side(names: list[str], couples: list[Couple], sexes: dict[str, str]) -> list[str]:
	"""Return the partners in a row: of two the man is on the left; of more, who has most partners stands between them."""
	if len(names) == 2:
		return sorted(names, key=lambda name: {MALE: 0, FEMALE: 2}.get(sexes[name], 1))
	ties = defaultdict(list)
	for couple in couples:
		ties[couple.one].append(couple.other)
		ties[couple.other].append(couple.one)
	middle = max(names, key=lambda name: len(ties[name]))
	first, *others = [*ties[middle], *(name for name in names if name not in (middle, *ties[middle]))] or [""]
	return [*filter(None, (first,)), middle, *others]


def _arrange(row: list[list[str]], x: dict[str, float], kin: dict[str, Sequence[str]]) -> None:
	"""Order the groups of a row by where their kin stand, and put each as near to them as the others allow."""
	for group in row:
		_turn(group, x, kin)
	wished = {id(group): _get_wished_start(group, x, kin) for group in row}
	row.sort(key=lambda group: wished[id(group)] + len(group) / 2)
	widths = [0, *(len(group) for group in row)]
	offsets = [sum(widths[: number + 1]) for number in range(len(row))]
	starts = fit_in_order(
		[wished[id(group)] - offset for group, offset in zip(row, offsets, strict=True)],
		[len(group) for group in row],
	)
	for group, start, offset in zip(row, starts, offsets, strict=True):
		x.update({name: start + offset + number for number, name in enumerate(group)})


def _get_wished_start(group: list[str], x: dict[str, float], kin: dict[str, Sequence[str]]) -> float:
	wished = [
		_mean(x[other] for other in kin[name]) - number for number, name in enumerate(group) if kin.get(name)
	]
	return _mean(wished) if wished else x[group[0]]


def _turn(group: list[str], x: dict[str, float], kin: dict[str, Sequence[str]]) -> None:
	"""Turn the group round where its members then stand in the order of their kin."""
	wished = [_mean(x[other] for other in kin[name]) for name in group if kin.get(name)]
	if any(left > right for left, right in pairwise(wished)) and wished == sorted(wished, reverse=True):
		start = min(x[name] for name in group)
		group.reverse()
		x.update({name: start + number for number, name in enumerate(group)})


def fit_in_order(wished: list[float], weights: list[int]) -> list[float]:
	"""Return numbers that never fall, as near to the wished ones as possible (least squares, weighted)."""
	blocks: list[list[float]] = []
	for value, weight in zip(wished, weights, strict=True):
		blocks.append([value, weight, 1])
		while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
			value, weight, count = blocks.pop()
			last = blocks[-1]
			together = last[1] + weight
			blocks[-1] = [(last[0] * last[1] + value * weight) / together, together, last[2] + count]
	return [value for value, _weight, count in blocks for _number in range(int(count))]


def _mean(values: Iterable[float]) -> float:
	values = list(values)
	return sum(values) / len(values)


def _flatten(row: list[list[str]]) -> list[str]:
	return [name for group in row for name in group]
