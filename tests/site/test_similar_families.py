"""A second family with the same representative, address, phone or child is shown when it is saved; no oracle."""

import pytest

import frappe
from frappe.utils import strip_html

from opsfamily.ops_casework.doctype.family.similar import LOGGED
from opsfamily.permissions.session import acting_as
from opsfamily.tests.factories import assign, email, fresh, make_family

WORKER, COORDINATOR = email("social_worker"), email("coordinator")
UNIQUE = {
	"representative": "Zenobia Niepowtarzalna",
	"address": "ul. Osobliwa 77/13",
	"phone": "511 722 933",
	"members": [{"full_name": "Kosma Niepowtarzalny", "birth_date": "2018-02-03"}],
}
NOTHING = {"representative": "Inna Osoba Zupełnie", "address": "", "phone": "", "members": []}
ASK = "proszę skontaktować się z koordynatorem"


@pytest.fixture
def first(site):
	frappe.clear_messages()
	family = make_family(**UNIQUE)
	frappe.clear_messages()
	return family


def get_messages() -> str:
	log = (frappe.parse_json(message) for message in frappe.local.message_log)
	said = " ".join(f"{message.get('title', '')} {message.get('message', '')}" for message in log)
	frappe.clear_messages()
	return strip_html(said)


def enter(user: str, **values):
	"""Enter a new family as this user; answers it and what the screen says."""
	with acting_as(user):
		family = make_family(**{**NOTHING, **values})
	return family, get_messages()


def get_notices(user: str, family: str) -> list[str]:
	return frappe.get_all("Notification Log", {"for_user": user, "document_name": family}, pluck="subject")


@pytest.mark.parametrize(
	"values, words",
	[
		({"representative": "NIEPOWTARZALNA Zenobia"}, "ten sam przedstawiciel"),
		({"address": "Osobliwa 77 m. 13"}, "ten sam adres"),
		({"phone": "+48 511-722-933"}, "ten sam telefon"),
		({"members": UNIQUE["members"]}, "to samo dziecko"),
	],
)
def test_whoever_sees_the_family_sees_its_name(first, values, words):
	family, said = enter(COORDINATOR, **values)
	assert family.name and first.name in said and "Zenobia Niepowtarzalna" in said and words in said
	assert ASK not in said


def test_a_worker_on_its_case_sees_it_too(first):
	assign(first.name, "social_worker", "Social Worker")
	_family, said = enter(WORKER, phone=UNIQUE["phone"])
	assert first.name in said and ASK not in said
	assert not frappe.get_all("Access Log", {"method": LOGGED, "reference_document": first.name})


def test_others_are_sent_to_the_coordinator_who_gets_both_numbers(first):
	family, said = enter(WORKER, phone=UNIQUE["phone"])
	assert ASK in said
	assert first.name not in said and "Niepowtarzaln" not in said and "telefon" not in said
	[notice] = get_notices(COORDINATOR, family.name)
	assert family.name in notice and first.name in notice and "Niepowtarzaln" not in notice
	logged = {"method": LOGGED, "reference_document": first.name, "user": WORKER, "filters": family.name}
	assert frappe.db.count("Access Log", logged) == 1


def test_nothing_is_said_of_a_family_like_no_other(first):
	_family, said = enter(WORKER)
	assert said.strip() == ""


def test_hints_are_limited_but_the_coordinator_hears_of_each(first):
	frappe.db.delete("Access Log", {"method": LOGGED, "user": WORKER})
	frappe.db.set_single_value("OPS Settings", "similar_family_hints", 2)
	frappe.clear_document_cache("OPS Settings", "OPS Settings")
	made = [enter(WORKER, phone=UNIQUE["phone"]) for _number in range(3)]
	# From the second on, the worker's own first one is shown by name.
	assert [ASK in said for _family, said in made] == [True, True, False]
	assert all(
		any(first.name in notice for notice in get_notices(COORDINATOR, family.name)) for family, _ in made
	)


def test_a_change_of_a_family_asks_nothing(first):
	family, _said = enter(WORKER)
	with acting_as(WORKER):
		fresh(family).update({"phone": UNIQUE["phone"]}).save()
	assert get_messages().strip() == ""
	assert not frappe.get_all("Access Log", {"method": LOGGED, "user": WORKER, "filters": family.name})


def test_an_import_says_it_by_a_notice(first):
	frappe.flags.in_import = True
	try:
		family, said = enter(COORDINATOR, phone=UNIQUE["phone"], status="Under Support")
	finally:
		frappe.flags.in_import = False
	assert said.strip() == ""
	[notice] = frappe.get_all(
		"Notification Log", {"for_user": COORDINATOR, "document_name": family.name}, ["email_content"]
	)
	assert first.name in notice.email_content
