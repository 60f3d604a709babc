"""Bad input over real HTTP: refused with the rule's name and the field's label, never a server error."""

import json

import pytest

import frappe

from opsfamily.tests.base import label
from opsfamily.tests.factories import assign, day, email, make_consent, make_family, make_running_schedule
from tests.releases import (
	count_in_fields,
	leaves_out_unknown_columns,
	takes_empty_filters,
	takes_names_as_filters,
)
from tests.rest.http import Person

VISIT = {
	"visit_date": "2026-10-05",
	"from_time": "15:00",
	"to_time": "17:00",
	"kind": "wizyta w rodzinie",
	"participants": [{"full_name": "Maria Testowa"}],
}


@pytest.fixture(scope="module")
def family(committed) -> str:
	def make() -> dict:
		family = make_family(representative="Rodzina Wejścia")
		assign(family.name, "client")
		return {"Family": family, "schedule": make_running_schedule(family.name)}

	return committed(make)["Family"].name


@pytest.fixture(scope="module")
def client(family) -> Person:
	return Person(email("client"))


@pytest.mark.parametrize(
	("values", "refusal", "fieldname"),
	[
		({"from_time": None}, "BlankTimeError", "from_time"),
		({"from_time": ""}, "BlankTimeError", "from_time"),
		({"to_time": ""}, "BlankTimeError", "to_time"),
		({"from_time": "rano"}, "BlankTimeError", "from_time"),
		({"from_time": "25:99"}, "BlankTimeError", "from_time"),
		({"to_time": "15:00"}, "TimeOrderError", "to_time"),
		({"to_time": "14:00"}, "TimeOrderError", "to_time"),
		({"from_time": "00:00", "to_time": "16:01"}, "ContactTooLongError", None),
		({"visit_date": "2099-01-01"}, "FutureDateError", "visit_date"),
		({"visit_date": "2026-13-45"}, "", None),
		({"visit_date": "wczoraj"}, "", None),
		({"kind": None}, "MandatoryError", None),
		({"signature_mode": "Signature Refused"}, "ReasonMissingError", "refusal_reason"),
		({"signature_mode": "Nonsense"}, "ValidationError", "signature_mode"),
		({"participants": [{"full_name": ""}]}, "MandatoryError", None),
		({"assistant": "other.assistant@test.opsfamily.example"}, "SomebodyElsesWorkError", "assistant"),
	],
)
def test_a_visit_is_refused(client, family, values, refusal, fieldname):
	answer = client.post("/api/resource/Family Visit", json={**VISIT, "family": family, **values})
	assert 400 <= answer.status_code < 500, answer.text
	assert refusal in rule_of(answer)
	if fieldname:
		assert label("Family Visit", fieldname) in messages(answer)


def rule_of(answer) -> str:
	"""The class that refused; the platform does not name its own in the same place as ours."""
	said = answer.json()
	return said.get("exc_type") or said["exception"].partition(":")[0].rpartition(".")[2]


def messages(answer) -> str:
	return " ".join(
		frappe.parse_json(m)["message"] for m in frappe.parse_json(answer.json()["_server_messages"])
	)


def test_a_missing_time_is_not_now(client, family):
	values = {key: value for key, value in VISIT.items() if key != "from_time"}
	answer = client.post("/api/resource/Family Visit", json={**values, "family": family})
	assert rule_of(answer) == "BlankTimeError"


def test_a_time_is_not_emptied_afterwards(client, family, stored):
	answer = client.post(
		"/api/resource/Family Visit", json={**VISIT, "visit_date": "2026-09-01", "family": family}
	)
	name = answer.json()["data"]["name"]
	for blank in ("", None):
		answer = client.put(f"/api/resource/Family Visit/{name}", json={"from_time": blank})
		assert rule_of(answer) == "BlankTimeError", blank
	assert str(stored("Family Visit", name, "from_time")) == "15:00:00"


@pytest.mark.parametrize("month", ["", None, "2026-13", "październik", "2099-01", "2026-10; drop table"])
def test_a_card_of_no_month_is_refused(client, family, month):
	answer = client.post("/api/resource/Assistant Timesheet", json={"family": family, "month": month})
	assert 400 <= answer.status_code < 500, answer.text
	assert rule_of(answer) in ("MonthError", "MandatoryError")


