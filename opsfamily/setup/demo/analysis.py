"""Cooperation, case analysis and case manager in the demo office's first case."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from opsfamily.core.assignments import MANAGER
from opsfamily.core.case_analysis import YES
from opsfamily.setup.demo.case import read

if TYPE_CHECKING:
	from opsfamily.setup.demo.case import DemoCase

DATA = read(Path(__file__).parent / "data" / "analiza-przypadku.json")
OUTCOME = ("outcome", "done_on", "result")


def put_psychologist_on_case(case: DemoCase) -> None:
	keys = {"family": case.family, "user": case.get_email("psychologist"), "part": "Psychologist"}
	values = {"from_date": DATA["psychologist_from"], "reason": "wsparcie psychologiczne matki i dzieci"}
	case.find_or_make("Case Assignment", keys, values)


def record_cooperation(case: DemoCase) -> None:
	for data in DATA["cooperation"]:
		keys = {"family": case.family, "institution": data["institution"], "since": data["since"]}
		case.find_or_make("Cooperation", keys, {"degree": data["degree"], "note": data["note"]})


def analyse(case: DemoCase) -> None:
	data = DATA["analysis"]
	values = {
		"level": data["level"],
		"complexity": data["complexity"],
		"findings": [make_finding(case, row) for row in data["findings"]],
		"conclusions": data["conclusions"],
		"needs_manager": YES,
		"manager_reason": data["reason"],
		"proposed_manager": case.get_email("psychologist"),
	}
	keys = {"family": case.family, "analysis_date": data["date"]}
	case.find_or_make("Case Analysis", keys, values, submit=True)


def make_finding(case: DemoCase, row: dict) -> dict:
	user = case.get_email(row["worker"]) if "worker" in row else None
	return {**{key: text for key, text in row.items() if key != "worker"}, "user": user}


def appoint_manager(case: DemoCase) -> None:
	"""Appoint the case manager on the day after the analysis; the form's button would do it from today."""
	keys = {"family": case.family, "user": case.get_email("psychologist"), "part": MANAGER}
	values = {"from_date": DATA["manager_from"], "reason": DATA["analysis"]["reason"]}
	case.find_or_make("Case Assignment", keys, values)


def delegate_tasks(case: DemoCase) -> None:
	for data in DATA["tasks"]:
		keys = {"family": case.family, "task": data["task"]}
		values = {
			"given_to": case.get_email(data["worker"]) if "worker" in data else None,
			"outside": data.get("outside"),
			"delegated_on": data["delegated_on"],
			"due_date": data["due"],
			**{fieldname: data[fieldname] for fieldname in OUTCOME if fieldname in data},
		}
		case.find_or_make("Delegated Task", keys, values)


STEPS = (
	("coordinator", put_psychologist_on_case),
	("assistant", record_cooperation),
	("psychologist", analyse),
	("coordinator", appoint_manager),
	("psychologist", delegate_tasks),
)
