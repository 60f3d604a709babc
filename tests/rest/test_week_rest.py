"""A family's week and agreements with bodies over real HTTP: who writes, who prints, nothing for a stranger."""

import json

import pytest

import frappe

from opsfamily.tests.factories import assign, day, email, make_family
from opsfamily.tests.make_week import make_appointment
from tests.rest.http import Person
from tests.rest.test_input_rest import messages

APPOINTMENT, AGREEMENT = "/api/resource/Weekly Appointment", "/api/resource/Cooperation Agreement"
WHAT = "basen tygodniowy"


@pytest.fixture(scope="module")
def made(committed) -> dict[str, str]:
	def make() -> dict[str, str]:
		family = make_family(representative="Rodzina Tygodnia").name
		assign(family, "client")
		return {"family": family, "appointment": make_appointment(family, what=WHAT).name}

	return committed(make)


def post(who: str, made: dict, **values):
	whole = {"what": "kurs", "weekday": "Friday", "from_time": "09:00:00", "to_time": "10:00:00"}
	return Person(email(who)).post(APPOINTMENT, json={"family": made["family"], **whole, **values})


def test_the_assistant_writes_it_and_prints_the_week(made):
	answer = post("client", made)
	assert answer.status_code == 200, answer.text
	prints = {"export_from": "Family", "reference_document": made["family"], "user": email("client")}
	before = frappe.db.count("Access Log", prints)
	week = Person(email("client")).call(
		"opsfamily.api.family_week_pdf", family=made["family"], week=str(day(7))
	)
	assert week.content.startswith(b"%PDF"), week.text
	frappe.db.rollback()
	assert frappe.db.count("Access Log", prints) == before + 1


@pytest.mark.parametrize(
	("values", "word"),
	[
		({"weekday": "Someday"}, "Dzień tygodnia"),
		({"weekday": None}, "Dzień tygodnia"),
		({"from_time": "x"}, "Godzina od"),
		({"to_time": "08:00:00"}, "Godzina do"),
		({"from_date": "2026-13-01"}, "Od dnia"),
		({"until_date": "2020-01-01"}, "Do dnia"),
		({"person": "Adam Obcy"}, "Osoba"),
	],
)
def test_bad_input_names_its_field_and_nothing_is_saved(made, values, word):
	before = frappe.db.count("Weekly Appointment", {"family": made["family"]})
	answer = post("client", made, **values)
	assert 400 <= answer.status_code < 500 and word in messages(answer), answer.text
	frappe.db.rollback()
	assert frappe.db.count("Weekly Appointment", {"family": made["family"]}) == before


@pytest.mark.parametrize("who", ["stranger", "day_centre", "administrator"])
def test_a_stranger_gets_nothing(made, who):
	person, name = Person(email(who)), made["appointment"]
	answers = [
		person.get(f"{APPOINTMENT}/{name}"),
		person.put(f"{APPOINTMENT}/{name}", json={"what": "x"}),
		person.delete(f"{APPOINTMENT}/{name}"),
		post(who, made),
		person.call("opsfamily.api.family_week_pdf", family=made["family"]),
		person.get(APPOINTMENT, params={"filters": json.dumps({"family": made["family"]})}),
	]
	assert [answer.status_code for answer in answers[:5]] == [403] * 5
	assert all(WHAT not in answer.text for answer in answers)


def test_a_week_that_is_none(made):
	answer = Person(email("client")).call(
		"opsfamily.api.family_week_pdf", family=made["family"], week="jutro"
	)
	assert answer.status_code == 417 and "RRRR-MM-DD" in messages(answer)


def test_an_agreement_is_the_coordinators_and_its_contacts_everybodys_on_a_case(made):
	values = {
		"body": "Poradnia Tygodnia",
		"keeper": email("coordinator"),
		"valid_from": str(day()),
		"subject": "Kierowanie rodzin",
		"contacts": [{"person": "Ewa Bór", "phone": "22 1"}],
	}
	assert Person(email("client")).post(AGREEMENT, json=values).status_code == 403
	coordinator = Person(email("coordinator"))
	wrong = coordinator.post(AGREEMENT, json={**values, "valid_until": "2020-01-01"})
	assert wrong.status_code == 417 and "Obowiązuje do" in messages(wrong)
	answer = coordinator.post(AGREEMENT, json=values)
	assert answer.status_code == 200, answer.text
	name = answer.json()["data"]["name"]
	try:
		arguments = {"institution": "poradnia  TYGODNIA"}
		found = Person(email("client")).call("opsfamily.api.agreement_with", **arguments)
		assert found.json()["message"] == {"name": name, "contacts": ["Ewa Bór, 22 1"]}
		for who in ("day_centre", "clerk"):
			assert Person(email(who)).call("opsfamily.api.agreement_with", **arguments).status_code == 403
	finally:
		assert coordinator.delete(f"{AGREEMENT}/{name}").status_code == 202
