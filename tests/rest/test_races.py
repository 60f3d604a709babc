"""Rules that look at other rows, asked by several requests at the same moment over real HTTP.

Each rule is raced in six rounds of four requests. One may win; the others are refused by the rule, or asked to try
again (409), and nobody is shown a server error.
"""

import json
from collections.abc import Iterator

import pytest

import frappe
from frappe.utils import add_days

from opsfamily.core.requests import SENT as REQUEST_SENT
from opsfamily.core.timesheet import ACCEPTED, SENT
from opsfamily.tests import factories
from opsfamily.tests.factories import day, email
from opsfamily.tests.make_daycentre import make_enrolment
from opsfamily.tests.make_supervision import make_session
from tests.rest.at_once import (
	AT_ONCE,
	ROUNDS,
	VISIT,
	at_once,
	count,
	do,
	make_case,
	make_drafts,
	make_sessions,
	post,
	put,
	wins,
)
from tests.rest.http import Person

ASSISTANTS = ("assistant", "other_assistant", "stranger", "newcomer")
MANAGERS = ("coordinator", "social_worker", "consultant", "working_consultant")


@pytest.fixture(scope="module")
def people(connected_site) -> dict[str, list[Person]]:
	"""Person → as many sessions of theirs as there are requests at once."""
	return {key: make_sessions(key) for key in ("client", "coordinator", "head")}


@pytest.fixture(scope="module")
def families(committed) -> list[str]:
	"""Families with an assistant; the first ones have a round of every race each, the others are neighbours."""
	return [committed(lambda: make_case(assistant=True)) for _round in ROUNDS]


@pytest.fixture(scope="module")
def bare_families(committed) -> list[str]:
	return [committed(lambda: make_case(assistant=False)) for _round in ROUNDS]


@pytest.fixture(scope="module", autouse=True)
def forget_work_time(erased_after_the_module) -> Iterator[None]:
	"""Working time hangs on no family, so it is not erased with one."""
	yield
	frappe.db.rollback()
	frappe.db.delete("Other Work Time", {"worker": email("client")})
	for doctype in ("Employment", "Work Absence"):
		frappe.db.delete(doctype, {"user": email("client"), "from_date": [">=", PERIODS_FROM]})
	frappe.db.commit()


# The rounds of employment and absence are far from the days of other tests.
PERIODS_FROM = "2019-01-01"


def make_period(at: int) -> dict:
	"""Thirty days that no other round has."""
	first = add_days(PERIODS_FROM, 40 * at)
	return {"user": email("client"), "from_date": str(first), "until_date": str(add_days(first, 29))}


# DocType → (whose sessions, values of one of the four requests in a round; all four may not stand together).
POSTED = {
	"Family Visit": (
		"client",
		lambda family, _part, at: {**VISIT, "family": family, "visit_date": day(-1 - at)},
	),
	"Other Work Time": (
		"client",
		lambda _family, _part, at: {
			"work_date": day(-20 - at),
			"from_time": "08:00",
			"to_time": "09:00",
			"kind": frappe.db.get_value("Other Work Kind", {"disabled": 0}),
			"description": "szkolenie",
		},
	),
	"Employment": ("head", lambda _family, _part, at: {**make_period(at), "fte": 1}),
	"Work Absence": ("coordinator", lambda _family, _part, at: make_period(at)),
	"Consent": (
		"coordinator",
		lambda family, _part, _at: {
			"family": family,
			"person": "Maria Testowa",
			"kind": "zgoda na pracę z asystentem rodziny",
			"given_on": "2026-08-10",
		},
	),
	"Foster Placement": (
		"coordinator",
		lambda family, _part, _at: {
			"family": family,
			"child": "Jan Testowy",
			"kind": "rodzina zastępcza niezawodowa",
			"carer": "Zofia Zastępcza",
			"since": "2026-09-01",
		},
	),
	"Cooperation": (
		"coordinator",
		lambda family, _part, _at: {
			"family": family,
			"institution": "SP nr 2",
			"degree": frappe.db.get_value("Cooperation Degree", {}),
			"since": "2026-09-01",
		},
	),
	"Assistant Timesheet": (
		"client",
		lambda family, _part, _at: {"family": family, "month": "2026-08", "assistant": email("client")},
	),
}


