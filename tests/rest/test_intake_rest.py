"""How a family comes to an assistant, over real HTTP, each step as the user whose step it is."""

import json

import pytest

import frappe

from opsfamily.core.requests import ASSIGNED, INTERVIEW, REFUSED, SENT
from opsfamily.tests.factories import (
	assign,
	day,
	email,
	made_families,
	make_family,
	make_notification,
	make_request,
	make_risk_list,
	moved,
)
from tests.rest.http import Person

NOTIFICATION, RISK_LIST, REQUEST = "Family Notification", "Risk List", "Assistant Request"
OWN = {"basis": "Own Application", "reason": "prośba rodziny"}


@pytest.fixture(scope="module")
def people(connected_site) -> dict[str, Person]:
	return {key: Person(email(key)) for key in ("social_worker", "coordinator", "head", "client", "stranger")}


@pytest.fixture
def family(committed) -> str:
	"""A committed family of the social worker's."""

	def make():
		family = make_family(representative="Rodzina Zgłoszona", assistant_since=None)
		assign(family.name, "social_worker", "Social Worker")
		return family.name

	return committed(make)


def post(person: Person, doctype: str, **values):
	return person.post(f"/api/resource/{doctype}", json=values)


def put(person: Person, doctype: str, name: str, **values):
	return person.put(f"/api/resource/{doctype}/{name}", json=values)


def made(answer) -> str:
	assert answer.ok, answer.text[:2000]
	return answer.json()["data"]["name"]


REASON = {"closing_reason": "fałszywy alarm", "closing_code": "No Difficulties Found"}


def refuses(answer, exception: str, *words: str) -> None:
	"""417 by this rule, in Polish, naming the field."""
	assert answer.status_code == 417, answer.text[:2000]
	assert answer.json()["exc_type"] == exception, answer.text[:2000]
	told = " ".join(
		json.loads(message)["message"] for message in json.loads(answer.json()["_server_messages"])
	)
	for word in words:
		assert word in told, told


def notify(person: Person, family: str, **values) -> str:
	defaults = {"reporter_kind": "szkoła", "reporter": "pedagog", "subject": "dzieci nie chodzą do szkoły"}
	return made(post(person, NOTIFICATION, family=family, received_on=str(day(-9)), **{**defaults, **values}))


def answered_list(person: Person, family: str) -> str:
	name = made(post(person, RISK_LIST, family=family, list_date=str(day(-7))))
	rows = person.get(f"/api/resource/{RISK_LIST}/{name}").json()["data"]["answers"]
	for row in rows:
		row["answer"] = "No"
	rows[0]["answer"], rows[1]["answer"] = "Yes", "Not Known"
	assert put(person, RISK_LIST, name, answers=rows).ok
	return name


def test_from_the_notification_to_the_assistant(people, family, stored):
	worker, head, assistant = people["social_worker"], people["head"], people["client"]
	notification = notify(worker, family)
	assert stored("Family", family, "status") == "Notified"
	assert put(worker, NOTIFICATION, notification, interview_date=str(day(-8)), analysis="brak zasad").ok
	risk_list = answered_list(worker, family)
	assert put(worker, RISK_LIST, risk_list, docstatus=1).ok
	assert stored(RISK_LIST, risk_list, ["docstatus", "score", "unknown"]) == (1, 3, 1)
	request = made(
		post(
			worker,
			REQUEST,
			family=family,
			basis=INTERVIEW,
			notification=notification,
			risk_list=risk_list,
			reason="rodzina chce pomocy",
			proposed_assistant=email("client"),
		)
	)
	assert assistant.get(f"/api/resource/Family/{family}").status_code == 403
	assert put(worker, REQUEST, request, workflow_state=SENT).ok
	assert stored(NOTIFICATION, notification, "status") == "Request Made"
	reason = {"workload_reason": "rodzina testowa"}
	answer = put(head, REQUEST, request, workflow_state=ASSIGNED, docstatus=1, **reason)
	assert answer.ok, answer.text[:2000]
	assert stored("Family", family, ["status", "legal_basis", "current_assistant"]) == (
		"Under Support",
		"Family Consent",
		"Klara Kliencka",
	)
	assert assistant.get(f"/api/resource/Family/{family}").ok
	seen = assistant.get(f"/api/resource/{NOTIFICATION}/{notification}").json()["data"]
	assert seen["subject"] == "dzieci nie chodzą do szkoły"
	assert not seen.get("reporter")


