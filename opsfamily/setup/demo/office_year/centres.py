"""The section's two day centres: their staff, the children who come, and a note for each day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import frappe

from opsfamily.permissions.session import acting_as
from opsfamily.setup.demo.office_year import bulk
from opsfamily.setup.demo.office_year.case import COORDINATOR, HEAD, Case
from opsfamily.setup.demo.office_year.days import is_workday
from opsfamily.setup.demo.office_year.household import Person, get_age

if TYPE_CHECKING:
	from opsfamily.setup.demo.office_year.section import Office

NOTE, AGES = "Day Centre Note", range(6, 16)
CHILDREN_OF_A_FAMILY = 2
# From the beginning of the support until a child comes, in days.
TO_ENROLMENT = 30
ALARM_AGO = 22
# Years of age from which a child is in the older group; every so many families have not signed the rules yet.
OLDER_FROM, UNSIGNED_EVERY = 11, 4
FIRST_DAY_OF_SUMMER, LAST_DAY_OF_SUMMER, FIRST_DAY_OF_WINTER = (7, 1), (8, 31), (12, 23)


def open_centres(office: Office, today: date) -> None:
	"""Open the centres with their staff and offer; those that an earlier version opened get what is new since."""
	with acting_as(office.get_email(HEAD)):
		for centre in office.pools["centres"]:
			worker = {"user": office.get_email(centre["worker"]), "from_date": today - timedelta(days=450)}
			values = {"address": centre["address"], "phone": centre["phone"], "workers": [worker]}
			name = office.find_or_make("Day Centre", {"centre_name": centre["name"]}, values)
			furnish(frappe.get_doc("Day Centre", name), office.pools["centre_offer"], today)


def furnish(centre, offer: dict, today: date) -> None:
	"""Give a centre places, timetable, groups, holidays, house rules and its head, unless it has them."""
	if not centre.children_groups:
		centre.update({**offer, "breaks": get_breaks(today)})
		centre.workers[0].is_head = 1
		centre.save()


def get_breaks(today: date) -> list[dict]:
	"""Return the winter days ahead on which the centre is closed, and the summer holidays that run or come next."""
	winter = today.year + ((today.month, today.day) >= FIRST_DAY_OF_WINTER)
	summer = today.year + ((today.month, today.day) > LAST_DAY_OF_SUMMER)
	closed = {"from_date": date(winter, *FIRST_DAY_OF_WINTER), "until_date": date(winter, 12, 31)}
	open_days = {
		"from_date": date(summer, *FIRST_DAY_OF_SUMMER),
		"until_date": date(summer, *LAST_DAY_OF_SUMMER),
	}
	return [
		{"break_name": "Zimowa przerwa świąteczna", "is_closed": 1, **closed},
		{"break_name": f"Wakacje {summer}", **open_days},
	]


def attend(case: Case) -> None:
	"""Enrol the family's children of school age, and write a note for each day since."""
	if "centre" not in case.plan or not case.began:
		return
	centre = case.pools["centres"][case.plan["centre"]]
	children = [
		child
		for child in case.household.children
		if get_age(child.birth_date, case.today) in AGES and case.is_at_home(child, case.today)
	]
	for child in children[:CHILDREN_OF_A_FAMILY]:
		enrolment = enrol(case, child, centre)
		write_notes(case, enrolment, centre, enrolment.from_date)


def enrol(case: Case, child: Person, centre: dict):
	"""Enrol a child in the group of its age; most of the parents have signed the rules on the first day."""
	first = case.after(case.began, TO_ENROLMENT)
	younger, older = (group["group_name"] for group in case.pools["centre_offer"]["children_groups"])
	values = {
		"child": child.full_name,
		"centre": centre["name"],
		"from_date": first,
		"children_group": younger if get_age(child.birth_date, case.today) < OLDER_FROM else older,
		"rules_signed_on": first if case.number % UNSIGNED_EVERY else None,
	}
	return case.make(COORDINATOR, "Day Centre Enrolment", **values)


def write_notes(case: Case, enrolment, centre: dict, first: date) -> None:
	"""Insert the notes of all days until yesterday; the day of an alarm is a document of its own."""
	alarm = case.ago(ALARM_AGO) if case.plan.get("violence") else None
	days = [first + timedelta(days=count) for count in range((case.today - first).days)]
	days = [day for day in days if is_workday(day) and day.month not in (7, 8) and day != alarm]
	names = bulk.take_names(f"SWI-{day.year}-" for day in days)
	worker = case.office.get_email(centre["worker"])
	notes = [make_note(case, enrolment, worker, *found) for found in zip(names, days, strict=True)]
	bulk.insert(NOTE, notes)
	if alarm and alarm > first:
		with acting_as(worker):
			values = {"presence": "Present", "mood": "lękowy", "alarm": 1, "alarm_text": case.pools["alarm"]}
			frappe.get_doc({"doctype": NOTE, "enrolment": enrolment.name, "day": alarm, **values}).insert()


def make_note(case: Case, enrolment, worker: str, name: str, day: date) -> dict:
	"""Return a note as it is stored."""
	presence = case.rng.choices(("Present", "Absent", "Excused"), (84, 8, 8))[0]
	is_there = presence == "Present"
	return {
		**bulk.make_head(name, bulk.at(day, 17 * 60 + 30), worker),
		"naming_series": "SWI-.YYYY.-.####",
		"enrolment": enrolment.name,
		"child": enrolment.child,
		"centre": enrolment.centre,
		"family": case.name,
		"day": day,
		"presence": presence,
		"mood": case.rng.choice(("pogodny", "spokojny", "spokojny", "zmienny")) if is_there else None,
		"behaviour": case.choose("note_texts") if is_there else None,
		"learning": case.choose("learning_texts") if is_there else None,
	}
