"""The day centre of the demo case: a centre with its staff, an enrolled child, a fortnight of notes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
	from opsfamily.setup.demo.case import DemoCase

FILE = Path(__file__).parent / "data" / "swietlica.json"
ENROLMENT = "Day Centre Enrolment"


def open_centre(case: DemoCase) -> None:
	centre = read()["centre"]
	values = {fieldname: centre[fieldname] for fieldname in ("address", "phone")}
	worker = {"user": case.email("day_centre"), "from_date": centre["staff_from"]}
	case.find_or_make("Day Centre", {"centre_name": centre["name"]}, {**values, "workers": [worker]})


def enrol(case: DemoCase) -> None:
	data = read()
	keys = {"family": case.family, "child": data["child"], "centre": data["centre"]["name"]}
	case.find_or_make(ENROLMENT, keys, {"from_date": data["from_date"]})


def write_notes(case: DemoCase) -> None:
	for note in read()["notes"]:
		keys = {"enrolment": case.documents[ENROLMENT], "day": note["day"]}
		case.find_or_make("Day Centre Note", keys, note)


def read() -> dict:
	return json.loads(FILE.read_text(encoding="utf-8"))


STEPS = (("head", open_centre), ("coordinator", enrol), ("day_centre", write_notes))
