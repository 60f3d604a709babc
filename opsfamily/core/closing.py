"""The end of a case: its people, open actions and cards, and the monitoring of the family."""

from collections.abc import Iterable
from datetime import date

from opsfamily.core.meanings import ACCEPTED
from opsfamily.core.outcomes import NOT_DONE, WITHDRAWN

UNDER_SUPPORT = "Under Support"
MONITORED = "Monitored"
CASE_CLOSED = "Case Closed"
MONITORING_RUNS = "Monitoring Runs"
MONITORING_DONE = "Monitoring Done"
MONITORING_INTERRUPTED = "Monitoring Interrupted"


def proposed_outcome(due: date | None, closing_day: date) -> str:
	"""Return the outcome proposed for a pending action: not done when its day has come, else withdrawn."""
	return NOT_DONE if due and due <= closing_day else WITHDRAWN


def unaccepted_months(
	visits: Iterable[tuple[str, tuple]], cards: Iterable[tuple[str, tuple, str]]
) -> list[str]:
	"""Return the months (`2026-10`) with a contact but no accepted card, or with a card that is not accepted.

	visits: (month, place of its card); cards: (month, place, what the state means) of the cards that are not
	cancelled. place: as `timesheet.get_place` returns it.
	"""
	cards = list(cards)
	accepted = {place for _month, place, state in cards if state == ACCEPTED}
	without = {month for month, place in visits if place not in accepted}
	return sorted(without | {month for month, _place, state in cards if state != ACCEPTED})


def ends_on(closing_day: date, kept: bool, monitoring_until: date | None, until: date | None) -> date:
	"""Return the last day of an assignment on a closed case; an earlier `until` stays. kept: during monitoring."""
	last = monitoring_until if kept and monitoring_until else closing_day
	return min(last, until) if until else last


def monitoring_is_over(until: date | None, today: date) -> bool:
	"""Return whether monitoring is over; on its last day it still runs."""
	return until is None or until < today


def closed_on(closing_day: date, monitoring_until: date | None, today: date) -> date | None:
	"""Return the day on which the case is finally closed: with monitoring its last day, None while it runs."""
	if not monitoring_is_over(monitoring_until, today):
		return None
	return monitoring_until or closing_day
