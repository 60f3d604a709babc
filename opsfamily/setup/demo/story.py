"""The story of the demo office: its cases, and the teamwork on the first of them."""

from __future__ import annotations

from collections.abc import Callable

from opsfamily.permissions.session import acting_as
from opsfamily.setup.demo import (
	analysis,
	child_card,
	conference,
	day_centre,
	employment,
	groups,
	history,
	plan,
	safety,
	sheets,
	specialist_help,
	supervision,
	supporting,
	week,
)
from opsfamily.setup.demo.case import CASE_FILE, DemoCase, read
from opsfamily.setup.demo.ended import ENDED_CASE_FILE, EndedCase
from opsfamily.setup.demo.support import SupportCase, read_case

# The key of the worker who takes the step, and a function of the case. Documents of an earlier run are found, not
# created again (`DemoCase.find_or_make`).
Step = tuple[str, Callable[[DemoCase], None]]
# In the order of the work.
PARTS: tuple[tuple[Step, ...], ...] = (
	day_centre.STEPS,
	conference.STEPS,
	analysis.STEPS,
	supervision.STEPS,
	safety.STEPS,
	specialist_help.STEPS,
	groups.STEPS,
	supporting.STEPS,
	employment.STEPS,
	plan.STEPS,
	sheets.STEPS,
	history.STEPS,
	child_card.STEPS,
	week.STEPS,
)


def run(case_file: str | None = None) -> dict:
	"""Run all cases. Return the demo users and the documents of the first case (`support`: of the second).

	It may be run again without duplicates. It is for sites to try the app on, never for an office's own site.
	"""
	case = read(case_file or CASE_FILE)
	first = DemoCase(case)
	answer = first.run()
	work_together(first)
	if not case_file:
		EndedCase({**case, **read(ENDED_CASE_FILE)}).run_steps()
	return {**answer, "support": SupportCase(read_case(case)).run()["documents"]}


def work_together(case: DemoCase) -> None:
	"""Run all steps of all parts, each as the worker who takes it."""
	for steps in PARTS:
		for user, step in steps:
			with acting_as(case.get_email(user)):
				step(case)
