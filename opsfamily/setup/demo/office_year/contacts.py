"""The contacts of an assistant with a family, week by week, written in bulk as the visit's own rules would."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

import frappe
from frappe.utils import get_fullname

from opsfamily.core.competences import LEVELS
from opsfamily.core.contact_kinds import ATTEMPT
from opsfamily.core.months import month_of
from opsfamily.setup.demo.office_year import bulk
from opsfamily.setup.demo.office_year.case import ASSISTANTS, Case
from opsfamily.setup.demo.office_year.days import is_workday, workday
from opsfamily.setup.demo.office_year.household import get_age, get_class

VISIT, PHONE, ACCOMPANYING, INSTITUTION, ATTEMPTED = (
	"wizyta w rodzinie",
	"rozmowa telefoniczna",
	"towarzyszenie",
	"kontakt z instytucją w sprawie rodziny",
	"nieobecność rodziny w domu",
)
HOME = "mieszkanie rodziny"
# How often a week has such a contact, and how long it may take (minutes).
ALSO = ((PHONE, 0.4, (15, 20, 25)), (INSTITUTION, 0.3, (30, 45, 60)), (ACCOMPANYING, 0.2, (75, 90, 120)))
SCHOOL_IS_OUT = 14 * 60
AREAS = ("prowadzenie domu", "gospodarowanie pieniędzmi", "opieka i wychowanie dzieci")


class Contact(NamedTuple):
	"""A contact as it was. start: minutes from midnight."""

	worker: str
	day: date
	start: int
	minutes: int
	kind: str
	place: str
	people: tuple[str, ...]
	actions: str
	course: str


def write_contacts(case: Case, first: date, last: date) -> None:
	"""Write all contacts of a spell of support, and its participants and actions."""
	contacts, monday = [], first - timedelta(days=first.weekday())
	while monday <= last:
		for contact in plan_week(case, monday, first):
			if first <= contact.day <= last:
				contacts.append(contact)
		monday += timedelta(days=7)
	store(case, sorted(contacts, key=lambda contact: (contact.day, contact.start)))


def plan_week(case: Case, monday: date, first: date):
	"""Yield the contacts of a week; more visits in the first two months, attempts where the family resists."""
	rng = case.rng
	visits = 2 if (monday - first).days < 56 or rng.random() < 0.5 else 1
	for place in range(visits):
		day = monday + timedelta(days=(case.number + 2 * place) % 5)
		yield from plan_visit(case, day)
	for kind, share, lengths in ALSO:
		if rng.random() < share:
			day = monday + timedelta(days=rng.randrange(5))
			yield from plan_contact(case, kind, day, rng.choice(lengths))


def plan_visit(case: Case, day: date):
	"""Yield a visit at home, or the attempt where nobody opened."""
	nobody = case.rng.random() < (0.45 if case.plan.get("resists") else 0.06)
	minutes = case.rng.choice((90, 105, 105, 120, 135))
	yield from plan_contact(case, ATTEMPTED if nobody else VISIT, day, 15 if nobody else minutes)


def plan_contact(case: Case, kind: str, day: date, minutes: int):
	"""Yield the contact in the nearest free time of the worker's day, if there is any."""
	worker = get_worker(case, day)
	wish = 8 * 60 + 30 + 105 * ((case.number * 2 + day.weekday()) % 5)
	if not is_workday(day) or day >= case.today or is_on_leave(case, worker, day):
		return
	if kind in (VISIT, ATTEMPTED, ACCOMPANYING) and is_away(case, day):
		return
	start = case.office.diary.book(case.office.get_email(worker), day, wish, minutes)
	if start is not None:
		yield Contact(worker, day, start, minutes, kind, *describe(case, kind, day, start))


def get_worker(case: Case, day: date) -> str:
	"""Return the key of the assistant or substitute who works with the family on the day."""
	substitute = case.plan.get("substitute")
	if substitute and case.ago(substitute["from"]) <= day <= case.ago(substitute["until"]):
		return ASSISTANTS[substitute["worker"]]
	return case.assistant_on(day)


def is_away(case: Case, day: date) -> bool:
	"""Return whether the mother is in hospital on the day, so that nobody meets her."""
	return "gap" in case.plan and day >= case.ago(case.plan["gap"])


def is_on_leave(case: Case, worker: str, day: date) -> bool:
	"""Return whether the worker is on the one long leave of the year."""
	leave = case.pools["leave"]
	return worker == ASSISTANTS[leave["worker"]] and case.ago(leave["from"]) <= day <= case.ago(
		leave["until"]
	)


