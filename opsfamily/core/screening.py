"""Oversight of screening: which child was never screened, what is due, and whose follow-up is open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from opsfamily.core.age import age_on

NEVER, DUE, SCREENED = "Never Screened", "To Be Screened", "Screened"
STATES = (NEVER, DUE, SCREENED)
# Months; a person of age is screened no more (art. 10(1) of the Civil Code).
OF_AGE = 18 * 12
# Upper bounds of the ages (in months, not included) by which results are counted; the last group is the rest.
AGE_BOUNDS = (12, 24, 36, 60, 84)


class Range(NamedTuple):
	"""The ages in whole months for which a tool is meant; `until` 0: until the child is of age."""

	first: int
	until: int = 0

	def holds(self, months: int) -> bool:
		return self.first <= months < OF_AGE if not self.until else self.first <= months <= self.until


def is_child(born: date, today: date) -> bool:
	"""Return whether somebody born on that day is a child today."""
	return born <= today and age_on(born, today).months < OF_AGE


def is_to_screen(born: date, today: date, ranges: Iterable[Range]) -> bool:
	"""Return whether one of the office's tools is meant for the child's age."""
	months = age_on(born, today).months
	return any(each.holds(months) for each in ranges)


def state_of(next_due: date | None, today: date) -> str:
	"""Return the state of a child by the newest screening by a tool: due from the agreed day on."""
	return DUE if next_due and next_due <= today else SCREENED


def is_follow_up_open(follow_up: str | None, done_on: date | None) -> bool:
	"""Return whether something was agreed at a screening and is not done yet."""
	return bool((follow_up or "").strip()) and not done_on


def age_group(months: int) -> int:
	"""Return the number of the age group: 0 up to the first of AGE_BOUNDS, then one for each further."""
	return sum(months >= bound for bound in AGE_BOUNDS)
