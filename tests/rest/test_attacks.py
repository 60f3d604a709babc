"""Attacks over HTTP: each ends in a clear refusal (4xx), never in a trace, a leak or a half-saved document."""

import json
import threading
from base64 import b64encode
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

import frappe

from opsfamily.tests import factories
from opsfamily.tests.factories import email
from tests.rest.http import Person

SCRIPT = "<script>window.hacked = 1</script><img src=x onerror='window.hacked = 1'>{{ 7*7 }} =1+1 😀 „cytat”"
INJECTIONS = (
	"name; drop table tabFamily",
	"(select password from __Auth limit 1)",
	"name desc, sleep(5)",
	"`tabUser`.`name`",
	"1=1) or (1=1",
	"' or '1'='1",
	"representative union select 1,2,3",
)


@pytest.fixture(scope="module")
def case(committed):
	def make() -> dict:
		family = factories.make_family(representative="Atakowana Rodzina")
		factories.assign(family.name)
		day = frappe.utils.add_days("2023-01-01", frappe.db.count("Family Visit") % 700)
		visit = factories.make_visit(family.name, visit_date=day)
		card = factories.make_timesheet(family.name, month=visit.month)
		return {"Family": family, "Family Visit": visit, "Assistant Timesheet": card}

	return committed(make)


@pytest.fixture(scope="module")
def assistant(case) -> Person:
	return Person(email("assistant"))


def is_refusal_or_answer(answer) -> bool:
	return answer.status_code < 500 and "Traceback" not in answer.json().get("message", "")


def test_script_is_stored_and_answered_as_text(assistant, case):
	name = case["Family Visit"].name
	answer = assistant.put(f"/api/resource/Family Visit/{name}", json={"course": SCRIPT, "place": SCRIPT})
	assert answer.ok, answer.text
	course = answer.json()["data"]["course"]
	assert "<script>" not in course
	assert "onerror" not in course.partition("<img")[2].partition(">")[0]
	for text in ("window.hacked = 1", "{{ 7*7 }}", "=1+1", "😀", "„cytat”"):
		assert text in course


def test_our_errors_escape_what_the_client_wrote(assistant, case):
	answer = assistant.post("/api/resource/Assistant Timesheet", json={"family": SCRIPT, "month": "2026-10"})
	assert answer.status_code in (403, 404, 417)


@pytest.mark.parametrize("injection", INJECTIONS)
@pytest.mark.parametrize("where", ["order_by", "fields", "filters", "group_by"])
def test_sql_is_not_injected(assistant, case, where, injection):
	values = {
		"fields": json.dumps(["name", injection]),
		"filters": json.dumps([["Family Visit", injection, "=", injection]]),
	}
	answer = assistant.call(
		"frappe.desk.reportview.get",
		doctype="Family Visit",
		**{"fields": '["name"]', where: values.get(where, injection)},
	)
	# What the framework itself cannot parse may be its own error; nothing of another table may come.
	assert "password" not in answer.text.lower() or answer.status_code >= 400
	assert "Administrator" not in json.dumps(answer.json().get("message", ""))


@pytest.mark.parametrize("injection", INJECTIONS)
def test_report_arguments_are_values(case, injection):
	head = Person(email("head"))
	for report in ("Family File Access", "Retention Proposals"):
		filters = {"family": injection, "from_date": injection, "user": injection}
		answer = head.call("frappe.desk.query_report.run", report_name=report, filters=json.dumps(filters))
		assert answer.status_code < 500, answer.text[:1500]


@pytest.mark.parametrize("kind", ["CSV", "Excel"])
def test_exported_text_is_no_formula(case, kind, stored):
	frappe.set_user("Administrator")
	frappe.db.set_value("Family", case["Family"].name, "address", "=1+1")
	frappe.db.commit()
	head = Person(email("head"))
	answer = head.do(
		"frappe.desk.reportview.export_query",
		doctype="Family",
		fields=json.dumps(["`tabFamily`.`name`", "`tabFamily`.`address`"]),
		filters=json.dumps([["Family", "name", "=", case["Family"].name]]),
		file_format_type=kind,
		title="Rodziny",
	)
	assert answer.ok, answer.text[:1500]
	if kind == "CSV":
		assert "'=1+1" in answer.text
	else:
		cell = next(c for c in load_workbook(BytesIO(answer.content)).active[2] if c.value == "=1+1")
		assert cell.data_type == "s"


def test_csrf(case):
	person = Person(email("assistant"))
	person.headers["X-Frappe-CSRF-Token"] = "wrong"
	answer = person.do("opsfamily.api.fetch_visits", timesheet=case["Assistant Timesheet"].name)
	assert answer.status_code == 400, answer.text
	assert "CSRF" in answer.text


@pytest.mark.parametrize(
	"method", ["fetch_visits", "withdraw_acceptance", "new_version", "prepare_access_copy"]
)
def test_nothing_changes_by_get(assistant, case, method):
	assert assistant.call(f"opsfamily.api.{method}").status_code == 403


def test_mass_assignment(assistant, case, stored):
	name = case["Assistant Timesheet"].name
	forged = {
		"owner": email("stranger"),
		"total_minutes": 9999,
		"accepted_by": email("assistant"),
		"accepted_on": "2026-01-01 00:00:00",
		"sent_by": email("head"),
		"live_for": email("head"),
		"out_of_date": 0,
	}
	before = stored("Assistant Timesheet", name, list(forged))
	assistant.put(f"/api/resource/Assistant Timesheet/{name}", json=forged)
	assert stored("Assistant Timesheet", name, list(forged)) == before


