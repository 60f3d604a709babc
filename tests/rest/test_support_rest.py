"""„Za życiem”, consents and foster care over real HTTP, as the assistant whose step it is."""

import pytest

import frappe

from opsfamily.tests.base import in_row, label
from opsfamily.tests.factories import (
	assign,
	day,
	email,
	make_authorisation,
	make_catalogue,
	make_consent,
	make_family,
	make_placement,
	submitted,
)
from tests.rest.http import Person
from tests.rest.test_input_rest import messages, rule_of

ZUS, NFZ = "Zakład Ubezpieczeń Społecznych", "Narodowy Fundusz Zdrowia"
WORK = "zgoda na pracę z asystentem rodziny"
IMAGE = "zgoda na wykorzystanie wizerunku"
CONSENT = {"person": "Maria Testowa", "kind": IMAGE, "given_on": "2026-08-10"}
AUTHORISATION = {
	"person": "Maria Testowa",
	"reach": "Special",
	"body": NFZ,
	"scope": "odbiór pism",
	"from_date": "2026-10-01",
}
CATALOGUE = {"person": "Maria Testowa", "application_received_on": "2026-10-01"}
PLACEMENT = {
	"child": "Maria Testowa",
	"kind": "rodzinny dom dziecka",
	"carer": "Państwo Opiekuńczy",
	"since": "2026-09-01",
}
WHOLE = {
	"Consent": CONSENT,
	"Authorisation": AUTHORISATION,
	"Support Catalogue": CATALOGUE,
	"Foster Placement": PLACEMENT,
}


@pytest.fixture(scope="module")
def made(committed) -> dict:
	def make() -> dict:
		family = make_family(representative="Maria Testowa")
		assign(family.name, "client")
		assign(family.name, "coordinator", "Coordinator")
		documents = {"Consent": make_consent(family.name)}
		documents["Authorisation"] = submitted(make_authorisation(family.name, assistant=email("client")))
		documents["Support Catalogue"] = make_catalogue(family.name)
		documents["Foster Placement"] = make_placement(family.name)
		return {"Family": family, **documents}

	return {doctype: doc.name for doctype, doc in committed(make).items()}


@pytest.fixture(scope="module")
def client(made) -> Person:
	return Person(email("client"))


def post(who: Person, doctype: str, family: str, **values):
	return who.post(f"/api/resource/{doctype}", json={"family": family, **WHOLE[doctype], **values})


def refuses(answer, rule: str, *words: str) -> None:
	assert answer.status_code == 417, answer.text
	assert rule_of(answer) == rule, answer.text
	said = frappe.utils.strip_html(messages(answer))
	for word in words:
		assert word in said, said


@pytest.mark.parametrize(
	("doctype", "values", "rule", "fieldname"),
	[
		("Consent", {"given_on": "2099-01-01"}, "FutureDateError", "given_on"),
		("Consent", {"withdrawn_on": "2099-01-01"}, "FutureDateError", "withdrawn_on"),
		("Consent", {"withdrawn_on": "2026-08-09"}, "WithdrawnTooEarlyError", "withdrawn_on"),
		("Consent", {"person": "Obcy Człowiek"}, "NotAMemberError", "person"),
		("Consent", {"kind": WORK}, "SecondConsentError", "kind"),
		("Authorisation", {"body": None}, "BodyMissingError", "body"),
		("Authorisation", {"until_date": "2026-09-30"}, "PeriodError", "until_date"),
		("Authorisation", {"person": "Obcy Człowiek"}, "NotAMemberError", "person"),
		("Support Catalogue", {"handed_on": "2026-09-30"}, "HandedTooEarlyError", "handed_on"),
		("Support Catalogue", {"handed_on": "2099-01-01"}, "FutureDateError", "handed_on"),
		("Support Catalogue", {"person": "Obcy Człowiek"}, "NotAMemberError", "person"),
		("Foster Placement", {"since": "2099-01-01"}, "FutureDateError", "since"),
		("Foster Placement", {"until_date": "2026-08-31"}, "PeriodError", "until_date"),
		("Foster Placement", {"child": "Obce Dziecko"}, "NotAMemberError", "child"),
		("Foster Placement", {"child": "Jan Testowy"}, "SecondPlacementError", "child"),
	],
)
def test_a_rule_refuses(client, made, doctype, values, rule, fieldname):
	refuses(post(client, doctype, made["Family"], **values), rule, label(doctype, fieldname))


