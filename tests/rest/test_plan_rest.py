"""Planned visits over real HTTP: the good way, each refusal, and what a stranger gets by every way."""

import json

import pytest

import frappe
from frappe.utils import strip_html

from opsfamily.core import planned_visits as core
from opsfamily.tests import factories
from opsfamily.tests.factories import day, email
from tests.rest.http import Person

DOCTYPE = "Planned Visit"
RESOURCE = f"/api/resource/{DOCTYPE}"
EVENTS = "opsfamily.ops_visits.plan_calendar.plan_events"
MOVE = "opsfamily.ops_visits.plan_calendar.move_plan"
PHONE = "opsfamily.ops_visits.page.quick_visit.quick_visit."
SECRET = "Tajnoplanowska"


@pytest.fixture(scope="module")
def family(committed) -> str:
	def make() -> str:
		family = factories.make_family(representative=f"Zofia {SECRET}").name
		factories.assign(family)
		return family

	return committed(make)


@pytest.fixture
def assistant() -> Person:
	return Person(email("assistant"))


@pytest.fixture
def stranger() -> Person:
	return Person(email("stranger"))


def values(family: str, **changed) -> dict:
	times = {"planned_on": str(day(2)), "from_time": "09:00", "to_time": "10:00"}
	return {
		"family": family,
		"worker": email("assistant"),
		"purpose": f"= {SECRET} <i>rozmowa</i>",
		**times,
		**changed,
	}


def plan(person: Person, family: str, **changed) -> str:
	answer = person.post(RESOURCE, json=values(family, **changed))
	assert answer.status_code == 200, answer.text
	return answer.json()["data"]["name"]


def said(answer) -> str:
	messages = json.loads(answer.json().get("_server_messages") or "[]")
	return " ".join(strip_html(json.loads(message)["message"]) for message in messages)


def of(name: str, stored) -> str:
	return stored(DOCTYPE, name, "status")


def test_plan_move_call_off_and_take_back(assistant, family, stored):
	name = plan(assistant, family)
	moved = {"doctype": DOCTYPE, "name": name, "start": f"{day(4)} 11:00:00", "end": f"{day(4)} 12:30:00"}
	assert assistant.do(MOVE, args=json.dumps(moved)).status_code == 200
	assert stored(DOCTYPE, name, ["planned_on", "minutes"]) == (frappe.utils.getdate(day(4)), 90)
	off = {"planned_visit": name, "by": "The Family", "reason": "choroba"}
	assert assistant.do("opsfamily.api.call_off_planned_visit", **off).status_code == 200
	assert of(name, stored) == core.CALLED_OFF
	assert assistant.do("opsfamily.api.restore_planned_visit", planned_visit=name).status_code == 200
	assert of(name, stored) == core.PLANNED
	assert stored("Family Visit", {"family": family}, "name") is None


@pytest.mark.parametrize(
	("changed", "words"),
	[
		({"planned_on": -1}, "już minął"),
		({"from_time": ""}, "Godzina od"),
		({"from_time": "25:00"}, "Godzina od"),
		({"to_time": "08:00"}, "Godzina do"),
		({"planned_on": ""}, "Dzień"),
		({"repeat_until": 400}, "26"),
		({"called_off_by": "Sąsiad"}, "Kto odwołał"),
		({"scheduled_actions": [{"scheduled_action": "DZ-0"}]}, "DZ-0"),
	],
)
def test_what_does_not_fit_is_refused_in_words(assistant, family, stored, changed, words):
	# Numbers are days from today.
	changed = {name: str(day(value)) if isinstance(value, int) else value for name, value in changed.items()}
	before = frappe.db.count(DOCTYPE, {"family": family})
	answer = assistant.post(RESOURCE, json=values(family, **changed))
	assert 400 <= answer.status_code < 500, answer.text
	assert words in said(answer)
	frappe.db.rollback()
	assert frappe.db.count(DOCTYPE, {"family": family}) == before


def test_every_week_in_one_request_or_not_at_all(assistant, family):
	name = plan(assistant, family, repeat_until=str(day(2 + 28)), from_time="07:00", to_time="07:30")
	frappe.db.rollback()
	rows = frappe.get_all(DOCTYPE, {"family": family, "from_time": "07:00:00"}, pluck="name", order_by="name")
	assert 4 <= len(rows) <= 5 and name in rows


def test_an_overlap_is_said_and_saved(assistant, family):
	plan(assistant, family, from_time="13:00", to_time="14:00")
	answer = assistant.post(RESOURCE, json=values(family, from_time="13:30", to_time="15:00"))
	assert answer.status_code == 200 and "13:00–14:00" in said(answer)


