"""Finding over real HTTP: people on a case find it however they type its names; nobody else finds anything of it."""

import re

import pytest

import frappe

from opsfamily.permissions.registry import CASE_DOCTYPES
from opsfamily.tests.factories import assign, email, make_whole_case
from tests.rest.http import Person
from tests.rest.test_access_rest import PEOPLE as STRANGERS

FIND = "opsfamily.api.find_in_cases"
# A name that nobody else in the test data has, with every kind of Polish letter.
NAME = "Żółciąńska Łucja Przedziwna"
MEMBER = "Święcisława Żółciąńska"
SCHOOL = "Szkoła Podstawowa imienia Ćwierćłęczyka"
PHONE, SCHOOL_PHONE = "+48 699 123 457", "22 987 65 43"
FOLDED = "zolcianska"
WAYS = [
	NAME,
	"żółciąń",
	FOLDED,
	FOLDED.upper(),
	"lucja przedz",
	"swiecislawa",
	"cwierclecz",
	SCHOOL,
	"699123457",
	"+48 699",
	"229876543",
	"ocena zolcianska",
	"wizyta zolcianska",
]


@pytest.fixture(scope="module")
def case(committed) -> dict:
	def make() -> dict:
		made = make_whole_case("client", NAME)
		family = made["Family"]
		family.reload()
		family.update({"representative": NAME, "phone": PHONE, "address": "ul. Przedziwna 7"})
		family.append("members", {"full_name": MEMBER, "birth_date": "2015-02-03", "kinship": "córka"})
		family.append(
			"support_network",
			{"kind": "szkoła", "institution": SCHOOL, "contact": "pedagog", "phone": SCHOOL_PHONE},
		)
		family.save()
		assign(family.name, "consultant", "Consultant", until_date=frappe.utils.add_days(None, -1))
		assign(family.name, "social_worker", "Social Worker", from_date=frappe.utils.add_days(None, 1))
		return made

	return committed(make)


def find(person, text: str) -> list[dict]:
	answer = person.do(FIND, text=text)
	assert answer.status_code == 200, answer.text
	return answer.json()["message"]


@pytest.mark.parametrize("text", WAYS)
def test_people_on_the_case_find_it(case, text):
	routes = [result["route"] for result in find(Person(email("client")), text)]
	family = case["Family"].name
	documents = {(doctype, doc.name) for doctype, doc in case.items() if doctype in CASE_DOCTYPES}
	assert routes
	assert ["Family", family] in routes or documents & {tuple(route) for route in routes}


@pytest.mark.parametrize("who", ["client", "coordinator", "head"])
def test_what_a_result_says(case, who):
	# Coordinator and head also find the other family of the same person.
	of_case = ["Family", case["Family"].name]
	results = find(Person(email(who)), "zolcian")
	found = {result["kind"]: result for result in results if result["route"] == of_case}
	assert found["family"]["title"] == NAME
	assert found["family"]["phone"] == PHONE
	assert "ul. Przedziwna 7" in found["family"]["detail"]
	assert found["person"]["title"] == MEMBER
	school = next(result for result in find(Person(email(who)), "cwiercl") if result["kind"] == "institution")
	assert (school["title"], school["phone"]) == (SCHOOL, SCHOOL_PHONE)


def test_a_number_finds_each_document_of_the_case(case):
	head, found = Person(email("head")), []
	for doctype, doc in case.items():
		if any(result["route"] == [doctype, doc.name] for result in find(head, doc.name)):
			found.append(doctype)
	assert {"Family", "Family Assessment", "Family Visit", "Assistant Timesheet", "Consent"} <= set(found)


@pytest.mark.parametrize("who", STRANGERS)
def test_nobody_else_finds_anything_of_it(case, who):
	stranger = STRANGERS[who]()
	words = [
		*WAYS,
		*(doc.name for doc in case.values()),
		"",
		"%",
		"_%",
		"' or 1=1 -- ",
		"2026",
		"ul. Przedziwna 7",
	]
	secret = re.compile("|".join(map(re.escape, [NAME, MEMBER, SCHOOL, PHONE, SCHOOL_PHONE])))
	names = {doc.name for doc in case.values()}
	for text in words:
		answer = stranger.do(FIND, text=text)
		assert answer.status_code in (200, 403)
		for result in answer.json().get("message") or []:
			assert result["route"][1] not in names, text
			assert not secret.search(str(result)), text


def test_an_answer_about_a_strangers_name_is_that_about_no_name(case):
	"""Neither a count nor a text tells whether a family is known."""
	stranger = Person(email("other_assistant"))
	known, unknown = (stranger.do(FIND, text=text) for text in (FOLDED, "nieistniejacka"))
	assert known.json() == unknown.json() == {"message": []}


def test_the_platforms_search_finds_nothing_of_it_either(case):
	for who in (email("other_assistant"), email("client")):
		answer = Person(who).call("frappe.utils.global_search.search", text=NAME)
		assert case["Family"].name not in answer.text or who == email("client")


@pytest.mark.parametrize("text", [["a"], {"a": 1}, 12, None, "x" * 5000, "\x00\ud800"])
def test_whatever_is_sent_is_answered(case, text):
	answer = Person(email("client")).post("/api/method/" + FIND, json={"text": text})
	assert answer.status_code < 500


def test_a_get_is_refused_so_that_no_name_stands_in_a_log(case):
	answer = Person(email("client")).get("/api/method/" + FIND, params={"text": NAME})
	assert answer.status_code == 403


def test_finding_changes_nothing_and_is_fast(case):
	person, before = Person(email("coordinator")), frappe.db.count("Access Log")
	find(person, "zol")
	seconds = min(person.do(FIND, text="zolcianska").elapsed.total_seconds() for _turn in range(5))
	frappe.db.rollback()
	assert frappe.db.count("Access Log") == before
	# Three keys of a fast writer take as long.
	assert seconds < 0.3
