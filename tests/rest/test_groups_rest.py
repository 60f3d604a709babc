"""Groups of several families over real HTTP: each worker sees the own family's part, whoever leads sees who comes."""

import json

import pytest

import frappe

from opsfamily.exceptions import NotAMemberError, PeriodError
from opsfamily.ops_teamwork.doctype.group_participation.group_participation import (
	PresenceError,
	SecondParticipationError,
)
from opsfamily.tests.factories import assign, email, make_family
from opsfamily.tests.make_groups import GROUP, MEETING, PARTICIPATION, SCHOOL, day, erase_groups
from tests.rest.http import Person
from tests.rest.test_closing_rest import made, post, put, refused

MOTHER, FOREIGN = "Maria Grupowa", "Olga Cudza-Tajna"
KEYS = ("client", "consultant", "coordinator", "stranger", "day_centre", "clerk", "social_worker")


@pytest.fixture(scope="module")
def people(connected_site) -> dict[str, Person]:
	yield {key: Person(email(key)) for key in KEYS}
	frappe.set_user("Administrator")
	frappe.db.rollback()


@pytest.fixture
def families(committed) -> tuple[str, str]:
	"""The client's family, and a foreign one."""

	def make():
		own = make_family(representative=MOTHER, members=[{"full_name": MOTHER}]).name
		foreign = make_family(representative=FOREIGN, members=[{"full_name": FOREIGN}]).name
		assign(own, "client", from_date="2020-01-01")
		assign(foreign, "social_worker", "Social Worker", from_date="2020-01-01")
		return own, foreign

	return committed(make)


@pytest.fixture
def group(people) -> str:
	"""A group led by the consultant, made by the coordinator."""
	name = f"Szkoła {frappe.generate_hash(length=6)}"
	leaders = [{"user": email("consultant"), "from_date": str(day(-60))}]
	values = {"group_name": name, "kind": SCHOOL, "from_date": str(day(-60)), "leaders": leaders}
	yield made(post(people["coordinator"], GROUP, **values))["name"]
	frappe.set_user("Administrator")
	frappe.db.rollback()
	erase_groups([name])
	frappe.db.commit()


def come(writer: Person, family: str, group: str, name: str, **values):
	about = {"family": family, "support_group": group, "person": name, "from_date": str(day(-30))}
	# Not by `post`, which calls its own argument so.
	return writer.post(f"/api/resource/{PARTICIPATION}", json={**about, **values})


@pytest.fixture
def parts(people, families, group) -> tuple[str, str, str]:
	"""A meeting, and the parts of both mothers, each written by who is on the case."""
	meeting = made(
		post(people["consultant"], MEETING, support_group=group, meeting_date=str(day(-7)), topic="Złość")
	)["name"]
	own = made(come(people["client"], families[0], group, MOTHER))["name"]
	foreign = made(come(people["social_worker"], families[1], group, FOREIGN))["name"]
	return meeting, own, foreign


def test_from_the_group_to_the_familys_page(people, families, parts):
	meeting, own, _foreign = parts
	rows = people["consultant"].call("opsfamily.api.group_attendance", meeting=meeting).json()["message"]
	assert {row["person"] for row in rows} == {MOTHER, FOREIGN}
	noted = json.dumps([{**row, "presence": "Present"} for row in rows])
	answer = people["consultant"].do("opsfamily.api.save_group_attendance", meeting=meeting, rows=noted)
	assert answer.ok, answer.text[:1000]
	stored = people["client"].get(f"/api/resource/{PARTICIPATION}/{own}").json()["data"]
	assert stored["presences"][0]["presence"] == "Present"
	page = people["client"].call("opsfamily.api.family_overview", family=families[0]).json()["message"]
	assert MOTHER in page and FOREIGN not in page
	printed = people["consultant"].get(
		f"/printview?doctype={MEETING}&name={meeting}&format=Lista obecności na zajęciach"
	)
	assert printed.ok and MOTHER in printed.text and FOREIGN in printed.text
	# A second save of the same is nothing; one of a page that was loaded earlier is refused.
	assert people["consultant"].do("opsfamily.api.save_group_attendance", meeting=meeting, rows=noted).ok
	late = json.dumps([{**row, "presence": "Absent"} for row in rows])
	refused(
		people["consultant"].do("opsfamily.api.save_group_attendance", meeting=meeting, rows=late),
		PresenceError,
		"ktoś inny",
	)


def test_a_worker_learns_nothing_of_another_family(people, parts):
	meeting, _own, foreign = parts
	client = people["client"]
	for answer in (
		client.get(f"/api/resource/{PARTICIPATION}/{foreign}"),
		client.get(f"/api/resource/{MEETING}/{meeting}"),
		client.get(f"/printview?doctype={MEETING}&name={meeting}"),
		client.call("opsfamily.api.group_attendance", meeting=meeting),
		client.do("opsfamily.api.save_group_attendance", meeting=meeting, rows="[]"),
		client.call("frappe.client.get", doctype=PARTICIPATION, name=foreign),
		client.call("frappe.desk.form.load.getdoc", doctype=PARTICIPATION, name=foreign),
	):
		assert answer.status_code == 403, answer.text[:500]
		assert FOREIGN not in answer.text
	listed = client.get(f'/api/resource/{PARTICIPATION}?fields=["*"]&limit_page_length=0')
	assert FOREIGN not in listed.text and MOTHER in listed.text


def test_whoever_leads_opens_no_family(people, families, parts):
	leader = people["consultant"]
	for family in families:
		assert leader.get(f"/api/resource/Family/{family}").status_code == 403
		assert come(leader, family, "x", MOTHER).status_code in (403, 404, 417)
	assert leader.call("opsfamily.api.household_choices", family=families[0]).status_code == 403


@pytest.mark.parametrize("key", ["stranger", "day_centre", "clerk"])
def test_it_is_nobody_elses_business(people, parts, key):
	for doctype, name in zip((MEETING, PARTICIPATION, PARTICIPATION), parts, strict=True):
		answer = people[key].get(f"/api/resource/{doctype}/{name}")
		assert answer.status_code == 403 and FOREIGN not in answer.text
		listed = people[key].get(f"/api/resource/{doctype}")
		assert listed.status_code == 403 or listed.json()["data"] == []


@pytest.mark.parametrize(
	("values", "exception", "word"),
	[
		({"person": "Nikt Znany"}, NotAMemberError, "Osoba"),
		({"until_date": -31}, PeriodError, "Do dnia"),
		({"from_date": -90, "until_date": -80}, PeriodError, "nie działa"),
	],
)
def test_what_a_part_refuses(people, families, group, values, exception, word):
	days = {key: str(day(value)) for key, value in values.items() if isinstance(value, int)}
	refused(come(people["client"], families[0], group, MOTHER, **{**values, **days}), exception, word)
	assert not frappe.db.exists(PARTICIPATION, {"family": families[0]})


def test_nobody_comes_twice_and_nobody_but_a_leader_notes(people, families, group, parts):
	meeting, own, _foreign = parts
	refused(come(people["client"], families[0], group, MOTHER), SecondParticipationError, "już uczestniczy")
	row = {"meeting": meeting, "presence": "Present"}
	refused(put(people["client"], PARTICIPATION, own, presences=[row]), PresenceError, "prowadzący")
	# Who may read a group does not choose who leads it.
	answer = put(people["consultant"], GROUP, group, leaders=[])
	assert answer.status_code == 403