def test_the_step_needs_an_authorisation_for_its_body_and_day(client, made):
	catalogue = f"/api/resource/Support Catalogue/{made['Support Catalogue']}"
	field = label("Support Catalogue Step", "body")
	covered = {"step_date": "2026-10-05", "body": ZUS, "step": "wniosek"}
	for row, step, words in (
		(1, {**covered, "body": NFZ}, (NFZ, "05.10.2026")),
		(2, {**covered, "step_date": "2026-09-30"}, (ZUS, "30.09.2026")),
	):
		answer = client.put(catalogue, json={"steps": [covered] * (row - 1) + [step]})
		refuses(answer, "NoAuthorisationError", in_row(row, field), *words)
	answer = client.put(catalogue, json={"steps": [covered]})
	assert answer.ok, answer.text
	assert answer.json()["data"]["steps"][0]["authorisation"] == made["Authorisation"]
	cancel = client.do("frappe.client.cancel", doctype="Authorisation", name=made["Authorisation"])
	refuses(cancel, "AuthorisationUsedError", made["Authorisation"])


def test_a_step_is_not_written_past_its_catalogue(client, made):
	row = {"parent": made["Support Catalogue"], "parenttype": "Support Catalogue", "parentfield": "steps"}
	step = {"step_date": "2026-10-05", "body": NFZ, "step": "obejście"}
	answer = client.post("/api/resource/Support Catalogue Step", json={**row, **step})
	assert answer.status_code in (403, 417), answer.text


def test_an_authorisation_is_printed_signed_submitted_and_withdrawn(client, made, stored):
	answer = post(client, "Authorisation", made["Family"], reach="General")
	assert answer.ok, answer.text
	authorisation = answer.json()["data"]
	assert (authorisation["assistant"], authorisation.get("body")) == (email("client"), None)
	url = f"/api/resource/Authorisation/{authorisation['name']}"
	printed = client.call(
		"frappe.utils.print_format.download_pdf",
		doctype="Authorisation",
		name=authorisation["name"],
		format="Upoważnienie",
	)
	assert printed.ok and printed.content.startswith(b"%PDF")
	assert client.put(url, json={"docstatus": 1}).ok
	assert client.put(url, json={"withdrawn_on": str(day())}).ok
	assert stored("Authorisation", authorisation["name"], ["docstatus", "withdrawn_on"]) == (1, day())
	refuses(client.put(url, json={"scope": "wszystko"}), "UpdateAfterSubmitError")


def test_the_withdrawn_consent_to_work_asks_tells_and_shows(client, made, stored):
	url = f"/api/resource/Consent/{made['Consent']}"
	withdrawn = {"withdrawn_on": str(day())}
	refuses(client.put(url, json=withdrawn), "NextStepMissingError", label("Consent", "next_step"))
	assert str(stored("Family", made["Family"], "work_consent_date")) == "2026-08-10"
	assert client.put(url, json={**withdrawn, "next_step": "End the Work"}).ok
	assert stored("Consent", made["Consent"], "status") == "Consent Withdrawn"
	assert stored("Family", made["Family"], "work_consent_date") is None
	keys = {"document_type": "Consent", "document_name": made["Consent"]}
	assert stored("Notification Log", keys, "for_user") == email("coordinator")


def test_the_social_worker_of_the_case_writes_no_authorisation(committed, made):
	committed(lambda: assign(made["Family"], "social_worker", "Social Worker"))
	worker = Person(email("social_worker"))
	for doctype in ("Authorisation", "Support Catalogue"):
		assert post(worker, doctype, made["Family"]).status_code == 403
	assert post(worker, "Consent", made["Family"]).ok
	catalogue = worker.get(f"/api/resource/Support Catalogue/{made['Support Catalogue']}").json()["data"]
	assert catalogue["person"] == "Maria Testowa"


def test_the_head_sees_what_entitles_and_the_consultant_does_not(committed, made):
	committed(lambda: assign(made["Family"], "consultant", "Consultant"))
	url = f"/api/resource/Support Catalogue/{made['Support Catalogue']}"
	head = Person(email("head"))
	assert head.put(url, json={"issuer": "dr Tajna"}).ok
	assert head.get(url).json()["data"]["issuer"] == "dr Tajna"
	assert "dr Tajna" not in Person(email("consultant")).get(url).text


def test_a_body_is_added_by_who_works_with_it(client, committed):
	assert client.post("/api/resource/Support Body", json={"body_name": "Fundacja Próba"}).ok
	committed(lambda: frappe.delete_doc("Support Body", "Fundacja Próba"))
	consultant = Person(email("consultant"))
	assert consultant.post("/api/resource/Support Body", json={"body_name": "x"}).status_code == 403
	assert client.post("/api/resource/Consent Kind", json={"kind_name": "x"}).status_code == 403


def test_names_to_choose_from(client, made):
	answer = client.call("opsfamily.api.household_choices", family=made["Family"])
	assert answer.json()["message"] == ["Maria Testowa", "Jan Testowy"]
