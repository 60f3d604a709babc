"""The card's states over real HTTP: by PUT, by the clients' methods and by the lists' bulk actions."""

import json

import pytest

import frappe

from opsfamily.core.timesheet import ACCEPTED, DOCSTATUS, DRAFT, MEANINGS, RETURNED, SENT, WITHDRAWN
from opsfamily.tests.factories import (
	accepted,
	assign,
	email,
	fresh,
	make_family,
	make_timesheet,
	make_visit,
	returned,
	sent,
)
from tests.rest.http import Person

DOCTYPE = "Assistant Timesheet"
STATES = tuple(DOCSTATUS)
CARD_MONTHS = {
	DRAFT: "2026-05",
	SENT: "2026-06",
	RETURNED: "2026-07",
	ACCEPTED: "2026-08",
	WITHDRAWN: "2026-09",
}
# What a refused move may answer: a rule, a permission, a change meanwhile.
REFUSED = (403, 409, 417)


@pytest.fixture(scope="module")
def cards(committed) -> dict[str, str]:
	"""State → name of a card that is in it."""

	def make() -> dict:
		family = make_family(representative="Rodzina Stanów")
		assign(family.name, "client")
		return {"Family": family, **{state: make_card(family.name, state) for state in STATES}}

	made = committed(make)
	return {state: made[state].name for state in STATES}


def make_card(family: str, state: str):
	month, assistant = CARD_MONTHS[state], email("client")
	make_visit(family, assistant=assistant, visit_date=f"{month}-10")
	card = make_timesheet(family, assistant=assistant, month=month)
	if state == WITHDRAWN:
		card = accepted(card)
		card.withdraw_acceptance("pomyłka")
		return card
	return {DRAFT: fresh, SENT: sent, RETURNED: returned, ACCEPTED: accepted}[state](card)


@pytest.fixture
def state_of(cards, stored):
	return lambda state: stored(DOCTYPE, cards[state], ["workflow_state", "docstatus"])


@pytest.fixture
def as_it_was(cards):
	"""Every card back in its own state, with its key and its rows, after a move that is allowed."""
	names = ["in", list(cards.values())]
	fields = ["name", "workflow_state", "state_meaning", "docstatus", "live_for"]
	fields += ["return_reason", "withdrawal_reason", "sent_by", "sent_on", "accepted_by", "accepted_on"]
	before = frappe.get_all(DOCTYPE, filters={"name": names}, fields=fields, order_by="name")
	yield
	frappe.db.rollback()
	amended = frappe.get_all(DOCTYPE, {"amended_from": cards[ACCEPTED]}, pluck="name", order_by="name")
	frappe.db.delete("Timesheet Row", {"parenttype": DOCTYPE, "parent": ["in", amended]})
	frappe.db.delete(DOCTYPE, {"name": ["in", amended]})
	for card in before:
		frappe.db.set_value(DOCTYPE, card.pop("name"), card)
	frappe.db.commit()


@pytest.fixture(scope="module")
def coordinator(connected_site) -> Person:
	return Person(email("coordinator"))


@pytest.fixture(scope="module")
def client(connected_site) -> Person:
	return Person(email("client"))


def put(person: Person, name: str, **values):
	answer = person.put(f"/api/resource/{DOCTYPE}/{name}", json=values)
	assert answer.status_code < 500, answer.text
	return answer


@pytest.mark.parametrize("state", STATES)
def test_a_put_of_the_state_alone(cards, coordinator, state, state_of, as_it_was):
	for next_state in STATES:
		answer = put(coordinator, cards[state], workflow_state=next_state)
		allowed = state == next_state != WITHDRAWN
		assert answer.ok == allowed or is_saved_move(state, next_state), (next_state, answer.text)
		if not is_saved_move(state, next_state):
			assert state_of(state) == (state, DOCSTATUS[state]), next_state
		else:
			values = {"workflow_state": state, "state_meaning": MEANINGS[state]}
			frappe.db.set_value(DOCTYPE, cards[state], values)
			frappe.db.commit()


def is_saved_move(state: str, next_state: str) -> bool:
	# A return has no reason here, so that it is refused.
	return next_state == SENT and state in (DRAFT, RETURNED)


