"""How a case comes and ends, asked by several requests at the same moment over real HTTP; first numbers and drafts.

As in `test_races.py`: six rounds of at least four requests, no server error, and afterwards the check of the rules
between documents finds nothing.
"""

import json
from functools import partial

import pytest
import requests

import frappe

from opsfamily.core.month_close import shifted
from opsfamily.core.requests import DRAFT as REQUEST_DRAFT
from opsfamily.core.requests import SENT as REQUEST_SENT
from opsfamily.tests import factories
from opsfamily.tests.factories import assign, day, email, make_family, make_notification
from tests.rest.at_once import (
	AT_ONCE,
	ROUNDS,
	VISIT,
	at_once,
	count,
	do,
	find_broken,
	make_case,
	make_drafts,
	make_sessions,
	post,
	put,
	wins,
)
from tests.rest.http import Person

ASSISTANTS = ("assistant", "other_assistant", "stranger", "newcomer")
# The answer to a request that another one was in the way of: try again.
BUSY = 409
DRAFT_OF_A_VISIT = json.dumps({"course": "Zaczęty opis."})


@pytest.fixture(scope="module")
def people(connected_site) -> dict[str, list[Person]]:
	"""Person → as many sessions of theirs as there are requests at once."""
	return {key: make_sessions(key) for key in ("client", "coordinator", "head")}


@pytest.fixture(scope="module")
def closed_cases(committed) -> list[str]:
	"""Closings with half a year of monitoring, one for each round of a race."""
	return [
		committed(lambda: factories.make_closed_case(make_case(assistant=True)).name) for _round in ROUNDS
	]


def why(answers: list[requests.Response]) -> list[str]:
	return [answer.text[-300:] for answer in answers]


# notifications and requests


def test_a_notification_is_closed_or_leads_to_a_request(people, committed):
	for _round in ROUNDS:
		family = committed(lambda: make_case(assistant=False))
		notification = committed(lambda family=family: make_notification(family).name)
		drafts = make_drafts(committed, partial(factories.make_request, family, notification=notification))
		close = put("Family Notification", notification, closed_on=day(), closing_reason="nie potrzeba")
		sends = [put("Assistant Request", name, workflow_state=REQUEST_SENT) for name in drafts[:2]]
		answers = at_once(people["coordinator"], [close, sends[0], close, sends[1]])
		sent = count("Assistant Request", family=family, workflow_state=["!=", REQUEST_DRAFT])
		closed_on, status = frappe.db.get_value("Family Notification", notification, ["closed_on", "status"])
		assert (bool(closed_on), sent) in ((True, 0), (False, 1)), why(answers)
		# Closing what is closed already changes nothing, and is no error.
		assert [answer.ok for answer in answers[::2]] == [bool(closed_on)] * 2
		assert wins(answers[1::2]) == sent
		assert status == ("Closed Without Request" if closed_on else "Request Made")
		assert find_broken([family]) == []


def test_notifications_and_requests_of_one_family_agree(people, committed):
	"""Another notification arrives while a request from the first one is sent twice."""
	for at in ROUNDS:
		family = committed(lambda: make_case(assistant=False))
		drafts = make_drafts(committed, factories.make_request, family)
		values = {
			"family": family,
			"received_on": day(-at),
			"reporter_kind": "szkoła",
			"subject": "Nieobecności",
		}
		notify = post("Family Notification", {**values, "reporter": "pedagog"})
		sends = [put("Assistant Request", name, workflow_state=REQUEST_SENT) for name in drafts[:2]]
		answers = at_once(people["coordinator"], [notify, sends[0], notify, sends[1]])
		assert answers[0].ok and answers[2].ok, why(answers)
		assert wins([answers[1], answers[3]]) == 1, why(answers)
		assert count("Family Notification", family=family) == 2
		assert find_broken([family]) == []


# the end of a case


def make_closing(family: str, **values) -> str:
	assessment = factories.make_final_assessment(family).name
	values = {"monitoring_until": None, **values}
	return factories.make_closing(family, final_assessment=assessment, **values).name


def test_a_closing_and_a_new_assignment_agree(people, committed):
	for _round in ROUNDS:
		family = committed(lambda: make_case(assistant=True))
		closing = committed(lambda family=family: make_closing(family, closing_date=day(-1)))
		values = {"family": family, "from_date": day(-9)}
		calls = [
			post("Case Assignment", {**values, "user": email(key), "part": "Consultant"})
			for key in ("consultant", "working_consultant")
		]
		answers = at_once(
			people["coordinator"], [put("Case Closing", closing, docstatus=1), *calls, calls[0]]
		)
		assert find_broken([family]) == [], why(answers)


def make_visit_calls(family: str, visit_date: str, at: int) -> list:
	visit = {
		"family": family,
		"visit_date": visit_date,
		"kind": "wizyta w rodzinie",
		"assistant": email("client"),
	}
	participants = [{"full_name": "Maria Testowa"}]
	return [
		post(
			"Family Visit",
			{**visit, "from_time": f"{hour}:{at}0", "to_time": f"{hour}:{at}5", "participants": participants},
		)
		for hour in (8, 9, 10)
	]


