"""Terminy over HTTP: whoever is not on the case gets empty hands, and a visit moves only where it may."""

import json
from typing import NamedTuple

import pytest

import frappe
from frappe.utils import add_days

from opsfamily.core.timesheet import SENT
from opsfamily.tests import factories
from opsfamily.tests.factories import email
from tests.rest.http import Person

DEADLINES = "opsfamily.clocks.calendar.deadline_events"
VISITS = "opsfamily.ops_visits.doctype.family_visit.calendar.visit_events"
SECRET = "Terminowska"
PERIOD = {"start": "2023-01-01 00:00:00", "end": "2035-01-01 00:00:00"}
OUTSIDERS = ("stranger", "consultant", "social_worker", "administrator", "nobody")
CARD = "frappe.desk.doctype.number_card.number_card.get_result"
CHART = "frappe.desk.doctype.dashboard_chart.dashboard_chart.get"


class Case(NamedTuple):
	family: str
	visit: str
	action: str


@pytest.fixture(scope="module")
def case(connected_site) -> Case:
	"""A committed family of the other assistant with a deadline of every kind."""
	frappe.set_user("Administrator")
	family = factories.make_family(representative=f"Maria {SECRET}").name
	factories.assign(family, "other_assistant", until_date=factories.day(20))
	factories.assign(family, "stranger", "Substitute", until_date=factories.day(-1))
	actions = [{"party": "Family", "action": f"odwyk {SECRET}", "due_date": factories.day(3)}]
	schedule = factories.make_running_schedule(family, actions=actions)
	visit = make_visit(family, "other_assistant")
	action = frappe.db.get_value("Scheduled Action", {"schedule": schedule.name})
	frappe.db.commit()
	return Case(family, visit.name, action)


def make_visit(family: str, key: str, first_day: str = "2024-03-01"):
	"""On a day from `first_day` on which this assistant has no other visit."""
	taken = frappe.db.count("Family Visit", {"assistant": email(key)})
	day = add_days(first_day, taken)
	return factories.make_visit(family, assistant=email(key), visit_date=day, place=SECRET)


@pytest.fixture(scope="module", params=OUTSIDERS)
def outsider(request, connected_site) -> Person:
	return Person(email(request.param))


@pytest.fixture(scope="module")
def worker(case) -> Person:
	return Person(email("other_assistant"))


def feeds(person: Person, case: Case) -> dict:
	"""Every answer that could tell of the family's deadlines."""
	by_family = json.dumps([["Family", "name", "=", case.family]])
	of_family = json.dumps([["Family Visit", "family", "=", case.family]])
	fields = {"start": "due_date", "end": "due_date", "id": "name", "title": "action"}
	platform = {"doctype": "Scheduled Action", "field_map": json.dumps(fields), **PERIOD}
	report = {"report_name": "Deadlines", "filters": json.dumps({"family": case.family})}
	everything = {"report_name": "Deadlines", "filters": "{}"}
	run = "frappe.desk.query_report.run"
	return {
		"report": person.call(run, **report),
		"whole report": person.call(run, **everything),
		"export": person.call("frappe.desk.query_report.export_query", **everything, file_format_type="CSV"),
		"deadlines": person.call(DEADLINES, doctype="Family", **PERIOD),
		"deadlines of": person.call(DEADLINES, filters=by_family, **PERIOD),
		"visits": person.call(VISITS, doctype="Family Visit", **PERIOD),
		"visits of": person.call(VISITS, filters=of_family, **PERIOD),
		"actions": person.call("frappe.desk.calendar.get_events", **platform),
		"chart": person.call(CHART, chart_name="Visits by Week", refresh=1),
	}


def test_outsiders_have_empty_hands(outsider, case):
	for way, answer in feeds(outsider, case).items():
		assert answer.status_code < 500, f"{way}: {answer.text[:2000]}"
		if answer.ok:
			for told in (SECRET, case.family, case.visit, case.action):
				assert told not in answer.text, f"{way}: {answer.text[:2000]}"


def test_who_is_on_the_case_sees_it(worker, case):
	told = {way for way, answer in feeds(worker, case).items() if SECRET in answer.text}
	assert told >= {"report", "whole report", "deadlines", "deadlines of", "visits", "visits of", "actions"}


def number_cards() -> list[dict]:
	cards = frappe.get_all(
		"Number Card", {"module": "OPS Casework", "type": "Document Type"}, pluck="name", order_by="name"
	)
	return [frappe.get_doc("Number Card", name).as_dict() for name in cards]


def counted(person: Person, card: dict, family: str) -> int:
	by = "name" if card["document_type"] == "Family" else "family"
	filters = json.dumps([[card["document_type"], by, "=", family]])
	answer = person.do(CARD, doc=frappe.as_json(card), filters=filters)
	assert answer.status_code < 500, answer.text[:2000]
	return answer.json()["message"] if answer.ok else 0