@pytest.mark.parametrize("doctype", POSTED)
def test_one_of_four_is_saved(doctype, people, families):
	key, make_values = POSTED[doctype]
	for at in ROUNDS:
		bodies = [make_values(families[at], part, at) for part in range(AT_ONCE)]
		answers = at_once(people[key], [post(doctype, values) for values in bodies])
		assert wins(answers) == 1, [answer.text[-300:] for answer in answers]


def test_visits_to_two_families_do_not_overlap(people, families):
	for at in ROUNDS:
		visited = [families[at], families[at - 1]] * 2
		calls = [
			post("Family Visit", {**VISIT, "family": each, "visit_date": day(-50 - at)}) for each in visited
		]
		assert wins(at_once(people["client"], calls)) == 1


@pytest.mark.parametrize(
	("part", "candidates"), [("Family Assistant", ASSISTANTS), ("Case Manager", MANAGERS)]
)
def test_one_person_has_an_exclusive_part(part, candidates, people, bare_families):
	for family in bare_families:
		values = {"family": family, "part": part, "from_date": day(-3), "workload_reason": "próba"}
		calls = [post("Case Assignment", {**values, "user": email(key)}) for key in candidates]
		answers = at_once(people["head"], calls)
		assert wins(answers) == 1, [answer.text[-300:] for answer in answers]
		assert count("Case Assignment", family=family, part=part) == 1


@pytest.fixture
def ceiling_of_one(committed):
	"""The office's limit is one family; afterwards its own again."""
	before = [row.as_dict() for row in frappe.get_single("OPS Settings").workload_ceilings]

	def set_limit(rows: list[dict]):
		settings = frappe.get_single("OPS Settings")
		settings.set("workload_ceilings", rows)
		settings.save()

	committed(lambda: set_limit([{"from_date": "2015-01-01", "families": 1}]))
	yield
	committed(lambda: set_limit([{key: row[key] for key in ("from_date", "families")} for row in before]))


@pytest.fixture(scope="module")
def waiting_families(committed) -> list[str]:
	return [committed(lambda: make_case(assistant=False)) for _part in range(AT_ONCE)]


def test_nobody_gets_above_the_ceiling(people, waiting_families, ceiling_of_one):
	for _round in ROUNDS:
		values = {"user": email("working_coordinator"), "part": "Family Assistant", "from_date": day()}
		calls = [post("Case Assignment", {**values, "family": family}) for family in waiting_families]
		answers = at_once(people["coordinator"], calls)
		made = count("Case Assignment", family=["in", waiting_families], user=values["user"])
		frappe.db.delete("Case Assignment", {"family": ["in", waiting_families]})
		frappe.db.commit()
		assert wins(answers) == made == 1, [answer.text[-300:] for answer in answers]


def test_one_plan_runs(people, committed):
	for _round in ROUNDS:
		family = committed(lambda: make_case(assistant=False))
		drafts = make_drafts(committed, factories.make_plan, family)
		answers = at_once(
			people["coordinator"], [put("Family Work Plan", name, docstatus=1) for name in drafts]
		)
		assert wins(answers) == 1
		assert count("Family Work Plan", family=family, status="Running") == 1


def test_one_schedule_runs(people, committed):
	for _round in ROUNDS:
		family = committed(lambda: make_case(assistant=False))
		plan = committed(lambda family=family: factories.submitted(factories.make_plan(family)))
		drafts = make_drafts(committed, factories.make_schedule, plan)
		answers = at_once(
			people["coordinator"], [put("Action Schedule", name, docstatus=1) for name in drafts]
		)
		assert wins(answers) == 1
		assert count("Action Schedule", family=family, status="Running") == 1
		assert count("Scheduled Action", family=family) == 2


