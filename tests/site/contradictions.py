"""What cannot be true of made-up people: looked for in everything that the demo office holds."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

import frappe
from frappe.utils import getdate

from opsfamily.core.contact_kinds import DIRECT
from opsfamily.setup.demo.case import CASE_FILE, read

OFFICE = "%@" + read(CASE_FILE)["office"]["email"].partition("@")[2]
PRIVATE = ("rodzina", "przyjaciele i sąsiedzi")
CLASSES = {name: number for number, name in enumerate("I II III IV V VI VII VIII".split(), start=1)}
# What is said of a child → the ages in years at which it can be true (first, and last plus one).
WORDS = (
	(re.compile(r"przedszkol"), 2.4, 7.5),
	(re.compile(r"pod opieką matki"), 0, 4.5),
	(re.compile(r"szkoły średniej"), 13.5, 20),
	(re.compile(r"urlop macierzyński"), 16, 50),
)
AT_HOME_UNTIL = 35
DENIAL = re.compile(r"nie (?:zauważ|stwierdz|odnot)\w* (?:\w+ )?przemocy", re.IGNORECASE)
DAYS_AFTER_AN_ALARM = 30


def find_contradictions() -> list[str]:
	"""Return each contradiction as a sentence that names the people."""
	families = frappe.get_all(
		"Family", {"owner": ["like", OFFICE]}, ["name", "representative", "phone"], order_by="name"
	)
	members = frappe.get_all(
		"Family Member",
		{"parenttype": "Family", "parent": ["in", [row.name for row in families]]},
		["parent", "full_name", "birth_date", "kinship", "education_and_work", "workplace_or_school"],
		order_by="parent, idx",
	)
	rules = (
		phones_of_two(families),
		phones_of_two_places(families),
		clients_who_work_here(families, members),
		ages_that_do_not_fit(members),
		young_parents(members),
		benefits_at_a_wrong_age(members),
		denials_after_an_alarm(families),
		participants_who_were_not_there(families, members),
	)
	return [sentence for rule in rules for sentence in rule]


def phones_of_two(families) -> Iterator[str]:
	"""Yield private phones that two families have, or a family and a worker."""
	owners = defaultdict(set)
	for family in families:
		owners[family.phone].add(family.representative)
	for contact in get_contacts(families):
		if contact.kind in PRIVATE:
			owners[contact.phone].add(next(f.representative for f in families if f.name == contact.parent))
	for user in get_users():
		owners[user.mobile_no].add(user.full_name)
	yield from (f"{phone}: {sorted(names)}" for phone, names in owners.items() if phone and len(names) > 1)


def phones_of_two_places(families) -> Iterator[str]:
	"""Yield phones that stand at two institutions."""
	places = defaultdict(set)
	for contact in get_contacts(families):
		if contact.kind not in PRIVATE:
			places[contact.phone].add(re.sub("[„”]", "", contact.institution))
	for centre in frappe.get_all("Day Centre", ["centre_name", "phone"], order_by="name"):
		places[centre.phone].add(centre.centre_name)
	yield from (f"{phone}: {sorted(names)}" for phone, names in places.items() if phone and len(names) > 1)


def clients_who_work_here(families, members) -> Iterator[str]:
	"""Yield people of a family who stand as a worker or a specialist elsewhere."""
	workers = {user.full_name for user in get_users()}
	workers |= set(frappe.get_all("Conference Person", pluck="full_name", order_by="name"))
	workers |= set(frappe.get_all("Supervision Session", pluck="supervisor_name", order_by="name"))
	clients = {row.full_name for row in members} | {row.representative for row in families}
	yield from (f"{name} is client and worker" for name in sorted(clients & workers))


def ages_that_do_not_fit(members) -> Iterator[str]:
	"""Yield members of whom something is said that does not fit their age."""
	for row in members:
		said, age = (
			f"{row.education_and_work} {row.workplace_or_school}",
			get_years(row.birth_date, getdate()),
		)
		for word, first, last in WORDS:
			if word.search(said) and not first <= age <= last:
				yield f"{row.full_name}, {age:.1f}: {said}"
		number = re.search(r"ucze\w+ kl\. (\w+)", said)
		if number and not 5.4 < age - CLASSES[number[1]] < 7.9:
			yield f"{row.full_name}, {age:.1f}: {said}"


def young_parents(members) -> Iterator[str]:
	"""Yield mothers and fathers who are too young to be it."""
	for row in members:
		if row.kinship not in ("matka", "ojciec"):
			continue
		for child in members:
			if child.parent == row.parent and child.kinship in ("syn", "córka"):
				if get_years(row.birth_date, child.birth_date) < 15:
					yield f"{row.full_name} and {child.full_name}"


def benefits_at_a_wrong_age(members) -> Iterator[str]:
	"""Yield children for whom „aktywnie w domu” was asked after its last month."""
	actions = frappe.get_all(
		"Scheduled Action",
		{"action": ["like", "%aktywnie w domu%"], "owner": ["like", OFFICE]},
		["family", "action", "due_date"],
		order_by="name",
	)
	for action in actions:
		for row in members:
			months = get_years(row.birth_date, action.due_date) * 12
			if row.parent == action.family and months > AT_HOME_UNTIL and is_named(row, action.action):
				yield f"{row.full_name}, {months:.0f} months: {action.action}"


def is_named(member, text: str) -> bool:
	"""Return whether a text names the person by the first name, in whatever case."""
	return member.full_name.split()[0][:-1] in text


def denials_after_an_alarm(families) -> Iterator[str]:
	"""Yield minutes that see no violence shortly after a sign of alarm from the day centre."""
	alarms = frappe.get_all(
		"Day Centre Note",
		{"alarm": 1, "family": ["in", [row.name for row in families]]},
		["family", "day"],
		order_by="day",
	)
	for alarm in alarms:
		until = alarm.day + timedelta(days=DAYS_AFTER_AN_ALARM)
		minutes = frappe.get_all(
			"Case Conference",
			{"family": alarm.family, "conference_date": ["between", [alarm.day, until]]},
			["name", "findings", "sensitive_findings"],
			order_by="name",
		)
		for row in minutes:
			if DENIAL.search(f"{row.findings} {row.sensitive_findings}"):
				yield f"{row.name} after the alarm of {alarm.day}"


def participants_who_were_not_there(families, members) -> Iterator[str]:
	"""Yield people who were met before their birth, in foster care or in hospital."""
	visit, person = frappe.qb.DocType("Family Visit"), frappe.qb.DocType("Visit Participant")
	query = frappe.qb.from_(visit).join(person).on(person.parent == visit.name)
	query = query.select(visit.name, visit.family, visit.visit_date, person.full_name)
	names = [row.name for row in families]
	met = query.where(visit.family.isin(names) & (visit.nature == DIRECT)).run()
	born = {(row.parent, row.full_name): row.birth_date for row in members}
	away = [*get_days_away("Foster Placement", "family", "child", "since", names)]
	away += get_days_away("Family Absence", "parent", "who", "from_date", names)
	for name, family, day, full_name in met:
		if (family, full_name) in born and born[family, full_name] > day:
			yield f"{name}: {full_name} was not born"
		for other, who, first, last in away:
			if (other, who) == (family, full_name) and first < day < (last or date.max):
				yield f"{name}: {full_name} was away"


def get_days_away(doctype: str, family: str, who: str, first: str, names: list[str]) -> list[tuple]:
	fields = [family, who, first, "until_date"]
	return frappe.get_all(doctype, {family: ["in", names]}, fields, as_list=True, order_by="name")


def get_contacts(families) -> list:
	names = [row.name for row in families]
	fields = ["parent", "kind", "institution", "phone"]
	return frappe.get_all("Support Contact", {"parent": ["in", names]}, fields, order_by="parent, idx")


def get_users() -> list:
	"""Return the workers of the demo office."""
	return frappe.get_all("User", {"name": ["like", OFFICE]}, ["full_name", "mobile_no"], order_by="name")


def get_years(born, day) -> float:
	return (getdate(day) - getdate(born)).days / 365.25