def test_what_was_agreed_is_not_changed_by_a_put(client, family, stored):
	name = stored("Scheduled Action", {"family": family}, "name")
	for fieldname, value in (("due_date", "2099-01-01"), ("action", "inne"), ("action_key", "0")):
		answer = client.put(f"/api/resource/Scheduled Action/{name}", json={fieldname: value})
		assert rule_of(answer) == "AgreedActionChangedError", fieldname
		assert label("Scheduled Action", fieldname) in messages(answer)
	assert client.put(f"/api/resource/Scheduled Action/{name}", json={"outcome": "Done"}).ok
	assert stored("Scheduled Action", name, ["outcome", "done_on"]) == ("Done", day())


def test_a_running_schedule_is_not_changed_by_a_put(client, family, stored):
	name, status = stored("Action Schedule", {"family": family}, ["name", "status"])
	assert client.put(f"/api/resource/Action Schedule/{name}", json={"status": "Replaced"}).ok
	assert (
		client.put(f"/api/resource/Action Schedule/{name}", json={"plan": "PLAN-0000-0001"}).status_code
		== 417
	)
	row = stored("Agreed Action", {"parent": name}, "name")
	answer = client.put(f"/api/resource/Agreed Action/{row}", json={"action": "inne"})
	assert answer.status_code in (403, 417)
	assert stored("Action Schedule", name, "status") == status == "Running"


def test_cancelling_by_a_put_changes_nothing_else(client, family, stored):
	name = stored("Action Schedule", {"family": family}, "name")
	for values in ({"evaluation_date": "2026-12-01"}, {"family": "ROD-0000-0001"}):
		answer = client.put(f"/api/resource/Action Schedule/{name}", json={"docstatus": 2, **values})
		assert answer.status_code in (403, 417), answer.text
	assert stored("Action Schedule", name, "docstatus") == 1


def test_who_may_not_forge_a_version(client, family):
	body = {"doctype": "Family Visit", "name": "WIZ-2026-0001"}
	assert client.post("/api/method/opsfamily.api.new_version", json=body).status_code == 417
	body = {"doctype": "Family Work Plan", "name": "PLAN-0000-0001"}
	assert client.post("/api/method/opsfamily.api.new_version", json=body).status_code == 404


CALENDARS = (
	"opsfamily.clocks.calendar.deadline_events",
	"opsfamily.ops_visits.doctype.family_visit.calendar.visit_events",
	"opsfamily.ops_teamwork.doctype.case_conference.calendar.conference_events",
)


@pytest.mark.parametrize("method", CALENDARS)
def test_filters_that_are_no_filters_are_refused(client, method):
	answer = client.call(method, start="2026-10-01", end="2026-10-31", filters="[1]")
	if takes_names_as_filters() and answer.ok:
		assert answer.json()["message"] == []
		return
	assert 400 <= answer.status_code < 500, answer.text
	assert "to nie są filtry" in text_of(answer)


@pytest.mark.parametrize("method", CALENDARS)
def test_a_day_that_is_none_is_refused(client, method):
	answer = client.call(method, start="7801804407", end="2026-10-31")
	assert 400 <= answer.status_code < 500, answer.text
	assert "RRRR-MM-DD" in text_of(answer)


def test_a_number_is_no_scan(client, family, committed):
	consent = committed(lambda: make_consent(family).name)
	answer = client.put(f"/api/resource/Consent/{consent}", json={"scan": 2.5})
	assert answer.status_code < 500, answer.text


@pytest.mark.parametrize(
	("method", "arguments", "sentence"),
	[
		("frappe.desk.search.search_link", {"doctype": "Family"}, "txt"),
		("frappe.desk.search.search_widget", {"doctype": "Family"}, "txt"),
		(
			"frappe.desk.form.assign_to.remove_multiple",
			{"doctype": "Family Visit", "names": "tysiąc"},
			"Nie można odczytać argumentów",
		),
		(
			"frappe.desk.form.assign_to.remove_multiple",
			{"doctype": "Family Visit", "names": "-1"},
			"Nie można odczytać argumentów",
		),
		("frappe.desk.reportview.export_query", {"doctype": "Family Visit"}, "Nie można odczytać argumentów"),
		(
			"frappe.automation.doctype.reminder.reminder.create_new_reminder",
			{"remind_at": "wczoraj", "description": "x"},
			"Nie można odczytać argumentów",
		),
	],
)
def test_the_gate_refuses_what_the_core_cannot_read(client, method, arguments, sentence):
	answer = client.call(method, **arguments)
	assert 400 <= answer.status_code < 500, answer.text
	assert sentence in text_of(answer)


