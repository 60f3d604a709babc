"""Specialists' help and interventions over real HTTP, as the user whose step it is."""

import pytest

import frappe

from opsfamily.case.document import FutureDateError
from opsfamily.exceptions import DurationError, EmptyDocumentError, NotAMemberError, PeriodError
from opsfamily.ops_consultation.doctype.intervention.intervention import SignerError
from opsfamily.ops_consultation.doctype.specialist_help.specialist_help import HelperError
from opsfamily.tests.factories import assign, email, make_family
from tests.rest.http import Person
from tests.rest.test_closing_rest import made, post, put, refused

HELP, INTERVENTION = "Specialist Help", "Intervention"
MOTHER = "Maria Pomocowa"
KEYS = ("client", "social_worker", "consultant", "coordinator", "head", "stranger", "day_centre", "clerk")


@pytest.fixture(scope="module")
def people(connected_site) -> dict[str, Person]:
	yield {key: Person(email(key)) for key in KEYS}
	frappe.set_user("Administrator")
	frappe.db.rollback()


@pytest.fixture
def family(committed) -> str:
	def make():
		name = make_family(representative=MOTHER, members=[{"full_name": MOTHER}]).name
		assign(name, "client", from_date="2020-01-01")
		assign(name, "social_worker", "Social Worker")
		assign(name, "consultant", "Psychologist")
		return name

	return committed(make)


def help_of(family: str, **values) -> dict:
	defaults = {
		"help_date": "2026-10-12",
		"kind": "mediacja",
		"minutes": 60,
		"outside_specialist": "M. Zgoda",
	}
	return {"family": family, **defaults, "persons": [{"full_name": MOTHER}], "note": "slowo-tajne", **values}


def intervention_of(family: str, key: str = "client", **values) -> dict:
	defaults = {"worker": email(key), "intervention_date": "2026-10-14", "persons": [{"full_name": MOTHER}]}
	texts = {"seen": "widziano-tajne", "done": "zrobiono-tajne"}
	return {"family": family, **defaults, **texts, **values}


def test_help_is_written_by_whoever_works_on_the_case(people, family):
	for key in ("client", "social_worker", "consultant", "coordinator", "head"):
		answer = made(post(people[key], HELP, **help_of(family)))
		assert answer["note"] == "slowo-tajne"
	page = people["client"].call("opsfamily.api.family_overview", family=family).json()["message"]
	assert "mediacja, M. Zgoda" in page and "slowo-tajne" not in page


@pytest.mark.parametrize(
	("values", "exception", "word"),
	[
		({"worker": email("client")}, HelperError, "pracownik"),
		({"outside_specialist": ""}, HelperError, "spoza ośrodka"),
		({"minutes": 0}, DurationError, "Czas trwania"),
		({"minutes": 1440}, DurationError, "Czas trwania"),
		({"persons": [{"full_name": "Obca Osoba"}]}, NotAMemberError, "Wiersz 1"),
		({"help_date": "2999-01-01"}, FutureDateError, "Dzień"),
		({"follow_up_on": "2026-10-11"}, PeriodError, "Powrót"),
	],
)
def test_what_help_refuses(people, family, values, exception, word):
	refused(post(people["client"], HELP, **help_of(family, **values)), exception, word)
	assert not frappe.db.exists(HELP, {"family": family})


def test_an_intervention_from_the_first_word_to_the_signature(people, family):
	name = made(post(people["client"], INTERVENTION, **intervention_of(family)))["name"]
	told = frappe.get_all(
		"Notification Log", {"document_name": name}, ["for_user", "subject"], order_by="name"
	)
	assert {email("coordinator"), email("head")} <= {row.for_user for row in told}
	assert all(MOTHER not in row.subject and family in row.subject for row in told)
	path = f"/api/resource/{INTERVENTION}/{name}"
	assert "widziano-tajne" in people["coordinator"].get(path).text
	refused(put(people["coordinator"], INTERVENTION, name, docstatus=1), SignerError, "Klara")
	assert made(put(people["client"], INTERVENTION, name, docstatus=1))["signed_at"]
	assert not put(people["client"], INTERVENTION, name, seen="inaczej").ok


@pytest.mark.parametrize(
	("values", "exception", "word"),
	[
		({"intervention_date": "2999-01-01"}, FutureDateError, "Dzień"),
		(
			{"notified": [{"body": "policja", "notified_on": "2026-10-13"}]},
			PeriodError,
			"Wiersz 1",
		),
		({"blue_card_on": "2026-10-14"}, EmptyDocumentError, "Niebieskie Karty"),
	],
)
def test_what_an_intervention_refuses(people, family, values, exception, word):
	refused(post(people["client"], INTERVENTION, **intervention_of(family, **values)), exception, word)
	assert not frappe.db.exists(INTERVENTION, {"family": family})


@pytest.mark.parametrize(("doctype", "values"), [(HELP, help_of), (INTERVENTION, intervention_of)])
def test_it_is_nobodys_business(people, family, doctype, values):
	name = made(post(people["client"], doctype, **values(family)))["name"]
	for key in ("stranger", "day_centre", "clerk"):
		answer = people[key].get(f"/api/resource/{doctype}/{name}")
		assert answer.status_code == 403 and "tajne" not in answer.text
		listed = people[key].get(f"/api/resource/{doctype}")
		assert listed.status_code == 403 or listed.json()["data"] == []
		assert post(people[key], doctype, **values(family)).status_code == 403
		printed = people[key].get(f"/printview?doctype={doctype}&name={name}")
		assert not printed.ok and "tajne" not in printed.text
