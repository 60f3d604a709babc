"""The demo assistant's contract, from before the case, so that a month has its norm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opsfamily.core.employment import OWN_CENTRE, TASK_TIME

if TYPE_CHECKING:
	from opsfamily.setup.demo.case import DemoCase

POST = {"employer": OWN_CENTRE, "form": TASK_TIME, "fte": 1, "contract_number": "OPS.110.7.2024"}
SINCE = "2024-03-01"
# A day without visits.
AWAY = ("2026-10-20", "2026-10-20")


def employ(case: DemoCase) -> None:
	keys = {"user": case.get_email("assistant"), "from_date": SINCE}
	case.find_or_make("Employment", keys, POST)


def be_away(case: DemoCase) -> None:
	"""Record a day off, as the coordinator: the assistant can no longer change October."""
	keys = {"user": case.get_email("assistant"), "from_date": AWAY[0]}
	case.find_or_make("Work Absence", keys, {"until_date": AWAY[1]})


STEPS = (("head", employ), ("coordinator", be_away))