def test_a_new_version_is_made_once_and_one_replaces(people, committed):
	for _round in ROUNDS:
		family = committed(lambda: make_case(assistant=False))
		plan = committed(lambda family=family: factories.submitted(factories.make_plan(family)).name)
		new_version = do("opsfamily.api.new_version", doctype="Family Work Plan", name=plan)
		answers = at_once(people["coordinator"], [new_version] * AT_ONCE)
		drafts = {answer.json()["message"] for answer in answers if answer.ok}
		assert len(drafts) == count("Family Work Plan", replaces=plan) == 1

		def draft_of_old_script(plan: str = plan) -> str:
			return frappe.get_doc("Family Work Plan", plan).new_version().name

		names = [*drafts, *(committed(draft_of_old_script) for _part in range(AT_ONCE - 1))]
		answers = at_once(
			people["coordinator"], [put("Family Work Plan", name, docstatus=1) for name in names]
		)
		assert wins(answers) == 1
		assert count("Family Work Plan", family=family, status="Running") == 1


def test_a_sent_card_equals_its_visits(people, families, committed):
	# A month apart from the other races; the visits of the round lie side by side.
	for at, family in enumerate(families):
		visit = {**VISIT, "family": family, "visit_date": f"2026-09-{10 + at}"}
		first = people["client"][0].post("/api/resource/Family Visit", data=json.dumps(visit)).json()["data"]
		values = {"family": family, "month": "2026-09", "assistant": email("client")}
		card = committed(lambda values=values: factories._insert("Assistant Timesheet", values).name)
		answers = at_once(
			people["client"],
			[
				put("Assistant Timesheet", card, workflow_state=SENT),
				put("Family Visit", first["name"], to_time="15:40"),
				post("Family Visit", {**visit, "from_time": "17:00", "to_time": "18:00"}),
				post("Family Visit", {**visit, "from_time": "19:00", "to_time": "20:00"}),
			],
		)
		frappe.db.rollback()
		doc = frappe.get_doc("Assistant Timesheet", card)
		assert (doc.workflow_state == SENT) == answers[0].ok
		assert doc.is_up_to_date() or (doc.workflow_state != SENT and doc.out_of_date)


def test_a_card_is_accepted_once(people, families, committed):
	for at, family in enumerate(families):
		visit = {**VISIT, "family": family, "visit_date": f"2026-07-{10 + at}", "assistant": email("client")}
		name = committed(lambda visit=visit: factories._insert("Family Visit", visit).name)
		values = {"family": family, "month": "2026-07", "assistant": email("client")}
		card = committed(
			lambda values=values: factories.sent(factories._insert("Assistant Timesheet", values)).name
		)
		accept = do("opsfamily.ops_visits.page.month_close.month_close.accept", cards=json.dumps([card]))
		change = put("Family Visit", name, to_time="15:30")
		answers = at_once(people["coordinator"], [accept, change, accept, change])
		frappe.db.rollback()
		doc = frappe.get_doc("Assistant Timesheet", card)
		assert doc.workflow_state == ACCEPTED and doc.is_up_to_date()
		assert not answers[1].ok and not answers[3].ok


def test_one_request_waits(people, committed):
	for _round in ROUNDS:
		family = committed(lambda: make_case(assistant=False))
		drafts = make_drafts(committed, factories.make_request, family)
		sends = [put("Assistant Request", name, workflow_state=REQUEST_SENT) for name in drafts]
		answers = at_once(people["coordinator"], sends)
		assert wins(answers) == 1, [answer.text[-300:] for answer in answers]
		assert count("Assistant Request", family=family, workflow_state=REQUEST_SENT) == 1


def make_closing(family: str):
	assessment = factories.make_final_assessment(family).name
	return factories.make_closing(family, final_assessment=assessment, monitoring_until=None)


