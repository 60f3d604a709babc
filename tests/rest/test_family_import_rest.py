"""The import of families over real HTTP: for coordinator and head, by POST alone, with nothing left of the file."""

import json
from base64 import b64encode

import pytest

import frappe

from opsfamily.tests import factories
from opsfamily.tests.factories import email
from tests.rest.http import Guest, Person

PAGE = "opsfamily.ops_casework.page.family_import.family_import"
METHODS = (f"{PAGE}.check", f"{PAGE}.import_families")
NAME = "Wczytywana Przez Sieć"
HOSTILE = "<img src=x onerror=alert(1)>"
FIVE_MEGABYTES = 5 * 1024 * 1024
WITH_ROWS = {"rows": "[2]", "doubled": "[]"}


@pytest.fixture(scope="module", autouse=True)
def erased(connected_site):
	yield
	frappe.set_user("Administrator")
	frappe.db.rollback()
	names = frappe.get_all("Family", {"representative": ["like", f"{NAME}%"]}, pluck="name", order_by="name")
	factories.made_families.extend(names)


def table(name: str = NAME, phone: str = "799 111 222") -> str:
	text = f"Przedstawiciel rodziny;Telefon;Adres\r\n{name};{phone};ul. Sieciowa 1\r\n"
	return b64encode(text.encode("cp1250")).decode()


def post(person, method: str, **arguments):
	return person.post(f"/api/method/{method}", json=arguments)


def sentence(answer) -> str:
	return " ".join(json.loads(one)["message"] for one in json.loads(answer.json()["_server_messages"]))


@pytest.mark.parametrize("who", ["coordinator", "head"])
def test_coordinator_and_head_check_and_import(who, stored):
	person, content = (
		Person(email(who)),
		table(f"{NAME} {who} {HOSTILE}", "799 111 " + ("222" if who == "head" else "333")),
	)
	files = frappe.db.count("File")
	answer = post(person, METHODS[0], content=content).json()["message"]
	assert answer["families"][0]["representative"] == f"{NAME} {who} {HOSTILE}"
	frappe.db.rollback()
	assert not frappe.db.exists("Family", {"representative": ["like", f"{NAME} {who}%"]})
	[brought] = post(person, METHODS[1], content=content, **WITH_ROWS).json()["message"]
	assert "<img" not in (stored("Family", brought["name"], "representative") or "").replace(
		'<img src="x">', ""
	)
	assert frappe.db.count("File") == files
	assert post(person, METHODS[0], content=content).json()["message"]["families"][0]["state"] == "exists"
	again = post(person, METHODS[1], content=content, **WITH_ROWS)
	assert again.status_code == 417
	assert "już w programie" in sentence(again)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
	"who",
	[
		"assistant",
		"stranger",
		"social_worker",
		"consultant",
		"clerk",
		"day_centre",
		"administrator",
		"nobody",
	],
)
def test_others_are_refused(who, method):
	answer = post(Person(email(who)), method, content=table(), **WITH_ROWS)
	assert answer.status_code == 403
	frappe.db.rollback()
	assert not frappe.db.exists("Family", {"representative": NAME})


@pytest.mark.parametrize("method", METHODS)
def test_a_guest_is_refused(method):
	assert post(Guest(), method, content=table(), **WITH_ROWS).status_code == 403


@pytest.mark.parametrize("method", METHODS)
def test_a_get_is_refused(method):
	answer = Person(email("coordinator")).call(method, content=table(), **WITH_ROWS)
	assert answer.status_code == 403


@pytest.mark.parametrize(
	"content",
	[
		"",
		"to nie base64",
		"żółć",
		"AAAA",
		b64encode(b"x" * (FIVE_MEGABYTES + 9)).decode(),
		b64encode(b"PK\x03\x04").decode(),
	],
	ids=["empty", "no base64", "not ASCII", "binary", "5 MB", "no zip"],
)
@pytest.mark.parametrize("method", METHODS)
def test_a_mangled_file_is_refused_with_a_sentence(content, method):
	answer = post(Person(email("coordinator")), method, content=content, **WITH_ROWS)
	assert answer.status_code == 417
	assert "Proszę" in sentence(answer)


def test_a_file_of_ten_megabytes_is_refused_by_its_size():
	content = b64encode(b"x" * 2 * FIVE_MEGABYTES).decode()
	for method in METHODS:
		assert post(Person(email("coordinator")), method, content=content).status_code in (413, 417)


@pytest.mark.parametrize("value", [None, 7, ["a"], {"a": 1}])
def test_whatever_is_sent_is_answered(value):
	person = Person(email("coordinator"))
	for arguments in (
		{"content": value},
		{"content": table(), "rows": value},
		{"content": table(), "doubled": value},
	):
		answer = post(person, METHODS[1], **arguments)
		assert 400 <= answer.status_code < 500, answer.text


def test_the_page_opens_for_those_who_import_and_for_nobody_else():
	page = "frappe.desk.desk_page.getpage"
	for who, status in (("coordinator", 200), ("head", 200), ("assistant", 403), ("clerk", 403)):
		answer = Person(email(who)).call(page, name="family-import")
		assert answer.status_code == status, who
