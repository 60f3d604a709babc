"""How a family's competences grow, by the office's areas: from what was marked at meetings.

A mark says how an area was managed at a meeting; a mark without a level says that an agreed action of the area was worked
on. Nothing is decided by it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

TRAINED, WITH_HELP, ALONE = "Being Trained", "With Help", "On Their Own"
# From the first step to the last.
LEVELS = (TRAINED, WITH_HELP, ALONE)
WORKED_ON = ""


class Mark(NamedTuple):
	"""A mark of a meeting. level: one of LEVELS, or WORKED_ON."""

	area: str
	day: date
	level: str = WORKED_ON


class Course(NamedTuple):
	"""An area over time. steps: (day, level) of each marked day; worked: every day on which it was worked on."""

	area: str
	steps: tuple[tuple[date, str], ...]
	worked: tuple[date, ...]

	@property
	def level(self) -> str:
		"""Return the latest level; WORKED_ON where none was marked."""
		return self.steps[-1][1] if self.steps else WORKED_ON

	@property
	def changes(self) -> tuple[tuple[date, str], ...]:
		"""Return the days on which the level was another one than before."""
		before = ("", *(level for _day, level in self.steps))
		return tuple(step for step, last in zip(self.steps, before, strict=False) if step[1] != last)


def gather(marks: Iterable[Mark]) -> list[Course]:
	"""Return a course for each area, that which began first on top; of two levels on one day the higher one counts."""
	by_area: dict[str, dict[date, str]] = defaultdict(dict)
	for mark in sorted(marks, key=lambda mark: (mark.day, mark.area, get_rank(mark.level))):
		by_area[mark.area][mark.day] = mark.level
	return [
		Course(area, tuple((day, level) for day, level in days.items() if level in LEVELS), tuple(days))
		for area, days in by_area.items()
	]


def get_rank(level: str) -> int:
	"""Return the level's place in the order, 0 to 2; -1 for none."""
	return LEVELS.index(level) if level in LEVELS else -1