@pytest.mark.parametrize("state", [DRAFT, RETURNED, ACCEPTED, WITHDRAWN])
@pytest.mark.parametrize("docstatus", [0, 1, 2])
def test_a_put_of_state_and_docstatus(cards, coordinator, state, docstatus, state_of):
	for next_state in STATES:
		if (next_state, docstatus) in ((state, DOCSTATUS[state]), (SENT, 0)):
			continue
		answer = put(coordinator, cards[state], workflow_state=next_state, docstatus=docstatus)
		assert answer.status_code in REFUSED, (next_state, answer.text)
		assert state_of(state) == (state, DOCSTATUS[state]), next_state


def test_a_sent_card_is_accepted_by_a_put(cards, coordinator, state_of, as_it_was):
	assert put(coordinator, cards[SENT], workflow_state=ACCEPTED).status_code == 417
	assert put(coordinator, cards[SENT], workflow_state=ACCEPTED, docstatus=1).ok
	assert state_of(SENT) == (ACCEPTED, 1)


def test_a_sent_card_is_returned_with_a_reason(cards, coordinator, state_of, as_it_was):
	assert put(coordinator, cards[SENT], workflow_state=RETURNED).status_code == 417
	assert put(coordinator, cards[SENT], workflow_state=RETURNED, return_reason="brak opisu").ok
	assert state_of(SENT) == (RETURNED, 0)


def test_the_assistant_accepts_and_returns_nothing(cards, client, state_of):
	for values in (
		{"workflow_state": ACCEPTED, "docstatus": 1},
		{"workflow_state": RETURNED, "return_reason": "sama sobie"},
		{"docstatus": 1},
	):
		assert put(client, cards[SENT], **values).status_code in REFUSED, values
		assert state_of(SENT) == (SENT, 0)


def test_computed_fields_of_a_put_are_ignored(cards, client, stored):
	before = stored(DOCTYPE, cards[DRAFT], ["total_minutes", "timesheet_minutes", "accepted_by", "live_for"])
	assert put(client, cards[DRAFT], total_minutes=9999, accepted_by="Guest", live_for=email("head")).ok
	assert put(client, cards[DRAFT], rows=[{"minutes": 9999}]).status_code == 417
	assert (
		stored(DOCTYPE, cards[DRAFT], ["total_minutes", "timesheet_minutes", "accepted_by", "live_for"])
		== before
	)


@pytest.mark.parametrize("state", [DRAFT, SENT, RETURNED, ACCEPTED])
def test_a_row_is_not_written_past_its_card(cards, coordinator, state, stored):
	row = stored("Timesheet Row", {"parent": cards[state]}, "name")
	new = {"parent": cards[state], "parenttype": DOCTYPE, "parentfield": "rows", "minutes": 9999}
	for answer in (
		coordinator.put(f"/api/resource/Timesheet Row/{row}", json={"minutes": 9999}),
		coordinator.delete(f"/api/resource/Timesheet Row/{row}"),
		coordinator.post("/api/resource/Timesheet Row", json=new),
		coordinator.do("frappe.client.insert", doc=json.dumps({**new, "doctype": "Timesheet Row"})),
		coordinator.do(
			"frappe.client.set_value", doctype="Timesheet Row", name=row, fieldname="minutes", value=9999
		),
	):
		assert answer.status_code in REFUSED, answer.text
	assert stored("Timesheet Row", {"parent": cards[state]}, ["name", "minutes"]) == (row, 120)


def test_the_clients_submit_and_cancel(cards, coordinator, state_of):
	for state in (DRAFT, RETURNED, WITHDRAWN):
		doc = coordinator.get(f"/api/resource/{DOCTYPE}/{cards[state]}").json()["data"]
		answer = coordinator.do("frappe.client.submit", doc=json.dumps(doc))
		assert answer.status_code in REFUSED, answer.text
		assert state_of(state) == (state, DOCSTATUS[state])
	answer = coordinator.do("frappe.client.cancel", doctype=DOCTYPE, name=cards[ACCEPTED])
	assert answer.status_code == 417
	assert state_of(ACCEPTED) == (ACCEPTED, 1)


def bulk(person: Person, cards: dict, action: str, **data):
	answer = person.do(
		"frappe.desk.doctype.bulk_update.bulk_update.submit_cancel_or_update_docs",
		doctype=DOCTYPE,
		docnames=json.dumps(list(cards.values())),
		action=action,
		data=json.dumps(data),
	)
	assert answer.ok, answer.text


def states(state_of) -> dict[str, tuple]:
	return {state: state_of(state) for state in STATES}


OWN = {state: (state, DOCSTATUS[state]) for state in STATES}


