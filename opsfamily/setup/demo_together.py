"""How the people of the demo office work together on its first case: one module a part, each with `STEPS`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from opsfamily.setup import demo_analysis, demo_conference, demo_daycentre, demo_safety, demo_supervision
from opsfamily.setup.demo import acting_as

if TYPE_CHECKING:
	from opsfamily.setup.demo import DemoCase

# Parts of `opsfamily.setup`, in the order of the work. A step: the key of the worker who takes it, and what is
# done with the case; what was done before is found, not repeated (`DemoCase.find_or_make`).
Step = tuple[str, Callable[["DemoCase"], None]]
PARTS: tuple[tuple[Step, ...], ...] = (
	demo_daycentre.STEPS,
	demo_conference.STEPS,
	demo_analysis.STEPS,
	demo_supervision.STEPS,
	demo_safety.STEPS,
)


def run(case: DemoCase) -> None:
	"""All steps of all parts, each as the worker whose step it is."""
	for steps in PARTS:
		for user, step in steps:
			with acting_as(case.email(user)):
				step(case)
