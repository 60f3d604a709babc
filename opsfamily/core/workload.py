"""How much work an assistant has: families, their difficulty weights and the office's dated limit."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple


class Load(NamedTuple):
	"""An assistant's families on a day: how many, and how much they weigh."""

	families: int = 0
	weighted: float = 0

	def plus(self, weight: float) -> "Load":
		"""The load with one more family of this weight."""
		return Load(self.families + 1, round(self.weighted + weight, 3))

	def is_above(self, ceiling: float | None) -> bool:
		"""Whether the limit is passed. Nobody makes room by weighing families lighter than one."""
		return ceiling is not None and max(self.families, self.weighted) > ceiling


def load_of(weights: Iterable[float | None]) -> Load:
	"""The load of families of these weights; one without a difficulty weighs 1."""
	load = Load()
	for weight in weights:
		load = load.plus(1 if weight is None else weight)
	return load


def ceiling_on(day: date, ceilings: Iterable[tuple[date, float]]) -> float | None:
	"""The limit in force on a day, of (from, families): the latest that has begun. None: there is none."""
	begun = [(start, families) for start, families in ceilings if start <= day]
	return (max(begun)[1] or None) if begun else None
