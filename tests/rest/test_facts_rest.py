"""Over real HTTP: the head's deputy, a later assessment, coded ends and causes, a second family."""

import json

import pytest

import frappe
from frappe.utils import strip_html

from opsfamily.case.causes import CauseLevelError
from opsfamily.core.requests import SENT
from opsfamily.ops_casework.doctype.family.similar import LOGGED
from opsfamily.ops_casework.doctype.family_assessment.family_assessment import UnconfirmedPartError
from opsfamily.ops_intake.doctype.assistant_request.assistant_request import NotDeciderError
from opsfamily.ops_intake.doctype.foster_placement.foster_placement import PlacementEndError
from opsfamily.tests.factories import (
	assign,
	day,
	email,
	make_assessment,
	make_family,
	make_placement,
	make_request,
	moved,
	submitted,
)
from tests.rest.http import Person

# Nobody else's: the deputy keeps the role of the head.
DEPUTY = "working_coordinator"


@pytest.fixture(scope="module")
def people(connected_site) -> dict[str, Person]:
	return {key: Person(email(key)) for key in ("client", "coordinator", "head", "social_worker", DEPUTY)}


@pytest.fixture
def family(committed) -> str:
	def make():
		name = make_family(representative="Rodzina Faktów", phone="511 000 911", address="ul. Faktów 9").name
		assign(name, "client")
		return name

	return committed(make)


@pytest.fixture
def no_deputies(committed):
	yield

	def erase():
		frappe.db.delete("Head Deputy")
		frappe.db.delete("Has Role", {"parent": email(DEPUTY), "role": "Head of Centre"})

	committed(erase)
	frappe.clear_cache(user=email(DEPUTY))


def post(person: Person, doctype: str, **values):
	return person.post(f"/api/resource/{doctype}", data=json.dumps(values, default=str))


def put(person: Person, doctype: str, name: str, **values):
	return person.put(f"/api/resource/{doctype}/{name}", data=json.dumps(values, default=str))


def made(answer) -> dict:
	assert answer.status_code == 200, answer.text[:2000]
	return answer.json()["data"]


def get_messages(answer) -> str:
	messages = json.loads(answer.json().get("_server_messages") or "[]")
	return " ".join(strip_html(str(json.loads(message)["message"])) for message in messages)


def refused(answer, refusal: type[Exception], *words: str):
	assert answer.status_code == 417, answer.text[:2000]
	assert answer.json()["exc_type"] == refusal.__name__
	assert all(word in get_messages(answer) for word in words), get_messages(answer)


def test_a_deputy_decides_on_the_dated_days(people, family, committed, no_deputies):
	request = committed(lambda: moved(make_request(family), SENT)).name
	decision = {
		"workflow_state": "Request Refused",
		"refusal_reason": "brak podstaw",
		"refusal_code": "Other Reason",
		"docstatus": 1,
	}
	deputy = people[DEPUTY]
	assert put(deputy, "Assistant Request", request, **decision).status_code in (403, 417)
	days = {"user": email(DEPUTY), "from_date": day(), "until_date": day(3)}
	assert post(deputy, "Head Deputy", **days).status_code == 403
	row = made(post(people["head"], "Head Deputy", **days))
	committed(
		lambda: frappe.db.set_value("Head Deputy", row["name"], {"from_date": day(-9), "until_date": day(-1)})
	)
	refused(put(deputy, "Assistant Request", request, **decision), NotDeciderError)
	committed(lambda: frappe.db.set_value("Head Deputy", row["name"], {"until_date": day()}))
	assert made(put(deputy, "Assistant Request", request, **decision))["decided_as_deputy"] == 1
	assert people["head"].delete(f"/api/resource/Head Deputy/{row['name']}").status_code in (403, 417)


def test_a_later_assessment_is_confirmed_or_rewritten(people, family, committed):
	first = {"assessment_date": "2026-03-10", "parenting": "Rodzice stawiają granice.", "debts": "5000 zł"}
	committed(lambda: submitted(make_assessment(family, **first)))
	client = people["client"]
	later = made(post(client, "Family Assessment", family=family, assessment_date="2026-09-10"))
	assert (later["kind"], later["parenting"]) == ("Periodic", first["parenting"])
	answer = put(client, "Family Assessment", later["name"], docstatus=1)
	refused(answer, UnconfirmedPartError, "Sfera wychowawcza", "Sytuacja finansowa")
	values = {"parenting_unchanged": 1, "debts": "spłacone", "docstatus": 1}
	done = made(put(client, "Family Assessment", later["name"], **values))
	assert done["parenting_confirmed_on"] == str(day())


def test_codes(people, family, committed):
	client = people["client"]
	answer = post(client, "Family Assessment", family=family, causes=[{"cause": "przemoc domowa"}])
	refused(answer, CauseLevelError, "przemoc domowa")
	placement = committed(lambda: make_placement(family)).name
	refused(put(client, "Foster Placement", placement, until_date="2026-10-01"), PlacementEndError, "kod")
	made(put(client, "Foster Placement", placement, until_date="2026-10-01", end_code="Returned Home"))


def test_a_second_family_is_shown_as_far_as_one_may_know(people, family, committed):
	values = {"representative": "Ktoś Zupełnie Inny", "phone": "+48 511 000 911"}
	answer = post(people["social_worker"], "Family", **values)
	name = made(answer)["name"]
	assert "proszę skontaktować się z koordynatorem" in get_messages(answer)
	assert family not in answer.text and "Faktów" not in answer.text
	frappe.db.rollback()
	assert frappe.db.exists("Access Log", {"method": LOGGED, "reference_document": family, "filters": name})
	seen = post(people["coordinator"], "Family", **{**values, "representative": "Jeszcze Ktoś Inny"})
	assert family in get_messages(seen) and "ten sam telefon" in get_messages(seen)
	for new in (name, made(seen)["name"]):
		committed(lambda new=new: erase(new))


def erase(name: str):
	from opsfamily.tests.factories import erase_family

	erase_family(name)