def test_a_column_that_there_is_not_is_refused_or_left_out(client):
	method = "frappe.desk.query_report.get_data_for_custom_field"
	answer = client.call(method, doctype="Consultation", field="7801804407")
	if leaves_out_unknown_columns():
		assert answer.ok and answer.json()["message"] == {}
	else:
		assert 400 <= answer.status_code < 500, answer.text
		assert "Nie można odczytać argumentów" in text_of(answer)


@pytest.mark.parametrize(
	("method", "arguments", "name"),
	[
		("frappe.client.get_count", {}, "doctype"),
		("frappe.client.validate_link", {"doctype": "Family"}, "docname"),
		("opsfamily.permissions.gate.get_next", {"doctype": "Family", "value": "x"}, "prev"),
		("opsfamily.permissions.gate.get_documents_for_tag", {}, "tag"),
		("opsfamily.permissions.gate.export_report", {}, "report_name"),
	],
)
def test_a_missing_argument_is_named(client, method, arguments, name):
	answer = client.call(method, **arguments)
	assert answer.status_code == 417, answer.text
	assert f"Brak wartości w polu: <strong>{name}</strong>." in text_of(answer)


@pytest.mark.parametrize(
	"asked",
	[
		{"fields": ""},
		{"filters": "tysiąc"},
		{"filters": "[{}]"},
		{"filters": '[["a", "b"]]'},
		{"or_filters": "NaN"},
		{"fields": "family"},
		{"fields": '[["a", "b"]]'},
		{"fields": "[null]"},
		{"fields": "-1"},
		{"order_by": "-1"},
	],
	ids=str,
)
@pytest.mark.parametrize("doctype", ["Family Visit", "Day Centre Note"])
def test_a_list_that_cannot_be_read_is_refused(doctype, asked):
	answer = Person(email("coordinator")).get(f"/api/resource/{doctype}", params=asked)
	assert 400 <= answer.status_code < 500, answer.text
	assert text_of(answer)


@pytest.mark.parametrize("doctype", ["Family Visit", "Day Centre Note"])
def test_empty_filters_are_refused_or_none(doctype):
	person, url = Person(email("coordinator")), f"/api/resource/{doctype}"
	answer = person.get(url, params={"filters": ""})
	if takes_empty_filters():
		assert answer.ok and answer.json()["data"] in ([], person.get(url).json()["data"])
	else:
		assert 400 <= answer.status_code < 500, answer.text
		assert text_of(answer)


@pytest.mark.parametrize(
	"asked",
	[
		{},
		{"fields": '["name", "visit_date"]', "limit_page_length": "5"},
		{"fields": json.dumps([count_in_fields("visits")]), "group_by": "family"},
		{
			"filters": '[["visit_date", "between", ["2026-01-01", "2026-12-31"]]]',
			"order_by": "visit_date, name",
		},
		{"filters": '[["Visit Participant", "full_name", "like", "%Testowa%"]]', "limit_start": "0"},
	],
	ids=str,
)
def test_a_list_that_can_be_read_is_answered(client, asked):
	answer = client.get("/api/resource/Family Visit", params=asked)
	assert answer.ok and isinstance(answer.json()["data"], list), answer.text


@pytest.mark.parametrize("body", ["[1]", '"Jan"', "7", "[]"])
@pytest.mark.parametrize("kind", ["application/json", "text/plain"])
def test_a_body_that_is_no_document_is_refused(client, family, body, kind):
	for method, path in (("POST", "/api/resource/Family Visit"), ("PUT", f"/api/resource/Family/{family}")):
		answer = client.request(method, path, data=body, headers={"Content-Type": kind})
		assert 400 <= answer.status_code < 500, answer.text


def text_of(answer) -> str:
	"""The messages of an answer, read out of JSON in JSON."""
	return " ".join(json.loads(each)["message"] for each in json.loads(answer.json()["_server_messages"]))