def test_a_case_is_closed_once(people, committed):
	for _round in ROUNDS:
		family = committed(lambda: make_case(assistant=False))
		drafts = make_drafts(committed, make_closing, family)
		answers = at_once(people["coordinator"], [put("Case Closing", name, docstatus=1) for name in drafts])
		assert wins(answers) == 1, [answer.text[-300:] for answer in answers]
		assert count("Case Closing", family=family, docstatus=1) == 1


@pytest.fixture(scope="module")
def enrolments(families, committed) -> list[str]:
	return [committed(lambda family=family: make_enrolment(family).name) for family in families]


def test_a_child_is_enrolled_once(people, families, enrolments):
	centre = frappe.db.get_value("Day Centre Enrolment", enrolments[0], "centre")
	for family in families:
		values = {"family": family, "child": "Maria Testowa", "centre": centre, "from_date": day(-9)}
		answers = at_once(people["coordinator"], [post("Day Centre Enrolment", values)] * AT_ONCE)
		assert wins(answers) == 1
		assert count("Day Centre Enrolment", family=family, child="Maria Testowa") == 1


def test_a_child_has_one_note_a_day(people, enrolments):
	for enrolment in enrolments:
		values = {"enrolment": enrolment, "day": day(-1), "presence": "Present"}
		answers = at_once(people["coordinator"], [post("Day Centre Note", values)] * AT_ONCE)
		assert wins(answers) == 1
		assert count("Day Centre Note", enrolment=enrolment) == 1


def test_a_note_and_the_end_of_the_enrolment_agree(people, enrolments):
	for enrolment in enrolments:
		note = {"enrolment": enrolment, "day": day(-2), "presence": "Present"}
		end = put("Day Centre Enrolment", enrolment, until_date=day(-3))
		at_once(people["coordinator"], [end, post("Day Centre Note", note), end, end])
		frappe.db.rollback()
		until = frappe.db.get_value("Day Centre Enrolment", enrolment, "until_date")
		assert not (until and count("Day Centre Note", enrolment=enrolment, day=[">", until]))


def test_a_worker_is_out_once(people, families):
	for family in families:
		go_out = do("opsfamily.api.go_out", family=family, minutes=30)
		answers = at_once(people["client"], [go_out] * AT_ONCE)
		assert wins(answers) == count("Home Outing", family=family) == 1
		[outing] = [answer.json()["message"]["outing"] for answer in answers if answer.ok]
		come_back = do("opsfamily.api.come_back", outing=outing)
		assert all(answer.ok for answer in at_once(people["client"], [come_back] * AT_ONCE))


def test_a_session_has_one_record(people, committed):
	for _round in ROUNDS:
		session = committed(lambda: make_session("client", "coordinator").name)
		values = {"session": session, "topic": "Rodzina z długami"}
		answers = at_once(people["client"], [post("Supervision Record", values)] * AT_ONCE)
		assert wins(answers) == count("Supervision Record", session=session) == 1


def test_numbers_are_given_once(people, families):
	for at, family in enumerate(families):
		values = {
			"received_on": day(-at),
			"reporter_kind": "szkoła",
			"reporter": "pedagog",
			"subject": "Nieobecności",
		}
		answers = at_once(
			people["coordinator"], [post("Family Notification", {**values, "family": family})] * AT_ONCE
		)
		assert len({answer.json()["data"]["name"] for answer in answers}) == AT_ONCE


def test_a_visit_sent_twice_is_one_visit(people, families):
	for at, family in enumerate(families):
		visit = {
			"family": family,
			"visit_date": f"2026-06-{10 + at}",
			**VISIT,
			"participants": ["Maria Testowa"],
			"actions": "rozmowa wspierająca",
		}
		key = frappe.generate_hash(length=20)
		save = do(
			"opsfamily.ops_visits.page.quick_visit.quick_visit.save", entry_key=key, visit=json.dumps(visit)
		)
		answers = at_once(people["client"], [save] * AT_ONCE)
		assert wins(answers) == AT_ONCE, answers[0].text[-900:]
		assert len({answer.json()["message"]["name"] for answer in answers}) == 1
