"""An office's own state of cards over real HTTP: by PUT and by the platform's action, and the door of the Workflow's form."""

import json

import pytest

import frappe

from opsfamily.core import meanings
from opsfamily.core.timesheet import ACCEPTED, DRAFT, RETURNED, SENT
from opsfamily.tests import factories
from opsfamily.tests.factories import assign, email, make_family, make_timesheet, make_visit
from tests.browser.test_office_workflow import restore
from tests.releases import validate_link
from tests.rest.http import Guest, Person
from tests.site.test_office_workflow import CHECKED, put_between

CARD, MONTH = "Assistant Timesheet", "2026-03"
COUNT = "frappe.workflow.doctype.workflow.workflow.get_workflow_state_count"
APPLY = "frappe.model.workflow.apply_workflow"
FIELDS = ["workflow_state", "state_meaning", "docstatus"]


@pytest.fixture(scope="module")
def office_workflow(committed):
	committed(put_between)
	yield
	frappe.db.rollback()
	restore()


@pytest.fixture
def card(office_workflow, committed, site) -> str:
	def make():
		family = make_family().name
		assign(family, "client", from_date="2026-01-01")
		make_visit(family, assistant=email("client"), visit_date=f"{MONTH}-19")
		return make_timesheet(family, assistant=email("client"), month=MONTH)

	return committed(make).name


@pytest.fixture(scope="module")
def people(connected_site) -> dict[str, Person]:
	return {key: Person(email(key)) for key in ("client", "coordinator", "head", "stranger")}


def put(person: Person, name: str, **values):
	answer = person.put(f"/api/resource/{CARD}/{name}", json=values)
	assert answer.status_code < 500, answer.text
	return answer


def act(person: Person, name: str, action: str):
	answer = person.do(APPLY, doc=json.dumps({"doctype": CARD, "name": name}), action=action)
	assert answer.status_code < 500, answer.text
	return answer


def test_the_whole_way(card, people, stored):
	assert put(people["client"], card, workflow_state=SENT).ok
	assert put(people["coordinator"], card, workflow_state=CHECKED).ok
	assert stored(CARD, card, FIELDS) == (CHECKED, meanings.SENT, 0)
	assert not put(people["coordinator"], card, workflow_state=ACCEPTED, docstatus=1).ok
	assert act(people["head"], card, "Zatwierdź").ok
	assert stored(CARD, card, FIELDS) == (ACCEPTED, meanings.ACCEPTED, 1)


def test_who_may_not(card, people, stored):
	assert not put(people["client"], card, workflow_state=CHECKED).ok
	assert stored(CARD, card, FIELDS) == (DRAFT, meanings.BEING_WRITTEN, 0)
	assert act(people["client"], card, "Send Card").ok
	for key in ("client", "stranger"):
		assert not put(people[key], card, workflow_state=CHECKED).ok
		assert not act(people[key], card, "Sprawdź").ok
	assert not put(people["head"], card, workflow_state=ACCEPTED, docstatus=1).ok
	assert not put(people["coordinator"], card, workflow_state=CHECKED, docstatus=1).ok
	assert stored(CARD, card, FIELDS) == (SENT, meanings.SENT, 0)


def test_a_return_from_between(card, people, stored):
	act(people["client"], card, "Send Card")
	act(people["coordinator"], card, "Sprawdź")
	answer = put(people["coordinator"], card, workflow_state=RETURNED)
	assert answer.status_code == 417 and answer.json()["exc_type"] == "ReasonMissingError"
	assert put(people["coordinator"], card, workflow_state=RETURNED, return_reason="brak opisu").ok
	assert stored(CARD, card, FIELDS) == (RETURNED, meanings.RETURNED, 0)