def test_refusals_of_a_notification(people, family):
	worker = people["social_worker"]
	name = notify(worker, family)
	refuses(put(worker, NOTIFICATION, name, closed_on=str(day())), "ReasonMissingError", "Powód zamknięcia")
	refuses(
		put(worker, NOTIFICATION, name, interview_date=str(day(-10))),
		"BeforeNotificationError",
		"Wywiad przeprowadzono dnia",
		"Data zgłoszenia",
	)
	refuses(put(worker, NOTIFICATION, name, interview_date=str(day(1))), "FutureDateError", "Wywiad")
	assert put(worker, NOTIFICATION, name, closed_on=str(day()), **REASON).ok
	refuses(
		post(worker, REQUEST, family=family, notification=name, **OWN),
		"NotificationClosedError",
		"Zgłoszenie",
	)


def test_a_notification_with_a_request_is_not_closed(people, family):
	worker = people["social_worker"]
	name = notify(worker, family)
	request = made(
		post(worker, REQUEST, family=family, notification=name, application_date=str(day(-2)), **OWN)
	)
	assert put(worker, REQUEST, request, workflow_state=SENT).ok
	answer = put(worker, NOTIFICATION, name, closed_on=str(day()), **REASON)
	refuses(answer, "NotificationClosedError", "Zamknięte dnia", request)


def test_refusals_of_a_risk_list(people, family):
	worker = people["social_worker"]
	name = made(post(worker, RISK_LIST, family=family, list_date=str(day(-7))))
	refuses(put(worker, RISK_LIST, name, docstatus=1), "UnansweredItemError", "Wiersz 1", "Odpowiedź")
	rows = worker.get(f"/api/resource/{RISK_LIST}/{name}").json()["data"]["answers"]
	reworded = [{**row, "item_text": "co innego"} for row in rows]
	refuses(put(worker, RISK_LIST, name, answers=reworded), "RiskWordingError", "Odpowiedzi")
	refuses(put(worker, RISK_LIST, name, answers=rows[1:]), "RiskWordingError")
	unknown = [{"item_text": "nie ma takiej pozycji", "answer": "Yes"}]
	refuses(post(worker, RISK_LIST, family=family, answers=unknown), "RiskWordingError")
	row = f"/api/resource/Risk List Answer/{rows[0]['name']}"
	assert worker.put(row, json={"answer": "Yes"}).status_code in (403, 417)


def test_refusals_of_sending_a_request(people, family):
	worker = people["social_worker"]
	own = made(post(worker, REQUEST, family=family, **OWN))
	refuses(
		put(worker, REQUEST, own, workflow_state=SENT),
		"BasisIncompleteError",
		"Wniosek rodziny z dnia",
	)
	notification = notify(worker, family)
	risk_list = answered_list(worker, family)
	papers = {"basis": INTERVIEW, "notification": notification, "risk_list": risk_list}
	assert put(worker, REQUEST, own, **papers).ok
	refuses(put(worker, REQUEST, own, workflow_state=SENT), "InterviewMissingError", "Zgłoszenie rodziny")
	assert put(worker, NOTIFICATION, notification, interview_date=str(day(-8))).ok
	refuses(put(worker, REQUEST, own, workflow_state=SENT), "RiskListNotSubmittedError", "Lista ryzyka")
	assert put(worker, RISK_LIST, risk_list, docstatus=1).ok
	assert put(worker, REQUEST, own, workflow_state=SENT).ok
	refuses(put(worker, REQUEST, own, reason="inny"), "RequestFrozenError", "Uzasadnienie wniosku")
	second = made(post(worker, REQUEST, family=family, application_date=str(day(-1)), **OWN))
	refuses(put(worker, REQUEST, second, workflow_state=SENT), "SecondRequestError", own)


