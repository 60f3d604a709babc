"""The workload of an assistant: families, their difficulty weights, and the office's dated limit."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple


class Load(NamedTuple):
	"""An assistant's families on a day: their number, and the sum of their weights."""

	families: int = 0
	weighted: float = 0

	def plus(self, weight: float) -> "Load":
		"""Return the load with one more family of this weight."""
		return Load(self.families + 1, round(self.weighted + weight, 3))

	def is_above(self, ceiling: float | None) -> bool:
		"""Return whether the load exceeds the limit; weights below one do not make room for more families."""
		return ceiling is not None and max(self.families, self.weighted) > ceiling


def load_of(weights: Iterable[float | None]) -> Load:
	"""Return the load of families with these weights; a family without a difficulty weighs 1."""
	load = Load()
	for weight in weights:
		load = load.plus(1 if weight is None else weight)
	return load


def ceiling_on(day: date, ceilings: Iterable[tuple[date, float]]) -> float | None:
	"""Return the limit in force on a day, the latest that has begun, or None. ceilings: (from, families)."""
	begun = [(start, families) for start, families in ceilings if start <= day]
	return (max(begun)[1] or None) if begun else None
