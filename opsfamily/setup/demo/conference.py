"""The demo case's conference: held, with what it decided, and the next one planned."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from opsfamily.setup.demo.case import read

if TYPE_CHECKING:
	from opsfamily.setup.demo.case import DemoCase

DATA_FILE = Path(__file__).parent / "data" / "spotkanie.json"


def hold_conference(case: DemoCase) -> None:
	"""Submitting it makes the actions and the draft of the next one."""
	data = read(DATA_FILE)
	values = {
		"from_time": data["from"],
		"to_time": data["to"],
		"organiser": case.email(data["organiser"]),
		"people": [*workers(case, data), *data["outsiders"]],
		"decisions": [decision(case, row) for row in data["decisions"]],
		"next_date": data["next"]["date"],
		"next_from_time": data["next"]["from"],
		"next_place": data["next"]["place"],
		**{field: data[field] for field in ("occasion", "place", "agenda", "findings", "sensitive_findings")},
	}
	keys = {"family": case.family, "conference_date": data["date"]}
	case.find_or_make("Case Conference", keys, values, submit=True)


def workers(case: DemoCase, data: dict) -> list[dict]:
	return [{"user": case.email(row["key"]), "body": row["body"], "attended": 1} for row in data["workers"]]


def decision(case: DemoCase, row: dict) -> dict:
	return {
		"what": row["what"],
		"until_date": row["until"],
		"user": case.email(row["worker"]) if "worker" in row else None,
		"body": row.get("body"),
		"by_family": row.get("family", 0),
	}


STEPS = (("coordinator", hold_conference),)