@pytest.mark.parametrize(
	("closed", "visited"),
	[
		pytest.param(-3, -1, id="after the closing"),
		# Too late to be entered after the closing; entered before it, the visit's month needs an accepted card.
		pytest.param(-60, -61, id="of a month without a card"),
	],
)
def test_a_closing_and_a_visit_agree(people, committed, closed, visited):
	for at in ROUNDS:
		family = committed(lambda: make_case(assistant=True))
		closing = committed(lambda family=family: make_closing(family, closing_date=day(closed)))
		first, *others = make_visit_calls(family, day(visited), at)
		answers = at_once(people["coordinator"], [first, put("Case Closing", closing, docstatus=1), *others])
		is_closed = count("Case Closing", family=family, docstatus=1)
		assert is_closed == answers[1].ok
		# One of the two comes first and refuses the other.
		assert bool(is_closed) != bool(count("Family Visit", family=family)), why(answers)
		assert find_broken([family]) == []


def test_a_closing_and_a_request_agree(people, committed):
	for _round in ROUNDS:
		family = committed(lambda: make_case(assistant=False))
		closing = committed(lambda family=family: make_closing(family))
		drafts = make_drafts(committed, factories.make_request, family)
		sends = [put("Assistant Request", name, workflow_state=REQUEST_SENT) for name in drafts[:3]]
		answers = at_once(people["coordinator"], [put("Case Closing", closing, docstatus=1), *sends])
		assert wins(answers[1:]) == 1, why(answers)
		assert count("Assistant Request", family=family, workflow_state=REQUEST_SENT) == 1
		assert count("Case Closing", family=family, docstatus=1) == answers[0].ok
		assert find_broken([family]) == []


def test_a_case_is_reopened_once(people, closed_cases):
	for closing in closed_cases:
		reopen = do("opsfamily.api.reopen_case", closing=closing, reason="Rodzina prosi o pomoc.")
		answers = at_once(people["head"], [reopen] * AT_ONCE)
		assert wins(answers) == 1, why(answers)
	families = frappe.get_all("Case Closing", {"name": ["in", closed_cases]}, pluck="family")
	assert find_broken(families) == []


def test_a_closing_with_a_contact_is_not_cancelled(people, committed):
	for _round in ROUNDS:
		family = committed(lambda: make_case(assistant=True))
		closing = committed(lambda family=family: factories.make_closed_case(family).name)
		values = {
			"family": family,
			"contact_date": day(),
			"kind": "wizyta w rodzinie",
			"finding": "Spokojnie.",
		}
		contact = post("Monitoring Contact", values)
		answers = at_once(
			people["coordinator"], [contact, put("Case Closing", closing, docstatus=2), contact, contact]
		)
		cancelled = count("Case Closing", name=closing, docstatus=2)
		assert cancelled == answers[1].ok
		assert not (cancelled and count("Monitoring Contact", closing=closing)), why(answers)
		assert find_broken([family]) == []


# numbers and drafts


def test_the_first_numbers_of_a_series_are_given_once(people, committed):
	"""Cards have a series of their own for every month: these months have had none yet, as the year on 1 January."""
	families = {key: committed(make_family).name for key in ASSISTANTS}
	for key, family in families.items():
		committed(lambda key=key, family=family: assign(family, key))
	for at in ROUNDS:
		month = shifted(str(day())[:7], -6 - at)
		assert not count("Assistant Timesheet", month=month)
		frappe.db.delete("Series", {"name": f"KARTA-{month}-"})
		frappe.db.commit()
		calls = [
			post("Assistant Timesheet", {"family": family, "month": month, "assistant": email(key)})
			for key, family in families.items()
		]
		answers = at_once(people["coordinator"], calls)
		assert {answer.status_code for answer in answers} <= {200, BUSY} and wins(answers), why(answers)
		again = [
			call(people["coordinator"][0])
			for call, answer in zip(calls, answers, strict=True)
			if not answer.ok
		]
		assert wins(again) == len(again), why(again)
		names = frappe.get_all("Assistant Timesheet", {"month": month}, pluck="name", order_by="name")
		assert names == [f"KARTA-{month}-{number:04}" for number in range(1, AT_ONCE + 1)]


@pytest.mark.parametrize("doctype", ["Family Visit", "Family Notification"])
def test_whoever_works_with_other_families_is_not_in_the_way(doctype, people, committed):
	families = {key: committed(make_family).name for key in ASSISTANTS}
	for key, family in families.items():
		committed(lambda key=key, family=family: assign(family, key))
	values = {
		"Family Visit": {**VISIT, "visit_date": day(-1)},
		"Family Notification": {
			"received_on": day(-1),
			"reporter_kind": "szkoła",
			"reporter": "pedagog",
			"subject": "Nieobecności",
		},
	}[doctype]
	for at in ROUNDS:
		times = (
			{"from_time": f"{8 + at:02}:00", "to_time": f"{8 + at:02}:30"}
			if doctype == "Family Visit"
			else {}
		)
		calls = [
			post(doctype, {**values, **times, "family": family, "assistant": email(key)})
			for key, family in families.items()
		]
		answers = at_once(people["coordinator"], calls)
		assert wins(answers) == AT_ONCE, why(answers)


@pytest.mark.parametrize("drafts", [1, AT_ONCE], ids=["one entry", "one of each device"])
def test_an_entry_is_one_draft(people, committed, drafts):
	for _round in ROUNDS:
		family = committed(lambda: make_case(assistant=True))
		keys = [frappe.generate_hash(length=20) for _draft in range(drafts)]
		calls = [
			do(
				"opsfamily.ops_visits.page.quick_visit.quick_visit.save_draft",
				family=family,
				entry_key=keys[device % drafts],
				payload=DRAFT_OF_A_VISIT,
			)
			for device in range(AT_ONCE)
		]
		answers = at_once(people["client"], calls)
		assert wins(answers) == AT_ONCE, why(answers)
		assert count("Visit Draft", family=family) == drafts
