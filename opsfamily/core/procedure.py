"""The procedure of supporting a family, from the notification to the monitoring: where a family is, and what comes next.

Nothing is stored: a step is done when its document or day is there. The order is that of the Act of 9 June 2011 (art. 11,
15); „Za życiem” has no interview, assessment and plan of its own, and an order of a court no interview.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

from opsfamily.core import assignments, basis, roles
from opsfamily.core.closing import CASE_CLOSED, MONITORED
from opsfamily.core.status import GIVEN_UP, NOT_REQUESTED, TURNED_DOWN

NOTIFICATION, INTERVIEW, REQUEST = "Notification", "Interview and Analysis", "Request for an Assistant"
RESOLUTION, ASSISTANT, CATALOGUE = "Resolution of the Head", "Assistant Assigned", "Support Catalogue"
ASSESSMENT, PLAN, SCHEDULE = "Assessment of the Situation", "Plan of Work", "Schedule of Actions"
WORK, EVALUATION = "Visits and Actions", "Evaluation of the Plan"
CLOSING, MONITORING = "End of the Work", "Monitoring of the Family"

# Step → the role whose hand does it.
HANDS = {
	NOTIFICATION: roles.SOCIAL_WORKER,
	INTERVIEW: roles.SOCIAL_WORKER,
	REQUEST: roles.SOCIAL_WORKER,
	RESOLUTION: roles.HEAD,
	ASSISTANT: roles.COORDINATOR,
	CATALOGUE: roles.ASSISTANT,
	ASSESSMENT: roles.ASSISTANT,
	PLAN: roles.ASSISTANT,
	SCHEDULE: roles.ASSISTANT,
	WORK: roles.ASSISTANT,
	EVALUATION: roles.ASSISTANT,
	CLOSING: roles.COORDINATOR,
	MONITORING: roles.ASSISTANT,
}
# In which the person on the case of that role is named, if there is one.
PARTS = {
	roles.SOCIAL_WORKER: assignments.SOCIAL_WORKER,
	roles.ASSISTANT: assignments.ASSISTANT,
	roles.COORDINATOR: assignments.COORDINATOR,
}
# Passed: the work has gone on without it, or without its paper.
DONE, NEXT, AHEAD, PASSED, ENDED = "done", "next", "ahead", "passed", "ended"
# The intake has ended without an assistant, or the case is closed: nothing comes next.
OVER = frozenset({TURNED_DOWN, NOT_REQUESTED, GIVEN_UP, CASE_CLOSED})


class Stage(NamedTuple):
	"""One step of the picture. day: when it was done last; hand: the role that does it."""

	name: str
	state: str
	day: date | None
	hand: str


# Without an interview by the Act; one that was made all the same is shown.
WITHOUT_INTERVIEW = frozenset({basis.COURT, basis.MINOR_PARENT})
FOR_LIFE = (NOTIFICATION, ASSISTANT, CATALOGUE, WORK, CLOSING)
WHOLE = (
	NOTIFICATION,
	INTERVIEW,
	REQUEST,
	RESOLUTION,
	ASSISTANT,
	ASSESSMENT,
	PLAN,
	SCHEDULE,
	WORK,
	EVALUATION,
	CLOSING,
	MONITORING,
)


def get_steps(bases: Collection[str], days: Collection[str]) -> tuple[str, ...]:
	"""Return the steps of a family's procedure in their order. bases: of the work with it; days: the steps done."""
	if basis.is_for_life_only(bases):
		return FOR_LIFE
	has_none = INTERVIEW not in days and not WITHOUT_INTERVIEW.isdisjoint(bases)
	return tuple(step for step in WHOLE if step != INTERVIEW or not has_none)


def keep_of_this_round(days: Mapping[str, date]) -> dict[str, date]:
	"""Return the days without an evaluation from before the newest assessment or schedule, which await their own."""
	began = [days[step] for step in (ASSESSMENT, SCHEDULE) if step in days]
	is_earlier = EVALUATION in days and bool(began) and days[EVALUATION] < max(began)
	return {step: day for step, day in days.items() if not (step == EVALUATION and is_earlier)}


def get_stages(bases: Collection[str], days: Mapping[str, date], status: str) -> list[Stage]:
	"""Return every step with its state. days: step → the day on which it was done last; status: of the family today."""
	days = keep_of_this_round(days)
	steps = get_steps(bases, days)
	following = find_next(steps, days, status)
	return [
		Stage(name, find_state(name, following, days, status), days.get(name), HANDS[name]) for name in steps
	]


def find_next(steps: tuple[str, ...], days: Mapping[str, date], status: str) -> str | None:
	"""Return the step that comes next; None for a case that is over.

	Once an assistant works with the family nothing of the intake comes any more, also where it is not on file, as of a family
	that was taken over. After an evaluation comes the next assessment.
	"""
	if status in OVER:
		return None
	if status == MONITORED:
		return MONITORING
	at = steps.index(ASSISTANT)
	if ASSISTANT not in days:
		last = max((number for number, name in enumerate(steps[:at]) if name in days), default=-1)
		return steps[last + 1]
	for name in steps[at + 1 :]:
		# The end of the work is no step that falls due: the work goes on until its goal is met.
		if name not in days and name not in (CLOSING, MONITORING):
			return name
	return ASSESSMENT if ASSESSMENT in steps else WORK


def find_state(name: str, following: str | None, days: Mapping[str, date], status: str) -> str:
	"""Return the state of one step; the next assessment is next although there was one."""
	if name == following:
		return NEXT
	if name in days:
		return DONE
	if status in OVER:
		return ENDED
	return PASSED if has_passed(name, days) else AHEAD


def has_passed(name: str, days: Collection[str]) -> bool:
	"""Return whether a later step of the intake, or the assistant's work, came without this one."""
	intake = WHOLE[: WHOLE.index(ASSISTANT) + 1]
	return name in intake and any(step in days for step in intake[intake.index(name) + 1 :])
