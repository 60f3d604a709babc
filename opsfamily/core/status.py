"""The status of a family on a day, from documents and dates alone.

A family is reported, then refused, closed without a request, withdrawn, or waiting for an assistant; it is under
support from the first day of its assistant after a positive resolution; then monitored, then closed.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from opsfamily.core.closing import CASE_CLOSED, MONITORED, UNDER_SUPPORT
from opsfamily.core.meanings import ACCEPTED, BEING_WRITTEN, REFUSED
from opsfamily.core.requests import ORDERED

NOTIFIED, WAITING = "Notified", "Waiting for Assistant"
TURNED_DOWN, NOT_REQUESTED, GIVEN_UP = "Assistant Refused", "Closed Without Request", "Application Withdrawn"
# The notification became a request: the request says how it goes on.
PASSED_ON = "Passed On"
STATUSES = (
	NOTIFIED,
	TURNED_DOWN,
	NOT_REQUESTED,
	GIVEN_UP,
	WAITING,
	UNDER_SUPPORT,
	MONITORED,
	CASE_CLOSED,
)
# No work with the family is awaited: no deadlines, no check of the file.
ENDED = frozenset({TURNED_DOWN, NOT_REQUESTED, GIVEN_UP, CASE_CLOSED})
# An assistant works with the family, or did until lately.
SUPPORTED = frozenset({UNDER_SUPPORT, MONITORED})


class Period(NamedTuple):
	"""Days of an assignment, both included; without a last day it is open."""

	first: date
	last: date | None = None


class Step(NamedTuple):
	"""A day, and the state that a matter has from it on."""

	day: date
	state: str


# A notification, or a request for an assistant: its steps, in their order.
Matter = tuple[Step, ...]


class Ending(NamedTuple):
	"""A closing of the case: its day, the last day of monitoring, the day of a reopening."""

	closed: date
	monitored_until: date | None = None
	reopened: date | None = None


class Facts(NamedTuple):
	"""What the status follows from.

	assistants: the assignments of assistants and their substitutes. assistant_since: the first day of an assistant of a
	family that was taken over with its work under way.
	"""

	assistants: tuple[Period, ...] = ()
	matters: tuple[Matter, ...] = ()
	endings: tuple[Ending, ...] = ()
	assistant_since: date | None = None


def steps_of_notification(received: date, closed: date | None, requested: date | None) -> Matter:
	"""Return the steps of a notification. requested: the day of the request that was made from it."""
	first = Step(received, NOTIFIED)
	if closed:
		return (first, Step(closed, NOT_REQUESTED))
	return (first, Step(max(requested, received), PASSED_ON)) if requested else (first,)


def steps_of_request(
	state: str | None, basis: str | None, requested: date, decided: date | None, withdrawn: date | None
) -> Matter:
	"""Return the steps of a request; none of one that is being written. state: what its state means (`core.meanings`).

	An order and a minor parent (art. 11(1a)) wait from the day of the request: they cannot be refused.
	"""
	if state in (None, BEING_WRITTEN):
		return ()
	first = Step(requested, WAITING if basis in ORDERED else NOTIFIED)
	decision = _get_decision(state, basis, decided)
	given_up = Step(withdrawn, GIVEN_UP) if withdrawn and basis not in ORDERED else None
	return tuple(step for step in (first, decision, given_up) if step)


def _get_decision(state: str, basis: str | None, decided: date | None) -> Step | None:
	if not decided:
		return None
	if state == ACCEPTED:
		return Step(decided, WAITING)
	return Step(decided, TURNED_DOWN) if state == REFUSED and basis not in ORDERED else None


def status_on(facts: Facts, day: date) -> str:
	"""Return the status of the family at the end of a day."""
	ending = ending_on(facts.endings, day)
	if is_in_force(ending, day):
		is_monitored = ending.monitored_until and day <= ending.monitored_until
		return MONITORED if is_monitored else CASE_CLOSED
	reopened = ending.reopened if ending else None
	if support_began(facts, day, reopened):
		return UNDER_SUPPORT
	# The head who reopens a case resolves that the family gets an assistant again.
	return WAITING if reopened else get_intake_status(facts.matters, day)


def ending_on(endings: Iterable[Ending], day: date) -> Ending | None:
	"""Return the latest closing on or before a day, reopened or not."""
	closed = [ending for ending in endings if ending.closed <= day]
	return max(closed, key=_get_place, default=None)


def _get_place(ending: Ending) -> tuple[date, date]:
	return ending.closed, ending.reopened or date.max


def is_in_force(ending: Ending | None, day: date) -> bool:
	"""Return whether the closing holds on the day: the case was not reopened until then."""
	return bool(ending) and not (ending.reopened and ending.reopened <= day)


def support_began(facts: Facts, day: date, reopened: date | None = None) -> date | None:
	"""Return the first day of the support that lasts on `day`, or None.

	A gap without an assistant does not end it. reopened: the day on which the case was reopened last.
	"""
	if reopened:
		begun = [max(row.first, reopened) for row in facts.assistants if not row.last or row.last >= reopened]
	else:
		begun = list(_get_first_beginnings(facts))
	return min((first for first in begun if first <= day), default=None)


def _get_first_beginnings(facts: Facts) -> Iterable[date]:
	if facts.assistant_since:
		yield facts.assistant_since
	resolved = get_resolutions(facts.matters)
	first_matter = min((matter[0].day for matter in facts.matters if matter), default=None)
	for row in facts.assistants:
		# A family that had an assistant before anything was recorded was taken over with its work under way.
		if not first_matter or row.first < first_matter:
			yield row.first
		else:
			yield from (max(row.first, day) for day in resolved if not row.last or day <= row.last)


def get_resolutions(matters: Iterable[Matter]) -> list[date]:
	"""Return the days of positive resolutions and orders, of those that were not given up before an assistant came."""
	return sorted(
		step.day
		for matter in matters
		for step in matter
		if step.state == WAITING and matter[-1].state == WAITING
	)


def get_intake_status(matters: Iterable[Matter], day: date) -> str:
	"""Return the status of a family that had no assistant yet: of what is still open, else of what ended last."""
	latest = [step for step in (_get_step_on(matter, day) for matter in matters) if step]
	states = {step.state for step in latest}
	for open_state in (WAITING, NOTIFIED):
		if open_state in states:
			return open_state
	ended = [step for step in latest if step.state != PASSED_ON]
	return max(ended, key=lambda step: step.day).state if ended else NOTIFIED


def _get_step_on(matter: Matter, day: date) -> Step | None:
	reached = [step for step in matter if step.day <= day]
	return reached[-1] if reached else None


def waiting_since(facts: Facts, day: date) -> date | None:
	"""Return since when the family waits for an assistant on a day; None if it does not."""
	if status_on(facts, day) != WAITING:
		return None
	ending = ending_on(facts.endings, day)
	if ending:
		return ending.reopened
	steps = (_get_first_wait(matter, day) for matter in facts.matters)
	return min((step.day for step in steps if step), default=None)


def _get_first_wait(matter: Matter, day: date) -> Step | None:
	reached = _get_step_on(matter, day)
	waits = [step for step in matter if step.state == WAITING and step.day <= day]
	return waits[0] if waits and reached and reached.state == WAITING else None


def without_assistant_since(facts: Facts, day: date) -> date | None:
	"""Return the first day without an assistant of a family under support that has none on the day; else None."""
	if status_on(facts, day) != UNDER_SUPPORT:
		return None
	if any(row.first <= day and (not row.last or day <= row.last) for row in facts.assistants):
		return None
	ends = [row.last for row in facts.assistants if row.last and row.last < day]
	# A family taken over without an assignment lacks its assistant from the day of the takeover.
	last = max(ends, default=facts.assistant_since)
	return date.fromordinal(last.toordinal() + 1) if ends and last else last


def get_spells(facts: Facts, day: date) -> list[Period]:
	"""Return the spells of support that have begun up to a day, the oldest first.

	A spell lasts from the first day of an assistant, after intake or a reopening, to the day of the closing. Neither a
	change of assistant nor a gap breaks it; monitoring is outside.
	"""
	spells, reopened = [], None
	for ending in sorted((row for row in facts.endings if row.closed <= day), key=_get_place):
		began = support_began(facts, ending.closed, reopened)
		if began and (not reopened or began >= reopened):
			spells.append(Period(began, ending.closed))
		if not ending.reopened or ending.reopened > day:
			return spells
		reopened = ending.reopened
	began = support_began(facts, day, reopened)
	return [*spells, Period(began)] if began else spells