@pytest.fixture
def sent_request(committed, family) -> str:
	def make():
		frappe.set_user(email("social_worker"))
		request = moved(make_request(family, proposed_assistant=email("client")), SENT)
		frappe.set_user("Administrator")
		return request.name

	return committed(make)


def test_nobody_but_the_head_decides(people, sent_request, stored):
	for key in ("social_worker", "coordinator", "client", "stranger"):
		for values in (
			{"workflow_state": ASSIGNED, "docstatus": 1},
			{
				"workflow_state": REFUSED,
				"docstatus": 1,
				"refusal_reason": "x",
				"refusal_code": "Other Reason",
			},
			{"workflow_state": ASSIGNED},
			{"docstatus": 1},
		):
			answer = put(people[key], REQUEST, sent_request, **values)
			assert answer.status_code in (403, 417), (key, values, answer.text[:2000])
			assert stored(REQUEST, sent_request, ["workflow_state", "docstatus"]) == (SENT, 0)


def test_the_head_refuses_with_a_reason(people, sent_request, stored):
	head = people["head"]
	refused = {"workflow_state": REFUSED, "docstatus": 1}
	refuses(put(head, REQUEST, sent_request, **refused), "ReasonMissingError", "Powód odmowy")
	refused["refusal_reason"] = "brak zgody rodziny"
	refuses(put(head, REQUEST, sent_request, **refused), "ReasonMissingError", "Rodzaj odmowy")
	assert put(head, REQUEST, sent_request, refusal_code="Family Does Not Agree", **refused).ok
	assert stored(REQUEST, sent_request, ["workflow_state", "docstatus"]) == (REFUSED, 1)
	assert put(head, REQUEST, sent_request, workflow_state=ASSIGNED).status_code in (403, 417)
	assert put(head, REQUEST, sent_request, docstatus=2).status_code in (403, 417)


def test_the_head_does_not_decide_on_an_own_request(people, family, stored):
	head = people["head"]
	values = {"application_date": str(day(-2)), "proposed_assistant": email("client"), **OWN}
	name = made(post(head, REQUEST, family=family, **values))
	assert put(head, REQUEST, name, workflow_state=SENT).ok
	answer = put(head, REQUEST, name, workflow_state=ASSIGNED, docstatus=1)
	refuses(answer, "SelfDecisionError", "własnego wniosku")
	assert stored(REQUEST, name, ["workflow_state", "docstatus"]) == (SENT, 0)


def test_the_clients_submit_and_the_lists_bulk_actions(people, sent_request, stored):
	head = people["head"]
	doc = head.get(f"/api/resource/{REQUEST}/{sent_request}").json()["data"]
	assert head.do("frappe.client.submit", doc=json.dumps(doc)).status_code in (403, 417)
	for action in ("submit", "cancel"):
		head.do(
			"frappe.desk.doctype.bulk_update.bulk_update.submit_cancel_or_update_docs",
			doctype=REQUEST,
			docnames=json.dumps([sent_request]),
			action=action,
		)
		assert stored(REQUEST, sent_request, ["workflow_state", "docstatus"]) == (SENT, 0), action
	assert head.delete(f"/api/resource/{REQUEST}/{sent_request}").status_code in (403, 417)


@pytest.fixture
def limit_of_nothing(connected_site):
	"""An office whose assistants have no room at all; the settings as they were afterwards."""
	frappe.set_user("Administrator")
	before = frappe.get_single("OPS Settings").workload_ceilings
	kept = [{"from_date": row.from_date, "families": row.families} for row in before]
	set_ceilings([{"from_date": "2015-01-01", "families": 0.5}])
	yield
	frappe.set_user("Administrator")
	set_ceilings(kept)


def set_ceilings(rows: list[dict]) -> None:
	frappe.db.rollback()
	settings = frappe.get_single("OPS Settings")
	settings.set("workload_ceilings", rows)
	settings.save()
	frappe.db.commit()


