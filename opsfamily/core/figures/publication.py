"""The publication copy of a report: which numbers are hidden, so that no small one can be computed from the others.

Numbers of a report hang together by sums, and reports by each other: a year with its halves, a correction with the
version before, a period with the next one. All of it is a system of linear equations. A number stays hidden when it is
small, or when it would give a small one away. What was published before stays as it was published.

That nothing can be computed is proved for each hidden number: `find_other_solution` names other numbers, none below zero,
that fit all that is shown just as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from math import lcm
from typing import NamedTuple

# Counts of families, persons or events from 1 up to this are small.
LARGEST_SMALL = 4

Key = str
# Numbers with their coefficients; together they are zero.
Equation = dict[Key, int]


class Number(NamedTuple):
	"""A number of a report, or one that a reader gets by subtraction, which nobody prints (`is_printed`).

	behind: how many families it counts: a large number of contacts with two families is small. is_fixed: it was published
	before. may_be_shown: the head decided that it is shown, though it is small.
	"""

	key: Key
	value: int
	behind: int | None = None
	is_printed: bool = True
	is_fixed: bool = False
	was_hidden: bool = False
	may_be_shown: bool = False

	@property
	def is_small(self) -> bool:
		if self.may_be_shown:
			return False
		behind = self.value if self.behind is None else self.behind
		return _is_small(self.value) or _is_small(behind)


def _is_small(count: int) -> bool:
	return 0 < count <= LARGEST_SMALL


def find_hidden(numbers: Iterable[Number], equations: Iterable[Equation]) -> set[Key]:
	"""Return the keys of the printed numbers that are hidden, those hidden before included.

	Zeros, and a part that is all of its whole, are small where the whole is small. Where the numbers that were published
	before give one away already, everything else that leads to it is hidden.
	"""
	known = {number.key: number for number in numbers}
	equations = [equation for equation in equations if equation.keys() <= known.keys()]
	small = {key for key, number in known.items() if number.is_small}
	small |= _find_zeros_of_small_wholes(known, equations, small)
	hidden = {key for key, number in known.items() if number.is_printed and _is_hidden(number, key in small)}
	unprinted = {key for key, number in known.items() if not number.is_printed}
	protected = small & (hidden | unprinted) | {key for key in hidden if known[key].is_fixed}
	protected -= _find_known_anyway(known, equations, hidden | unprinted, protected)
	while exposed := _find_exposed(known, equations, hidden | unprinted, protected):
		more = _choose(known, equations, hidden | unprinted, exposed)
		if not more:
			break
		hidden.add(more)
	return _show_again(known, equations, hidden, unprinted, protected)


def _find_known_anyway(
	known: Mapping[Key, Number], equations: list[Equation], unknown: set[Key], protected: set[Key]
) -> set[Key]:
	"""Return the protected numbers that follow from what was published before, whatever is hidden now.

	A zero that was published with the first version is no secret of its correction.
	"""
	all_hidden = unknown | {key for key, number in known.items() if not number.is_fixed}
	found: set[Key] = set()
	while exposed := _find_exposed(known, equations, all_hidden, protected - found):
		found.add(exposed)
	return found


def _show_again(
	known: Mapping[Key, Number],
	equations: list[Equation],
	hidden: set[Key],
	unprinted: set[Key],
	protected: set[Key],
) -> set[Key]:
	"""Return the hidden numbers without those that need not be, the largest first: also what can be computed anyway."""
	spare = sorted(hidden - protected, key=lambda key: (-known[key].value, key))
	for key in spare:
		if not _find_exposed(known, equations, (hidden - {key}) | unprinted, protected):
			hidden = hidden - {key}
	return hidden


def _is_hidden(number: Number, is_small: bool) -> bool:
	return number.was_hidden if number.is_fixed else is_small


def _find_zeros_of_small_wholes(
	known: Mapping[Key, Number], equations: list[Equation], small: set[Key]
) -> set[Key]:
	"""Return the zeros that stand in a sum with a small number and nothing else but zeros."""
	found = set()
	for equation in equations:
		values = [abs(known[key].value) for key in equation]
		zeros = {key for key in equation if not known[key].value}
		if max(values, default=0) <= LARGEST_SMALL and small & equation.keys():
			found |= {key for key in zeros if not known[key].may_be_shown}
	return found


def _find_exposed(
	known: Mapping[Key, Number], equations: list[Equation], unknown: set[Key], protected: set[Key]
) -> Key | None:
	"""Return a protected number that can be computed from what is shown, or that could have one value only; else None."""
	directions = list(_get_directions(equations, unknown))
	for key in sorted(protected):
		if not find_other_solution({name: known[name].value for name in unknown}, directions, key):
			return key
	return None


def find_other_solution(
	values: Mapping[Key, int], directions: list[dict[Key, int]], key: Key
) -> dict[Key, int] | None:
	"""Return other values of the hidden numbers, none below zero, in which this one is another; None where none is found.

	directions: changes of the hidden numbers that leave everything shown as it is.
	"""
	for direction in directions:
		for sign in (1, -1):
			change = {name: sign * step for name, step in direction.items()}
			if change.get(key) and all(values[name] + step >= 0 for name, step in change.items()):
				return {**values, **{name: values[name] + step for name, step in change.items()}}
	return None


def _get_directions(equations: list[Equation], unknown: set[Key]) -> Iterator[dict[Key, int]]:
	"""Yield changes of the unknown numbers that keep every equation: a basis, its sums and differences by pairs."""
	basis = list(_get_basis(equations, unknown))
	yield from basis
	for number, one in enumerate(basis):
		for other in basis[:number]:
			if one.keys() & other.keys():
				yield _add(one, other, 1)
				yield _add(one, other, -1)


def _add(one: dict[Key, int], other: dict[Key, int], sign: int) -> dict[Key, int]:
	total = {name: one.get(name, 0) + sign * other.get(name, 0) for name in (*one, *other)}
	return {name: step for name, step in total.items() if step}


def _get_basis(equations: list[Equation], unknown: set[Key]) -> Iterator[dict[Key, int]]:
	"""Yield a basis of the solutions of the homogeneous system, in whole numbers."""
	names = sorted(unknown)
	rows = [
		{key: Fraction(step) for key, step in equation.items() if key in unknown} for equation in equations
	]
	pivots: dict[Key, dict[Key, Fraction]] = {}
	for row in rows:
		row = _reduce(row, pivots)
		if row:
			pivot = min(row)
			row = {key: step / row[pivot] for key, step in row.items()}
			pivots = {key: _reduce(other, {pivot: row}) for key, other in pivots.items()}
			pivots[pivot] = row
	for free in (name for name in names if name not in pivots):
		change = {free: Fraction(1)}
		change |= {pivot: -row[free] for pivot, row in pivots.items() if row.get(free)}
		factor = lcm(*(step.denominator for step in change.values()))
		yield {name: int(step * factor) for name, step in change.items()}


def _reduce(row: Mapping[Key, Fraction], pivots: Mapping[Key, Mapping[Key, Fraction]]) -> dict[Key, Fraction]:
	reduced = dict(row)
	for pivot, other in pivots.items():
		factor = reduced.get(pivot)
		if factor:
			for key, step in other.items():
				reduced[key] = reduced.get(key, Fraction(0)) - factor * step
	return {key: step for key, step in reduced.items() if step}


def _choose(
	known: Mapping[Key, Number], equations: list[Equation], unknown: set[Key], exposed: Key
) -> Key | None:
	"""Return the shown number to hide next: the nearest to the exposed one, a part before a whole, the smallest first."""
	reached, seen = {exposed}, set()
	while True:
		near = [equation for equation in equations if reached & equation.keys()]
		candidates = {
			key
			for equation in near
			for key in equation
			if key not in unknown and known[key].is_printed and not known[key].is_fixed
		}
		if candidates:
			return min(candidates, key=lambda key: (not known[key].value, known[key].value, key))
		seen, reached = reached, reached | {key for equation in near for key in equation if key in unknown}
		if reached == seen:
			return None
