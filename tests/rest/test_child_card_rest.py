"""A child's card over real HTTP: written by those on the case, nothing for a stranger by any way."""

import json

import pytest

import frappe

from opsfamily.tests.factories import assign, day, email, make_family
from opsfamily.tests.make_child_card import STATE, make_child_card
from tests.rest.http import Person
from tests.rest.test_input_rest import messages, rule_of

SECRET = "logopeda-tajny"
CHILD, MOTHER = "Jan Testowy", "Maria Testowa"
PATH = "/api/resource/Child Card"
EMPTY, FULL = "Karta Pusta", "Karta Pełna"


@pytest.fixture(scope="module")
def made(committed) -> dict[str, str]:
	"""Representative → a family with the client and the consultant on its case; `card`: that of FULL."""

	def make() -> dict[str, str]:
		families = {name: make_family(representative=name).name for name in (EMPTY, FULL)}
		for family in families.values():
			assign(family, "client")
			assign(family, "consultant", "Consultant")
		card = make_child_card(families[FULL], dates=[{"due_on": day(3), "what": "zebranie"}])
		card.append("health_dates", {"due_on": day(4), "what": SECRET, "goal": SECRET}).db_insert()
		return {**families, "card": card.name}

	return committed(make)


def post(who: str, family: str, **values):
	whole = {"child": CHILD, "as_of": str(day()), "authority": [{"person": "Maria Testowa", "state": STATE}]}
	return Person(email(who)).post(PATH, json={"family": family, **whole, **values})


def test_the_assistant_writes_it_adds_the_tutor_and_calls_from_the_form(made):
	client = Person(email("client"))
	answer = post("client", made[EMPTY], dates=[{"due_on": str(day(2)), "what": "wywiadówka"}])
	assert answer.status_code == 200, answer.text
	card = answer.json()["data"]["name"]
	tutor = {"kind": "szkoła", "institution": "SP nr 2", "contact": "pani Ewa", "phone": "22 555 02 11"}
	answer = client.do("opsfamily.api.add_person_of_child", card=card, **tutor)
	assert answer.status_code == 200, answer.text
	form = client.call("frappe.desk.form.load.getdoc", doctype="Child Card", name=card).json()["docs"][0]
	assert 'href="tel:225550211"' in form["__onload"]["people"] and "pani Ewa" in form["__onload"]["people"]
	assert form["__onload"]["keeps_health_dates"] is False
	page = client.call("opsfamily.api.family_overview", family=made[EMPTY]).json()["message"]
	assert card in page and "wywiadówka" in page


def test_a_person_without_a_kind_is_refused_and_nothing_saved(made):
	answer = Person(email("client")).do(
		"opsfamily.api.add_person_of_child", card=made["card"], kind="", institution="SP nr 9"
	)
	assert answer.status_code == 417, answer.text
	assert not frappe.db.exists("Support Contact", {"parent": made[FULL], "institution": "SP nr 9"})


def test_who_may_not_change_the_family_adds_nobody(made):
	arguments = {"card": made["card"], "kind": "szkoła", "institution": "SP nr 8"}
	for who in ("consultant", "stranger"):
		answer = Person(email(who)).do("opsfamily.api.add_person_of_child", **arguments)
		assert answer.status_code == 403, who
	frappe.db.rollback()
	assert not frappe.db.exists("Support Contact", {"parent": made[FULL], "institution": "SP nr 8"})


@pytest.mark.parametrize(
	("values", "rule"),
	[
		({"child": "Adam Obcy"}, "NotAMemberError"),
		({"as_of": "2099-01-01"}, "FutureDateError"),
		({"child": MOTHER, "dates": [{"due_on": "2026-12-01", "what": " "}]}, "EmptyDocumentError"),
		(
			{"child": MOTHER, "health_dates": [{"due_on": "2026-12-01", "what": "x", "goal": "y"}]},
			"HealthDateError",
		),
		({}, "SecondCardError"),
	],
)
def test_a_refusal_saves_nothing(made, values, rule):
	answer = post("client", made[FULL], **values)
	assert answer.status_code == 417 and rule_of(answer) == rule, answer.text
	assert messages(answer)
	frappe.db.rollback()
	assert frappe.db.count("Child Card", {"family": made[FULL]}) == 1


def test_a_stranger_gets_nothing_by_any_way(made):
	stranger, name = Person(email("stranger")), made["card"]
	assert post("stranger", made[FULL], child="Maria Testowa").status_code == 403
	assert stranger.put(f"{PATH}/{name}", json={"as_of": "2026-01-01"}).status_code == 403
	ways = [
		stranger.get(f"{PATH}/{name}"),
		stranger.call("frappe.desk.form.load.getdoc", doctype="Child Card", name=name),
		stranger.call("frappe.www.printview.get_html_and_style", doc="Child Card", name=name),
	]
	for answer in ways:
		assert answer.status_code == 403 and "zebranie" not in answer.text, answer.text
	assert stranger.get(PATH).json()["data"] == []
	for child in ("Parental Authority", "Child Date", "Child Health Date"):
		query = {"parent": "Child Card", "fields": json.dumps(["*"])}
		answer = stranger.get(f"/api/resource/{child}", params=query)
		assert not answer.ok or answer.json()["data"] == [], answer.text


def test_health_appointments_are_for_readers_of_level_one(made):
	for who, is_shown in (("client", True), ("coordinator", True), ("consultant", False)):
		person = Person(email(who))
		answer = person.get(f"{PATH}/{made['card']}")
		assert answer.ok and (SECRET in answer.text) == is_shown, who
		printed = person.call(
			"frappe.www.printview.get_html_and_style",
			doc="Child Card",
			name=made["card"],
			print_format="Karta dziecka",
		)
		assert printed.ok and CHILD in printed.text, printed.text
		assert (SECRET in printed.text) == is_shown, who


def test_that_there_are_health_appointments_is_for_them_too(made):
	asked = {"parent": "Child Card", "fields": json.dumps(["name"])}
	for who, is_shown in (("client", True), ("coordinator", True), ("consultant", False)):
		person = Person(email(who))
		for answer in (
			person.get("/api/resource/Child Health Date", params=asked),
			person.call("frappe.client.get_list", doctype="Child Health Date", **asked),
		):
			assert answer.status_code == (200 if is_shown else 403), (who, answer.text)
			assert not is_shown or answer.json().get("data", answer.json().get("message")), (who, answer.text)