def test_number_cards_count_own_families_only(outsider, worker, case):
	seen = 0
	for card in number_cards():
		assert counted(outsider, card, case.family) == 0, card["name"]
		seen += counted(worker, card, case.family)
	assert seen


def test_the_sums_of_the_cards_are_the_readers(outsider, worker, case):
	sums = {}
	for person in (outsider, worker):
		answer = person.call("frappe.desk.query_report.run", report_name="Deadlines", filters="{}")
		rows = answer.json()["message"]["result"] if answer.ok else []
		sums[person.user] = sum(row.get("soon") or 0 for row in rows if isinstance(row, dict))
	assert sums[outsider.user] == 0
	assert sums[worker.user] >= 1


def test_nobody_reads_what_the_job_remembers(worker, outsider):
	for person in (worker, outsider, Person(email("coordinator"))):
		answer = person.get("/api/resource/Deadline Notice", params={"fields": '["*"]'})
		assert answer.status_code == 403, answer.text[:2000]


# moving


def move(person: Person, name: str, start: str, end: str, doctype: str = "Family Visit", all_day: int = 0):
	args = {"doctype": doctype, "name": name, "start": start, "end": end, "all_day": all_day}
	return person.do(
		"opsfamily.ops_visits.doctype.family_visit.calendar.move_visit", args=json.dumps(args), field_map="{}"
	)


def stored(name: str) -> tuple:
	frappe.db.rollback()
	visit = frappe.get_doc("Family Visit", name)
	return str(visit.visit_date), str(visit.from_time), str(visit.to_time), visit.minutes


@pytest.fixture
def visit(case) -> str:
	name = make_visit(case.family, "other_assistant").name
	frappe.db.commit()
	return name


def test_an_own_visit_moves(worker, visit):
	answer = move(worker, visit, "2023-05-04 09:30:00", "2023-05-04 10:15:00")
	assert answer.ok, answer.text[:2000]
	assert stored(visit) == ("2023-05-04", "9:30:00", "10:15:00", 45)


def test_a_day_alone_leaves_the_hours(worker, visit):
	answer = move(worker, visit, "2023-05-05 00:00:00", "2023-05-05 23:59:59", all_day=1)
	assert answer.ok, answer.text[:2000]
	assert stored(visit)[:3] == ("2023-05-05", "15:00:00", "17:00:00")


def test_a_visit_past_midnight(worker, visit):
	assert move(worker, visit, "2023-05-06 23:30:00", "2023-05-07 00:30:00").ok
	assert stored(visit) == ("2023-05-06", "23:30:00", "0:30:00", 60)


def test_the_visits_own_rules_refuse(worker, visit):
	before = stored(visit)
	future = add_days(factories.day(), 5)
	answer = move(worker, visit, f"{future} 09:00:00", f"{future} 10:00:00")
	assert answer.status_code == 417 and "Data wizyty" in answer.json()["_server_messages"]
	assert stored(visit) == before


def test_a_visit_of_a_sent_card_stays(worker, case):
	# A month of its own: the other tests write visits in theirs.
	doc = make_visit(case.family, "other_assistant", "2021-01-01")
	visit = doc.name
	card = factories.make_timesheet(case.family, assistant=email("other_assistant"), month=doc.month)
	factories.moved(card, SENT)
	frappe.db.commit()
	before = stored(visit)
	period = {"start": f"{doc.visit_date} 00:00:00", "end": f"{doc.visit_date} 00:00:00"}
	[event] = [event for event in worker.call(VISITS, **period).json()["message"] if event["name"] == visit]
	assert event["movable"] == 0
	assert move(worker, visit, "2023-06-04 09:30:00", "2023-06-04 10:15:00").status_code == 417
	assert stored(visit) == before


def test_nobody_else_moves_it(outsider, visit):
	before = stored(visit)
	answer = move(outsider, visit, "2023-05-08 09:30:00", "2023-05-08 10:15:00")
	assert answer.status_code == 403, answer.text[:2000]
	assert SECRET not in answer.text
	assert stored(visit) == before


def test_nothing_but_a_visit_moves(worker, case):
	answer = move(worker, case.action, "2023-05-08", "2023-05-08", doctype="Scheduled Action")
	assert answer.status_code == 403, answer.text[:2000]


def test_moving_is_no_get_request(worker, visit):
	args = json.dumps({"doctype": "Family Visit", "name": visit, "start": "2023-05-09", "end": "2023-05-09"})
	assert not worker.call("opsfamily.ops_visits.doctype.family_visit.calendar.move_visit", args=args).ok


@pytest.mark.parametrize("value", ["", "x", "[", "{}", "null", "7"])
def test_odd_arguments_break_nothing(worker, value):
	for method in (DEADLINES, VISITS):
		answer = worker.call(method, filters=value, **PERIOD)
		assert answer.ok, answer.text[-500:]