def test_family_is_not_set_by_a_client(assistant, case, stored):
	name = case["Family Visit"].name
	answer = assistant.put(f"/api/resource/Family Visit/{name}", json={"family": "ROD-2026-0001"})
	assert answer.status_code == 417, answer.text
	assert stored("Family Visit", name, "family") == case["Family"].name


def test_two_people_saving_at_once(assistant, case, stored):
	name = case["Family"].name
	other = Person(email("coordinator"))
	mine, theirs = (
		person.get(f"/api/resource/Family/{name}").json()["data"] for person in (assistant, other)
	)
	mine["address"], theirs["phone"] = "ul. Pierwsza 1", "500 500 500"
	assert assistant.do("frappe.client.save", doc=json.dumps(mine)).ok
	late = other.do("frappe.client.save", doc=json.dumps(theirs))
	assert late.status_code == 417, late.text
	assert stored("Family", name, "address") == "ul. Pierwsza 1"


def test_double_click_on_submit(case, stored):
	frappe.set_user("Administrator")
	assessment = factories.make_assessment(case["Family"].name)
	frappe.db.commit()
	person = Person(email("assistant"))
	body = json.dumps(person.get(f"/api/resource/Family Assessment/{assessment.name}").json()["data"])
	answers = []
	clicks = [
		threading.Thread(target=lambda: answers.append(person.do("frappe.client.submit", doc=body)))
		for _click in range(2)
	]
	for click in clicks:
		click.start()
	for click in clicks:
		click.join()
	assert sorted(answer.ok for answer in answers) in ([False, True], [True, True])
	assert all(answer.status_code < 500 for answer in answers)
	assert stored("Family Assessment", assessment.name, "docstatus") == 1


def test_double_tap_makes_one_card(case, stored):
	people = [Person(email("assistant")) for _tap in range(2)]
	answers = []
	body = {"family": case["Family"].name, "month": "2022-05"}
	taps = [
		threading.Thread(
			target=lambda p=p: answers.append(p.post("/api/resource/Assistant Timesheet", json=body))
		)
		for p in people
	]
	for tap in taps:
		tap.start()
	for tap in taps:
		tap.join()
	assert sum(answer.ok for answer in answers) == 1, [answer.text[:300] for answer in answers]
	frappe.db.rollback()
	assert frappe.db.count("Assistant Timesheet", {"family": case["Family"].name, "month": "2022-05"}) == 1


def test_card_of_a_thousand_rows(assistant, case, stored):
	name = case["Assistant Timesheet"].name
	row = {"visit": "WIZ-0", "minutes": 60, "from_time": "10:00", "to_time": "11:00", "on_timesheet": 1}
	answer = assistant.put(f"/api/resource/Assistant Timesheet/{name}", json={"rows": [row] * 1000})
	assert answer.status_code == 417, answer.text[:1500]
	frappe.db.rollback()
	assert frappe.db.count("Timesheet Row", {"parent": name}) == 1


def test_ten_megabytes(assistant, case):
	content = b64encode(b"\x00" * 10_600_000).decode()
	answer = assistant.do(
		"frappe.client.attach_file",
		filename="duzy.bin",
		filedata=content,
		doctype="Family",
		docname=case["Family"].name,
		decode_base64=1,
	)
	assert answer.status_code < 500, answer.text[:1500]
	if answer.ok:
		assert answer.json()["message"]["is_private"]


ARGUMENTS = {
	"fetch_visits": ("timesheet",),
	"withdraw_acceptance": ("timesheet", "reason"),
	"new_version": ("doctype", "name"),
	"prepare_access_copy": ("access_copy",),
	"visit_context": ("family",),
	"household": ("family",),
	"household_names": ("family",),
	"timesheets_pdf": ("timesheets", "print_format"),
	"blank_form": ("doctype", "print_format"),
	"timesheet_xlsx": ("timesheet",),
	"save_day_note": ("enrolment", "day", "values"),
	"note_house_rules_signed": ("enrolment", "day"),
	"centre_day": ("centre", "day"),
}
READING = {
	"centre_day",
	"visit_context",
	"household",
	"household_names",
	"timesheets_pdf",
	"blank_form",
	"timesheet_xlsx",
}
VALUES = st.one_of(
	st.none(),
	st.booleans(),
	st.integers(),
	st.text(max_size=40),
	st.lists(st.integers(), max_size=3),
	st.dictionaries(st.text(max_size=5), st.integers(), max_size=2),
	st.sampled_from(
		["Family", "User", "DocType", "Assistant Timesheet", "[]", "{}", "null", "../../etc", "%s"]
	),
)


@pytest.mark.parametrize("method", ARGUMENTS)
@settings(
	max_examples=12,
	deadline=None,
	derandomize=True,
	suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_fuzzed_methods_never_break(method, assistant, data):
	values = {name: data.draw(VALUES) for name in ARGUMENTS[method]}
	body = {
		name: json.dumps(value) if isinstance(value, list | dict) else value for name, value in values.items()
	}
	ask = assistant.call if method in READING else assistant.do
	answer = ask(f"opsfamily.api.{method}", **body)
	assert answer.status_code < 500, (values, answer.text[:1500])