def test_the_phone_saves_the_visit_and_closes_the_plan(assistant, family, stored):
	name = plan(assistant, family, planned_on=str(day()))
	visit = {"family": family, "kind": "wizyta w rodzinie", "actions": "rozmowa", "planned_visit": name}
	visit |= {"visit_date": str(day()), "from_time": "00:01", "to_time": "00:03"}
	key = frappe.generate_hash(length=24)
	for _tap in range(2):
		answer = assistant.do(f"{PHONE}save", entry_key=key, visit=json.dumps(visit))
		assert answer.status_code == 200, answer.text
	made = answer.json()["message"]["name"]
	assert stored(DOCTYPE, name, ["status", "visit"]) == (core.MADE, made)
	off = {"planned_visit": name, "by": "The Family"}
	assert assistant.do("opsfamily.api.call_off_planned_visit", **off).status_code == 417


def test_a_plan_that_was_called_off_meanwhile_keeps_no_visit_from_being_written(assistant, family, stored):
	name = plan(assistant, family, planned_on=str(day()))
	assistant.do("opsfamily.api.call_off_planned_visit", planned_visit=name, by="The Worker")
	visit = {"family": family, "kind": "wizyta w rodzinie", "actions": "rozmowa", "planned_visit": name}
	visit |= {"visit_date": str(day()), "from_time": "00:05", "to_time": "00:06"}
	answer = assistant.do(f"{PHONE}save", entry_key=frappe.generate_hash(length=24), visit=json.dumps(visit))
	assert answer.status_code == 200, answer.text
	assert of(name, stored) == core.CALLED_OFF
	assert stored("Family Visit", answer.json()["message"]["name"], "planned_visit") is None


def test_a_stranger_sees_nothing_by_any_way(assistant, stranger, family):
	name = plan(assistant, family, planned_on=str(day(3)), from_time="17:00", to_time="18:00")
	period = {"start": str(day()), "end": str(day(10))}
	answers = [
		stranger.get(RESOURCE, params={"fields": '["*"]', "limit_page_length": 0}),
		stranger.get(f"{RESOURCE}/{name}"),
		stranger.call(EVENTS, **period),
		stranger.call(EVENTS, **period, filters=json.dumps([[DOCTYPE, "family", "=", family]])),
		stranger.call("opsfamily.api.today_plan"),
		stranger.call("opsfamily.api.week_plan", week=str(day(3))),
		stranger.call("opsfamily.api.week_plan_pdf", worker=email("assistant"), week=str(day(3))),
		stranger.call("opsfamily.api.planned_visit", planned_visit=name),
		stranger.call("opsfamily.api.plan_of_family", family=family),
		stranger.call("frappe.utils.print_format.download_pdf", doctype=DOCTYPE, name=name),
		stranger.call(
			"frappe.desk.reportview.get", doctype=DOCTYPE, fields='["name","purpose","representative"]'
		),
		stranger.do(MOVE, args=json.dumps({"doctype": DOCTYPE, "name": name, "start": f"{day(4)} 11:00:00"})),
		stranger.put(f"{RESOURCE}/{name}", json={"purpose": "obce"}),
		stranger.delete(f"{RESOURCE}/{name}"),
	]
	for answer in answers:
		assert answer.status_code in (200, 403, 404), (answer.url, answer.text)
		assert SECRET not in answer.text, answer.url
		# A refusal repeats the number that was asked for.
		assert answer.status_code != 200 or name not in answer.text, answer.url
		assert not answer.content.startswith(b"%PDF"), answer.url
	assert [answer.status_code for answer in answers[-3:]] == [403, 403, 403]


def test_a_substitute_prints_the_families_taken_over_only(assistant, committed, family):
	def make() -> str:
		other = factories.make_family(representative=f"Irena {SECRET}").name
		factories.assign(other)
		factories.assign(family, "other_assistant", "Substitute", until_date=day(8))
		return other

	other = committed(make)
	mine = plan(assistant, family, planned_on=str(day(6)), from_time="06:00", to_time="06:30")
	foreign = plan(assistant, other, planned_on=str(day(6)), from_time="06:30", to_time="06:45")
	substitute = Person(email("other_assistant"))
	listed = substitute.get(RESOURCE, params={"limit_page_length": 0}).json()["data"]
	names = {row["name"] for row in listed}
	assert mine in names and foreign not in names
	week = substitute.call("opsfamily.api.week_plan", week=str(day(6))).json()["message"]
	shown = {row["name"] for of_day in week["days"] for row in of_day["plans"]}
	assert mine in shown and foreign not in shown
	answer = substitute.call("opsfamily.api.week_plan_pdf", worker=email("assistant"), week=str(day(6)))
	assert answer.content.startswith(b"%PDF"), answer.text


def test_a_social_worker_reads_and_plans_nothing(committed, family):
	committed(lambda: factories.assign(family, "social_worker", "Social Worker"))
	person = Person(email("social_worker"))
	assert person.get(RESOURCE).status_code == 200
	assert person.post(RESOURCE, json=values(family, worker=person.user)).status_code == 403
