"""Dated parts in a case: who is on a family, from which day until which (both included)."""

from datetime import date


def runs_on(day: date, start: date, until: date | None) -> bool:
	"""Whether an assignment runs on `day`; without an end it runs on."""
	return start <= day and (until is None or day <= until)


def periods_meet(start: date, until: date | None, other_start: date, other_until: date | None) -> bool:
	"""Whether two assignments share a day."""
	return (other_until is None or start <= other_until) and (until is None or other_start <= until)
