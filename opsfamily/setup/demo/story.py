"""The demo office's story from beginning to end: its cases, and how its people work together on the first."""

from __future__ import annotations

from collections.abc import Callable

from opsfamily.setup.demo import analysis, conference, day_centre, safety, supervision
from opsfamily.setup.demo.case import CASE_FILE, DemoCase, acting_as, read
from opsfamily.setup.demo.ended import ENDED_CASE_FILE, EndedCase
from opsfamily.setup.demo.support import SupportCase, read_case

# A step: the key of the worker who takes it, and what is done with the case; what was done before is found, not
# repeated (`DemoCase.find_or_make`).
Step = tuple[str, Callable[[DemoCase], None]]
# In the order of the work.
PARTS: tuple[tuple[Step, ...], ...] = (
	day_centre.STEPS,
	conference.STEPS,
	analysis.STEPS,
	supervision.STEPS,
	safety.STEPS,
)


def run(case_file: str | None = None) -> dict:
	"""Run all cases. Return the demo users and the documents of the first case (`support`: of the second).

	May be run again: nothing is doubled. For a site to try the app on, never for an office's own.
	"""
	case = read(case_file or CASE_FILE)
	first = DemoCase(case)
	answer = first.run()
	work_together(first)
	if not case_file:
		EndedCase({**case, **read(ENDED_CASE_FILE)}).run_steps()
	return {**answer, "support": SupportCase(read_case(case)).run()["documents"]}


def work_together(case: DemoCase) -> None:
	"""Run all steps of all parts, each as the worker whose step it is."""
	for steps in PARTS:
		for user, step in steps:
			with acting_as(case.email(user)):
				step(case)