def test_the_meaning_is_no_clients(card, people, stored):
	assert put(people["client"], card, state_meaning=meanings.ACCEPTED).ok
	assert stored(CARD, card, FIELDS) == (DRAFT, meanings.BEING_WRITTEN, 0)
	values = {"fieldname": "state_meaning", "value": meanings.SENT}
	people["client"].do("frappe.client.set_value", doctype=CARD, name=card, **values)
	assert stored(CARD, card, FIELDS) == (DRAFT, meanings.BEING_WRITTEN, 0)


@pytest.fixture
def administrator(site) -> Person:
	if not frappe.db.exists("User", email("founder_of_flow")):
		roles = ("OPS Administrator", "System Manager")
		factories.make_person("founder_of_flow", "Ada Obiegowa", roles)
		frappe.db.commit()
	return Person(email("founder_of_flow"))


def test_the_form_of_the_workflow_counts_states_and_nothing_else(card, people, administrator):
	asked = {"doctype": CARD, "workflow_state_field": "workflow_state", "states": json.dumps([SENT])}
	answer = administrator.call(COUNT, **asked)
	assert answer.ok, answer.text
	assert {"workflow_state", "count"} == set(answer.json()["message"][0])
	assert SENT not in {row["workflow_state"] for row in answer.json()["message"]}
	for other in (
		{"workflow_state_field": "representative"},
		{"doctype": "Family"},
		{"doctype": "Family Visit"},
	):
		assert administrator.call(COUNT, **{**asked, **other}).status_code == 403
	for key in ("client", "coordinator", "stranger"):
		assert people[key].call(COUNT, **asked).status_code == 403


def test_a_state_without_a_meaning_is_told_and_nothing_is_lost(office_workflow, administrator):
	path = "/api/resource/OPS Settings/OPS Settings"
	before = administrator.get(path).json()["data"]["state_meanings"]
	for row, word in (
		({"document_type": CARD, "state": "Approved", "meaning": "Nic takiego"}, "Nic takiego"),
		({"document_type": CARD, "state": "Approved", "meaning": meanings.REFUSED}, str(len(before) + 1)),
		({"document_type": CARD, "state": CHECKED, "meaning": meanings.SENT}, str(len(before) + 1)),
		({"document_type": CARD, "state": "Nie ma takiego", "meaning": meanings.SENT}, "Nie ma takiego"),
		({"document_type": CARD, "state": "", "meaning": meanings.SENT}, "state"),
	):
		answer = administrator.put(path, json={"state_meanings": [*before, row]})
		assert 400 <= answer.status_code < 500, answer.text
		assert word in answer.text
	assert len(administrator.get(path).json()["data"]["state_meanings"]) == len(before)


@pytest.mark.parametrize("key", ["assistant", "coordinator", "head", "administrator"])
def test_who_may_only_select_chooses_a_state_in_settings_and_filters(key, connected_site):
	person, of_states = Person(email(key)), {"doctype": "Workflow State"}
	for txt in ("", "card s", "wysł"):
		answer = person.call("frappe.desk.search.search_link", txt=txt, **of_states)
		assert answer.ok, answer.text
		found = answer.json().get("message") or answer.json().get("results")
		names = [row["value"] for row in found]
		assert SENT in names and (RETURNED in names) == (txt == "")
	answer = validate_link(person, "Workflow State", SENT)
	assert answer.ok and answer.json()["message"]["name"] == SENT, answer.text


def test_who_may_not_list_states_is_offered_none(connected_site):
	search = "opsfamily.case.office_workflow.search_states"
	asked = {"doctype": "Family", "txt": "", "searchfield": "name", "start": 0, "page_len": 10}
	assert Guest().call(search, **asked).status_code == 403
	# Up to v15 the platform's states are read by whoever logs in.
	nobody = Person(email("nobody"))
	assert nobody.call(search, **asked).ok == nobody.get("/api/resource/Workflow State").ok
	# The DocType that a client names is not asked.
	answer = Person(email("assistant")).call(search, **{**asked, "page_len": 99})
	assert [SENT] in answer.json()["message"], answer.text