def test_a_bulk_submit_accepts_the_sent_card_only(cards, coordinator, client, state_of, as_it_was):
	bulk(client, cards, "submit")
	assert states(state_of) == OWN
	bulk(coordinator, cards, "submit")
	assert states(state_of) == {**OWN, SENT: (ACCEPTED, 1)}


def test_a_bulk_cancel_has_no_reason(cards, coordinator, client, state_of):
	for person in (client, coordinator):
		bulk(person, cards, "cancel")
		assert states(state_of) == OWN


@pytest.mark.parametrize("state", [DRAFT, RETURNED, ACCEPTED, WITHDRAWN])
def test_a_bulk_edit_of_the_state(cards, coordinator, client, state, state_of):
	for person in (client, coordinator):
		bulk(person, cards, "update", workflow_state=state)
		assert states(state_of) == OWN


def approve(person: Person, cards: dict, action: str):
	answer = person.do(
		"frappe.model.workflow.bulk_workflow_approval",
		doctype=DOCTYPE,
		docnames=json.dumps(list(cards.values())),
		action=action,
	)
	assert answer.ok, answer.text


def test_a_bulk_acceptance_accepts_the_sent_card_only(cards, coordinator, client, state_of, as_it_was):
	approve(client, cards, "Accept Card")
	assert states(state_of) == OWN
	approve(coordinator, cards, "Accept Card")
	assert states(state_of) == {**OWN, SENT: (ACCEPTED, 1)}


def test_a_bulk_sending_sends_what_may_be_sent(cards, client, state_of, as_it_was):
	approve(client, cards, "Send Card")
	assert states(state_of) == {**OWN, DRAFT: (SENT, 0), RETURNED: (SENT, 0)}


@pytest.mark.parametrize("action", ["Return Card", "Withdraw Acceptance"])
def test_a_bulk_action_gives_no_reason(cards, coordinator, action, state_of):
	approve(coordinator, cards, action)
	assert states(state_of) == OWN


def test_withdrawing_over_http(cards, coordinator, client, state_of, stored, as_it_was):
	method, reason = "opsfamily.api.withdraw_acceptance", "pomyłka w godzinach"
	assert client.do(method, timesheet=cards[ACCEPTED], reason=reason).status_code == 403
	assert coordinator.do(method, timesheet=cards[ACCEPTED], reason=" ").status_code == 417
	assert coordinator.call(method, timesheet=cards[ACCEPTED], reason=reason).status_code == 403  # GET
	answer = coordinator.do(method, timesheet=cards[ACCEPTED], reason=reason)
	assert answer.ok, answer.text
	draft = answer.json()["message"]
	assert state_of(ACCEPTED) == (WITHDRAWN, 2)
	assert stored(DOCTYPE, draft, ["workflow_state", "docstatus", "amended_from"]) == (
		DRAFT,
		0,
		cards[ACCEPTED],
	)


def test_a_sent_card_is_not_deleted(cards, coordinator, state_of):
	for state in (SENT, ACCEPTED, WITHDRAWN):
		assert coordinator.delete(f"/api/resource/{DOCTYPE}/{cards[state]}").status_code in REFUSED
		assert state_of(state) == OWN[state]


# what the form of a release asks before an action of the workflow

QUESTION = {
	"doctype": "Workflow",
	"fieldname": "enable_action_confirmation",
	"filters": json.dumps({"document_type": DOCTYPE}),
}


@pytest.mark.parametrize(("key", "status"), [("assistant", 200), ("coordinator", 200), ("nobody", 403)])
def test_whether_an_action_is_confirmed_is_told_to_readers_of_the_document(key, status):
	answer = Person(email(key)).call("frappe.client.get_value", **QUESTION)
	assert answer.status_code == status, answer.text
	if status == 200:
		assert answer.json()["message"] == {"enable_action_confirmation": 0}


@pytest.mark.parametrize(
	"other",
	[
		{"fieldname": "workflow_name"},
		{"filters": json.dumps({"name": "Karta czasu pracy"})},
		{"filters": json.dumps({"document_type": DOCTYPE, "is_active": 1})},
		{"doctype": "Workflow State", "fieldname": "style"},
	],
)
def test_nothing_else_of_a_workflow_is_told(other):
	answer = Person(email("assistant")).call("frappe.client.get_value", **{**QUESTION, **other})
	assert answer.status_code == 403, answer.text
