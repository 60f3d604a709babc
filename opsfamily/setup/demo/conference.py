"""The demo case's conference with its decisions, and the plan of the next one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from opsfamily.setup.demo.case import read

if TYPE_CHECKING:
	from opsfamily.setup.demo.case import DemoCase

DATA_FILE = Path(__file__).parent / "data" / "spotkanie.json"


def hold_conference(case: DemoCase) -> None:
	"""Submit the conference, which creates its actions and the draft of the next conference."""
	data = read(DATA_FILE)
	values = {
		"from_time": data["from"],
		"to_time": data["to"],
		"organiser": case.get_email(data["organiser"]),
		"people": [*make_workers(case, data), *data["outsiders"]],
		"decisions": [make_decision(case, row) for row in data["decisions"]],
		"next_date": data["next"]["date"],
		"next_from_time": data["next"]["from"],
		"next_place": data["next"]["place"],
		**{field: data[field] for field in ("occasion", "place", "agenda", "findings", "sensitive_findings")},
	}
	keys = {"family": case.family, "conference_date": data["date"]}
	case.find_or_make("Case Conference", keys, values, submit=True)


def make_workers(case: DemoCase, data: dict) -> list[dict]:
	return [
		{"user": case.get_email(row["key"]), "body": row["body"], "attended": 1} for row in data["workers"]
	]


def make_decision(case: DemoCase, row: dict) -> dict:
	return {
		"what": row["what"],
		"until_date": row["until"],
		"user": case.get_email(row["worker"]) if "worker" in row else None,
		"body": row.get("body"),
		"by_family": row.get("family", 0),
	}


STEPS = (("coordinator", hold_conference),)
