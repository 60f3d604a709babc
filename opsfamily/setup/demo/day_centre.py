"""The day centre of the demo case: a centre with its staff, an enrolled child, a fortnight of notes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import frappe

from opsfamily.setup.demo.case import read

if TYPE_CHECKING:
	from opsfamily.setup.demo.case import DemoCase

DATA = read(Path(__file__).parent / "data" / "swietlica.json")
ENROLMENT = "Day Centre Enrolment"


def open_centre(case: DemoCase) -> None:
	centre = DATA["centre"]
	values = {fieldname: centre[fieldname] for fieldname in ("address", "phone")}
	worker = {"user": case.get_email("day_centre"), "from_date": centre["staff_from"]}
	case.find_or_make("Day Centre", {"centre_name": centre["name"]}, {**values, "workers": [worker]})


def furnish_centre(case: DemoCase) -> None:
	"""Give the centre its places, timetable, groups, rules and head, also where an earlier version had opened it."""
	centre = frappe.get_doc("Day Centre", DATA["centre"]["name"])
	if centre.timetable:
		return
	centre.update(DATA["centre"]["furniture"])
	centre.workers[0].is_head = 1
	centre.save()


def enrol(case: DemoCase) -> None:
	keys = {"family": case.family, "child": DATA["child"], "centre": DATA["centre"]["name"]}
	name = case.find_or_make(ENROLMENT, keys, {"from_date": DATA["from_date"]})
	enrolment = frappe.get_doc(ENROLMENT, name)
	if not enrolment.rules_signed_on:
		signed = {"children_group": DATA["child_group"], "rules_signed_on": DATA["rules_signed_on"]}
		enrolment.update(signed).save()


def write_notes(case: DemoCase) -> None:
	for note in DATA["notes"]:
		keys = {"enrolment": case.documents[ENROLMENT], "day": note["day"]}
		case.find_or_make("Day Centre Note", keys, note)


STEPS = (
	("head", open_centre),
	("head", furnish_centre),
	("coordinator", enrol),
	("day_centre", write_notes),
)
