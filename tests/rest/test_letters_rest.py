"""The register of letters over HTTP: who sees and writes it, and what a client cannot forge."""

import pytest

import frappe

from opsfamily.tests.factories import assign, email, make_family, make_request
from opsfamily.tests.make_letters import make_letter
from tests.rest.http import Person

REFUSED = (401, 403, 404)
OUTSIDERS = ("stranger", "social_worker", "consultant", "administrator", "day_centre", "clerk", "nobody")
LETTER, BEGINNING = "/api/resource/Letter Sent", "opsfamily.api.letter_beginning"
VALUES = {"letter_kind": "Other Letter", "recipient": "Maria Testowa", "way": "Post"}


@pytest.fixture(scope="module")
def made(committed) -> dict:
	"""A draft letter and a request of the client's family."""

	def make() -> dict:
		family = make_family(representative="Rodzina Listowa", case_mark="OPS.5213.77.2026")
		assign(family.name, "client")
		letter = make_letter(family.name, remark="Tajemnica listu.")
		return {"Family": family, "Letter Sent": letter, "Request": make_request(family.name)}

	return committed(make)


@pytest.mark.parametrize("key", OUTSIDERS)
def test_others_neither_read_nor_write_it(made, key):
	person, name = Person(email(key)), made["Letter Sent"].name
	answers = [
		person.get(f"{LETTER}/{name}"),
		person.put(f"{LETTER}/{name}", json={"remark": "x"}),
		person.delete(f"{LETTER}/{name}"),
		person.post(LETTER, json={"family": made["Family"].name, **VALUES}),
		person.call(BEGINNING, document_type="Assistant Request", document=made["Request"].name),
	]
	assert [answer.status_code for answer in answers if answer.status_code not in REFUSED] == []
	assert not any("Tajemnica" in answer.text or "Listowa" in answer.text for answer in answers)


@pytest.mark.parametrize("key", OUTSIDERS)
def test_others_list_none(made, key):
	answer = Person(email(key)).get(LETTER)
	assert answer.status_code in REFUSED or answer.json()["data"] == []


def test_what_a_client_sends_of_basis_clause_and_checksum_is_overwritten(made, committed):
	forged = {"legal_basis": "wymyślona", "data_clause": "zmyślona", "scan_checksum": "0" * 64}
	answer = Person(email("client")).post(LETTER, json={"family": made["Family"].name, **VALUES, **forged})
	assert answer.status_code == 200, answer.text
	stored = answer.json()["data"]
	assert [stored.get(fieldname) or "" for fieldname in forged] == ["", "", ""]
	assert stored["case_mark"] == "OPS.5213.77.2026"
	committed(lambda: frappe.delete_doc("Letter Sent", stored["name"], force=True) or {})


@pytest.mark.parametrize(
	("document_type", "document"),
	[("Family Visit", "x"), ("User", "Administrator"), ("", ""), ("Consent", "x")],
)
def test_a_beginning_of_something_else_is_refused(made, document_type, document):
	answer = Person(email("client")).call(BEGINNING, document_type=document_type, document=document)
	assert 400 <= answer.status_code < 500, answer.text


def test_a_foreign_file_as_scan_gives_no_checksum(made):
	body = {"family": made["Family"].name, **VALUES, "scan": "/private/files/../site_config.json"}
	answer = Person(email("client")).post(LETTER, json=body)
	assert 400 <= answer.status_code < 500, answer.text
