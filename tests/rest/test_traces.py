"""What is read over HTTP leaves a trace that the coordinator's report shows."""

import json
import time

import pytest

import frappe
from frappe.query_builder import Order

from opsfamily.tests.factories import assign, email, make_family, make_visit
from tests.rest.http import Person

REPORT = "Family File Access"


@pytest.fixture(scope="module")
def case(committed) -> dict:
	def make():
		family = make_family()
		assign(family.name)
		visit = make_visit(family.name, visit_date="2024-03-29", from_time="03:00", to_time="03:10")
		return {"Family": family, "Family Visit": visit}

	return committed(make)


@pytest.fixture(scope="module")
def assistant(connected_site) -> Person:
	return Person(email("assistant"))


@pytest.fixture(scope="module")
def coordinator(connected_site) -> Person:
	return Person(email("coordinator"))


@pytest.fixture
def traces(case):
	"""`traces()`: (user, method) of what was logged of the visit and the family since the test began."""
	names = [case["Family"].name, case["Family Visit"].name]
	seen = set(_logged(names))
	return lambda: [row[1:] for row in _logged(names) if row not in seen]


def _logged(names: list[str]) -> list[tuple]:
	frappe.db.rollback()
	log = frappe.qb.DocType("Access Log")
	query = frappe.qb.from_(log).select(log.name, log.user, log.method, log.reference_document)
	return list(query.where(log.reference_document.isin(names)).orderby(log.creation, order=Order.asc).run())


def trace(user: Person, case: dict, method: str = "API", doctype: str = "Family Visit") -> list[tuple]:
	return [(user.user, method, case[doctype].name)]


def test_rest_reads(assistant, case, traces):
	name = case["Family Visit"].name
	assert assistant.get(f"/api/resource/Family Visit/{name}").ok
	assert traces() == trace(assistant, case)


def test_a_put_that_changes_nothing_is_a_read(assistant, case, traces):
	name = case["Family Visit"].name
	assert assistant.put(f"/api/resource/Family Visit/{name}", json={}).ok
	assert traces() == trace(assistant, case)


@pytest.mark.parametrize(
	("method", "arguments"),
	[
		("frappe.client.get", lambda name: {"doctype": "Family Visit", "name": name}),
		(
			"frappe.client.get",
			lambda name: {"doctype": "Family Visit", "filters": json.dumps({"name": name})},
		),
	],
)
def test_client_reads(assistant, case, traces, method, arguments):
	assert assistant.call(method, **arguments(case["Family Visit"].name)).ok
	assert traces() == trace(assistant, case)


def test_a_row_counts_for_its_document(assistant, case, traces):
	row = case["Family"].members[0].name
	assert assistant.call("frappe.client.get", doctype="Family Member", name=row, parent="Family").ok
	assert traces() == trace(assistant, case, doctype="Family")


def test_print_previews(assistant, case, traces):
	method = "frappe.www.printview.get_html_and_style"
	assert assistant.call(method, doc="Family Visit", name=case["Family Visit"].name).ok
	assert traces() == trace(assistant, case, "Print Preview")


def test_a_refused_read_is_no_read(case, traces):
	stranger = Person(email("stranger"))
	name = case["Family Visit"].name
	assert stranger.get(f"/api/resource/Family Visit/{name}").status_code == 403
	assert stranger.call("frappe.client.get", doctype="Family Visit", name=name).status_code == 403
	assert traces() == []


def test_our_own_reads_are_openings(assistant, case):
	family = case["Family"].name
	before = openings(family)
	assert assistant.call("opsfamily.api.visit_context", family=family).ok
	assert assistant.call("opsfamily.api.household", family=family).ok
	# v16 writes an opening right after its answer has left.
	until = time.monotonic() + 1
	while openings(family) < before + 2 and time.monotonic() < until:
		time.sleep(0.05)
	assert openings(family) == before + 2


def openings(name: str) -> int:
	frappe.db.rollback()
	return frappe.db.count("View Log", {"reference_name": name, "viewed_by": email("assistant")})


def test_the_coordinators_report(assistant, coordinator, case):
	family = case["Family"].name
	assert assistant.get(f"/api/resource/Family/{family}").ok
	filters = json.dumps({"family": family})
	answer = coordinator.call("frappe.desk.query_report.run", report_name=REPORT, filters=filters)
	assert answer.ok, answer.text
	rows = answer.json()["message"]["result"]
	assert ("Anna Asystentka", family) in {(row["full_name"], row["document"]) for row in rows}
	for person in (assistant, Person(email("stranger"))):
		refused = person.call("frappe.desk.query_report.run", report_name=REPORT, filters=filters)
		assert refused.status_code == 403, refused.text


def test_the_reports_own_export_is_logged(coordinator, case):
	filters = json.dumps({"family": case["Family"].name})
	arguments = {"report_name": REPORT, "filters": filters, "file_format_type": "CSV", "visible_idx": "[0]"}
	answer = coordinator.do("frappe.desk.query_report.export_query", **arguments)
	assert answer.ok, answer.text
	frappe.db.rollback()
	logged = frappe.db.get_value(
		"Access Log", {"report_name": REPORT}, ["user", "method", "file_type"], order_by="creation desc"
	)
	assert logged == (coordinator.user, "Report", "CSV")


@pytest.fixture(scope="module")
def every_log(committed, assistant, case) -> None:
	"""One line at least in every log, whatever other tests of this site did before."""

	def leave_traces():
		note = frappe.get_doc({"doctype": "ToDo", "description": "ślad"}).insert()
		note.update({"description": "zmieniony ślad"}).save()
		note.delete()

	committed(leave_traces)
	family = case["Family"].name
	assert assistant.call("frappe.desk.form.load.getdoc", doctype="Family", name=family).ok
	assert assistant.get(f"/api/resource/Family/{family}").ok
	family = frappe.get_doc("Family", family)
	committed(lambda: family.update({"phone": "500 100 201"}).save())


@pytest.mark.parametrize("doctype", ["Version", "View Log", "Access Log", "Deleted Document"])
def test_nobody_of_ours_deletes_a_log(assistant, coordinator, every_log, doctype):
	frappe.db.rollback()
	name = frappe.db.get_value(doctype, {}, "name", order_by="creation desc")
	for person in (assistant, coordinator, Person(email("head")), Person(email("administrator"))):
		assert person.delete(f"/api/resource/{doctype}/{name}").status_code == 403
		assert person.put(f"/api/resource/{doctype}/{name}", json={"owner": "x"}).status_code == 403
	assert frappe.db.exists(doctype, name)