def test_above_the_limit(people, family, sent_request, limit_of_nothing, stored):
	values = {"family": family, "user": email("client"), "part": "Family Assistant"}
	answer = post(people["coordinator"], "Case Assignment", workload_reason="pilne", **values)
	refuses(answer, "WorkloadCeilingError", "kierownik")
	assigned = {"workflow_state": ASSIGNED, "docstatus": 1}
	answer = put(people["head"], REQUEST, sent_request, **assigned)
	refuses(answer, "WorkloadCeilingError", "Powód przydzielenia ponad limit")
	assert stored(REQUEST, sent_request, "docstatus") == 0
	assert put(people["head"], REQUEST, sent_request, workload_reason="pilne", **assigned).ok
	keys = {"family": family, "part": "Family Assistant"}
	assert stored("Case Assignment", keys, ["user", "workload_reason"]) == (email("client"), "pilne")


def test_the_loads_over_http(people, family):
	method = "opsfamily.api.assistant_loads"
	rows = people["social_worker"].call(method, family=family).json()["message"]
	assert {"user", "full_name", "families", "weighted", "weighted_then", "ceiling", "is_above"} == set(
		rows[0]
	)
	assert people["client"].call(method).status_code == 403
	assert people["stranger"].call(method, family=family).status_code == 403


def test_a_strangers_empty_hands(people, committed):
	def make():
		family = make_family(representative="Rodzina Obca")
		made_families.append(family.name)
		return {
			NOTIFICATION: make_notification(family.name).name,
			RISK_LIST: make_risk_list(family.name).name,
			REQUEST: make_request(family.name).name,
		}

	for doctype, name in committed(make).items():
		for person in (people["stranger"], people["social_worker"]):
			assert person.get(f"/api/resource/{doctype}/{name}").status_code == 403
			assert put(person, doctype, name, representative="x").status_code == 403
			found = person.get(f"/api/resource/{doctype}", params={"filters": json.dumps({"name": name})})
			assert found.json()["data"] == []


def test_status_and_basis_are_not_typed(people, family, stored):
	sent = {"status": "Under Support", "legal_basis": "Court Order", "closed_on": str(day())}
	assert put(people["coordinator"], "Family", family, **sent).ok
	assert stored("Family", family, ["status", "legal_basis", "closed_on"]) == ("Notified", None, None)
	row = {"basis": "Other Basis", "from_date": str(day(-1))}
	assert put(people["coordinator"], "Family", family, bases=[row]).ok
	assert stored("Family", family, ["status", "legal_basis"]) == ("Notified", "Other Basis")
	since = {"assistant_since": str(day(-1))}
	refuses(put(people["social_worker"], "Family", family, **since), "TakenOverError", "Asystent od")
	assert put(people["coordinator"], "Family", family, **since).ok
	assert stored("Family", family, "status") == "Under Support"


def test_an_order_is_not_refused(people, family, stored):
	order = {"basis": "Court Order", "court_reference": "III Nsm 1/26", "court_date": str(day(-3))}
	assistant = {"proposed_assistant": email("client"), "reason": "postanowienie"}
	request = made(post(people["social_worker"], REQUEST, family=family, **order, **assistant))
	assert put(people["social_worker"], REQUEST, request, workflow_state=SENT).ok
	assert stored("Family", family, ["status", "legal_basis"]) == ("Waiting for Assistant", "Court Order")
	decision = {"refusal_reason": "x", "refusal_code": "Other Reason"}
	answer = put(people["head"], REQUEST, request, workflow_state=REFUSED, docstatus=1, **decision)
	refuses(answer, "RequestStateError", "Postanowienie sądu")
	given_up = {"withdrawn_on": str(day()), "withdrawal_code": "Other Reason"}
	refuses(put(people["coordinator"], REQUEST, request, **given_up), "RequestStateError")
	assert stored(REQUEST, request, ["workflow_state", "withdrawn_on"]) == (SENT, None)