def describe(case: Case, kind: str, day: date, start: int) -> tuple[str, tuple[str, ...], str, str]:
	"""Return place, people, actions and course of a contact, fitting the ages of the children."""
	pools, parent = case.pools, case.household.mother.full_name
	if kind == ATTEMPTED:
		return HOME, (), pools["attempt"]["actions"], pools["attempt"]["course"]
	if kind == PHONE:
		return "rozmowa telefoniczna", (parent,), pools["phone"]["actions"], pools["phone"]["course"]
	if kind == INSTITUTION:
		row = case.rng.choice(case.choose_by_age(pools["institution"], day))
		return row["place"], (), row["actions"], row["course"]
	pool = pools["accompanying" if kind == ACCOMPANYING else "visits"]
	row = case.rng.choice(case.choose_by_age(pool, day))
	child = get_child_for(case, row, day)
	course = row["course"].format(parent=get_first_name(parent), child=get_first_name(child or parent))
	people = (parent, child) if kind == ACCOMPANYING and child else get_people_at_home(case, day, start)
	return row.get("place") or HOME, people, row["actions"], course


def get_child_for(case: Case, row: dict, day: date) -> str | None:
	"""Return the name of the first child of the ages that the sentence is about."""
	children = [child for child in case.household.children if case.is_at_home(child, day)]
	fitting = [child for child in children if row["from"] <= get_age(child.birth_date, day) <= row["to"]]
	return fitting[0].full_name if fitting else None


def get_first_name(full_name: str) -> str:
	return full_name.partition(" ")[0]


def get_people_at_home(case: Case, day: date, start: int) -> tuple[str, ...]:
	"""Return who is at home: the mother, small children, from the afternoon on also those who go to school."""
	household = case.household
	children = [
		child
		for child in household.children
		if case.is_at_home(child, day) and (start >= SCHOOL_IS_OUT or get_class(child.birth_date, day) < 1)
	]
	father = [household.father] if household.father and case.rng.random() < 0.3 else []
	return tuple(person.full_name for person in (household.mother, *father, *children))


# storing


def store(case: Case, contacts: list[Contact]) -> None:
	"""Insert the contacts with everything that the visit's own rules derive."""
	names = bulk.take_names(f"WIZ-{contact.day.year}-" for contact in contacts)
	visits = [make_visit(case, contact, name) for contact, name in zip(contacts, names, strict=True)]
	bulk.insert("Family Visit", visits)
	people = [
		row
		for visit, contact in zip(visits, contacts, strict=True)
		for row in bulk.make_rows(
			visit, "Family Visit", "participants", ({"full_name": name} for name in contact.people)
		)
	]
	bulk.insert("Visit Participant", people)
	bulk.insert("Visit Action", [*make_action_rows(case, visits)])
	bulk.insert("Visit Competence", [*make_competence_rows(case, visits)])


def make_visit(case: Case, contact: Contact, name: str) -> dict:
	"""Return a visit as it is stored."""
	worker, is_attempt = case.office.get_email(contact.worker), contact.kind == ATTEMPTED
	nature, on_timesheet = case.office.kinds[contact.kind]
	# Written down on the way to the next family.
	moment = bulk.at(contact.day, contact.start + contact.minutes + 10)
	return {
		**bulk.make_head(name, moment, worker),
		"naming_series": "WIZ-.YYYY.-.####",
		"family": case.name,
		"representative": case.household.mother.full_name,
		"kind": contact.kind,
		"nature": nature,
		"on_timesheet": on_timesheet,
		"place": contact.place,
		"visit_date": contact.day,
		"month": month_of(contact.day),
		"from_time": bulk.as_hour(contact.start),
		"to_time": bulk.as_hour(contact.start + contact.minutes),
		"minutes": contact.minutes,
		"people": ", ".join(contact.people),
		"actions": contact.actions,
		"course": contact.course,
		"signature_mode": "No Signature Needed"
		if is_attempt or nature == ATTEMPT
		else case.office.signature_mode,
		"assistant": worker,
		"assistant_name": get_fullname(worker),
	}


def make_action_rows(case: Case, visits: list[dict]):
	"""Yield for every third visit at home the assistant's agreed action on which it worked."""
	# get_all: the visits are written for whoever sees the family.
	actions = frappe.get_all(
		"Scheduled Action",
		filters={"family": case.name, "party": "Family Assistant"},
		fields=["name", "action", "start_date", "due_date"],
		order_by="start_date, name",
	)
	for visit in [visit for visit in visits if visit["kind"] == VISIT][::3]:
		for action in actions:
			if action.start_date <= visit["visit_date"] <= action.due_date:
				row = {"scheduled_action": action.name, "action": action.action}
				yield from bulk.make_rows(visit, "Family Visit", "scheduled_actions", [row])


def make_competence_rows(case: Case, visits: list[dict]):
	"""Yield for every third visit at home of every third family how it managed, from training to being alone."""
	at_home = [visit for visit in visits if visit["kind"] == VISIT][::3]
	for number, visit in enumerate(at_home if case.number % 3 == 0 else []):
		# One area after the other; a year of visits reaches the last level.
		area, level = AREAS[number % len(AREAS)], LEVELS[number * len(LEVELS) // len(at_home)]
		yield from bulk.make_rows(visit, "Family Visit", "competences", [{"area": area, "level": level}])


def get_last_day(case: Case, closing: date) -> date:
	"""Return the last day with a contact before a closing."""
	return workday(closing - timedelta(days=6), closing - timedelta(days=4))
