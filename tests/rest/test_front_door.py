"""The door: what nobody has reviewed is closed for our documents, however the request is written."""

import ast
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest

import frappe
from frappe.installer import update_site_config

from opsfamily.permissions.front_door import (
	LET_THROUGH,
	OFFICE_METHODS,
	REFUSED,
	REPORT_ONLY,
	SWITCH,
	is_open,
	is_ours,
)
from opsfamily.permissions.reviewed import REVIEWED
from opsfamily.tests import factories
from opsfamily.tests.factories import email
from tests.releases import reads_every_kind_of_json, wait_until_configuration_is_read
from tests.rest.http import BASE, Person
from tests.rest.test_ways_in import SECRET, make_documents

COUNT_STATES = "frappe.workflow.doctype.workflow.workflow.get_workflow_state_count"
MAP_DOCS = "frappe.model.mapper.map_docs"
SENTENCE = "Ta czynność nie jest dostępna dla dokumentów rodzin."
OTHER_JSON = "application/x+json"
STATES = {"workflow_state_field": "representative", "states": '["x"]'}
NOT_REVIEWED = (
	COUNT_STATES,
	MAP_DOCS,
	"frappe.model.mapper.make_mapped_doc",
	"frappe.automation.doctype.auto_repeat.auto_repeat.make_auto_repeat",
	"frappe.automation.doctype.assignment_rule.assignment_rule.bulk_apply",
	"frappe.social.doctype.energy_point_log.energy_point_log.review",
	"frappe.geo.utils.get_coords",
	"frappe.core.doctype.prepared_report.prepared_report.make_prepared_report",
	"frappe.printing.page.print_format_builder.print_format_builder.create_custom_format",
	"frappe.client.get_password",
)


@pytest.fixture(scope="module")
def case(committed) -> dict[str, str]:
	return committed(make_documents)


@pytest.fixture(scope="module")
def worker(case) -> Person:
	"""On the case: the door asks about the method, not about the person."""
	return Person(email("other_assistant"))


@pytest.fixture
def config() -> Iterator:
	"""`config(key, value)` writes into the site's configuration for one test."""
	written = []

	def write(key: str, value) -> None:
		written.append(key)
		update_site_config(key, value, validate=False)
		wait_until_configuration_is_read()

	yield write
	for key in written:
		update_site_config(key, "None", validate=False)
	wait_until_configuration_is_read()


def is_refused_at_the_door(answer) -> bool:
	return answer.status_code == 403 and SENTENCE in messages_of(answer)


def messages_of(answer) -> list[str]:
	return [json.loads(message)["message"] for message in json.loads(answer.json()["_server_messages"])]


def last_line(kind: str) -> dict | None:
	frappe.db.rollback()
	return frappe.db.get_value(
		"Access Log",
		{"method": kind},
		["user", "export_from", "page", "filters"],
		as_dict=True,
		order_by="creation desc",
	)


@pytest.mark.parametrize("method", NOT_REVIEWED)
def test_what_is_not_reviewed_is_refused(method, worker, case):
	assert method not in REVIEWED
	arguments = {"doctype": "Family", "docname": case["Family"], "source_names": "[]", "target_doc": "{}"}
	answer = worker.do(method, doc=json.dumps({"doctype": "Family"}), report_name="Deadlines", **arguments)
	assert is_refused_at_the_door(answer), answer.text[:2000]


WAYS = {
	"GET": lambda p: p.call(COUNT_STATES, doctype="Family", **STATES),
	"POST": lambda p: p.do(COUNT_STATES, doctype="Family", **STATES),
	"JSON": lambda p: p.post(f"/api/method/{COUNT_STATES}", json={"doctype": "Family", **STATES}),
	"more of the path": lambda p: p.get(
		f"/api/method/{COUNT_STATES}/x", params={"doctype": "Family", **STATES}
	),
	"cmd": lambda p: p.get("/", params={"cmd": COUNT_STATES, "doctype": "Family", **STATES}),
	"cmd on a page": lambda p: p.get(
		"/printview", params={"cmd": COUNT_STATES, "doctype": "Family", **STATES}
	),
	"cmd on the Desk": lambda p: p.get(
		"/app/todo", params={"cmd": COUNT_STATES, "doctype": "Family", **STATES}
	),
	"cmd in JSON": lambda p: p.post(
		"/api/method/ping", json={"cmd": COUNT_STATES, "doctype": "Family", **STATES}
	),
	"cmd on REST": lambda p: p.get("/api/resource/Family", params={"cmd": COUNT_STATES, **STATES}),
	"another kind of JSON": lambda p: p.post(
		f"/api/method/{COUNT_STATES}",
		params={"doctype": "Family", **STATES},
		data=json.dumps({"doctype": "Family", **STATES}),
		headers={"Content-Type": OTHER_JSON},
	),
	"blanks": lambda p: p.call(COUNT_STATES, doctype=" Family\n", **STATES),
	"case": lambda p: p.call(COUNT_STATES, doctype="FAMILY", **STATES),
	"accent": lambda p: p.call(COUNT_STATES, doctype="Fámily", **STATES),
	"escaped": lambda p: p.call(COUNT_STATES, doctype="ToDo", other='{"a": "\\u0046amily"}', **STATES),
	"nested": lambda p: p.post(f"/api/method/{COUNT_STATES}", json={"a": [{"b": json.dumps(["Family"])}]}),
	"a key": lambda p: p.post(f"/api/method/{COUNT_STATES}", json={"a": {"Family": ["name"]}}),
	"a table": lambda p: p.call(COUNT_STATES, doctype="ToDo", fields='["`tabFamily`.`name`"]', **STATES),
	"a child": lambda p: p.call(COUNT_STATES, doctype="Family Member", **STATES),
	"a page of the website": lambda p: p.get("/list", params={"doctype": "Family"}),
	"a document of the website": lambda p: p.get("/Family/x"),
	"a report": lambda p: p.do(
		"frappe.core.doctype.prepared_report.prepared_report.make_prepared_report", report_name="Deadlines"
	),
	"a document's method": lambda p: p.do(
		"run_doc_method",
		docs=json.dumps({"doctype": "Customize Form", "doc_type": "Family", "name": "Customize Form"}),
		method="fetch_to_customize",
	),
	"a method by name": lambda p: p.call(
		"frappe.desk.search.search_link", doctype="Family", txt="", query="frappe.client.get_list"
	),
	"a method by name in an upload": lambda p: p.do(
		"upload_file", doctype="Family", method="frappe.client.get_list"
	),
	"another path": lambda p: p.call("frappe.desk.search.get_link_title.x", doctype="Family"),
	"an import of ours": lambda p: p.do("opsfamily.permissions.traces.add_to_date", doctype="Family"),
	"too deep": lambda p: p.post(
		f"/api/method/{COUNT_STATES}", json={"a": [[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]}
	),
}


@pytest.mark.parametrize("way", WAYS)
def test_it_is_refused_however_it_is_written(way, worker):
	answer = WAYS[way](worker)
	assert answer.status_code == 403, answer.text[:2000]


def test_a_query_beside_a_body_without_our_names_opens_nothing(worker):
	"""Where the platform reads the query, the door does; where it reads the body alone, the method hears of no DocType."""
	answer = worker.post(
		f"/api/method/{COUNT_STATES}",
		params={"doctype": "Family", **STATES},
		data="{}",
		headers={"Content-Type": OTHER_JSON},
	)
	if reads_every_kind_of_json():
		# A later 15 says it by Python's own words, v16 by a sentence that names the argument.
		is_missing = "missing 3 required positional arguments", "<strong>doctype</strong>"
		assert not answer.ok and any(words in answer.text for words in is_missing), answer.text[:2000]
	else:
		assert answer.status_code == 403, answer.text[:2000]


def test_a_request_without_our_names_goes_on(worker):
	for answer in (
		worker.call("frappe.desk.form.utils.get_next.nothing", doctype="ToDo"),
		worker.call("frappe.core.doctype.user.user.get_all_roles"),
		worker.do(COUNT_STATES, doctype="ToDo", content="The Family Visit was short.", **STATES),
	):
		assert SENTENCE not in answer.text


def test_a_guest_is_refused_as_well(worker):
	import requests

	headers = {"Host": worker.headers["Host"], "Accept": "application/json"}
	answer = requests.get(f"{BASE}/api/method/{COUNT_STATES}", params={"doctype": "Family"}, headers=headers)
	assert answer.status_code == 403


def test_a_refusal_leaves_a_line_without_values(worker, case):
	assert worker.call(COUNT_STATES, doctype="Family", secret=SECRET, **STATES).status_code == 403
	line = last_line(REFUSED)
	assert (line.user, line.export_from, line.page) == (worker.user, "Family", COUNT_STATES)
	assert not line.filters
	assert worker.call("x.<img src=x>", doctype="Family").status_code == 403
	assert "<" not in last_line(REFUSED).page


def test_an_office_lists_methods_of_its_own(worker, config):
	config(OFFICE_METHODS, ["frappe.geo.utils.get_coords"])
	answer = worker.call("frappe.geo.utils.get_coords", doctype="Family", filters="{}", type="x")
	assert SENTENCE not in answer.text
	assert is_refused_at_the_door(worker.call(COUNT_STATES, doctype="Family", **STATES))


def test_report_mode_logs_and_lets_through(worker, config):
	config(SWITCH, REPORT_ONLY)
	answer = worker.call(COUNT_STATES, doctype="Family Visit", **STATES)
	assert SENTENCE not in answer.text
	line = last_line(LET_THROUGH)
	assert (line.user, line.export_from, line.page) == (worker.user, "Family Visit", COUNT_STATES)


def test_administrator_and_system_manager_pass(committed):
	key = "system_manager"
	user = committed(lambda: factories.make_person(key, "Stefan Systemowy", ("System Manager",)))
	try:
		answer = Person(email(key)).call(COUNT_STATES, doctype="Family", **STATES)
		assert SENTENCE not in answer.text
	finally:
		committed(lambda: frappe.delete_doc("User", user.name, force=True, ignore_permissions=True))


def test_a_column_behind_a_link_of_another_doctype_is_refused(worker, committed):
	field = {
		"doctype": "Custom Field",
		"dt": "ToDo",
		"fieldname": "door_family",
		"fieldtype": "Link",
		"options": "Family",
	}
	made = committed(lambda: frappe.get_doc({**field, "label": "Door"}).insert())
	try:
		for fields in ('["door_family.representative"]', '["\\u0064oor_family.representative as x"]'):
			answer = worker.get("/api/resource/ToDo", params={"fields": fields})
			assert is_refused_at_the_door(answer), answer.text[:2000]
		assert worker.get("/api/resource/ToDo", params={"fields": '["name", "`tabToDo`.`owner`"]'}).ok
	finally:
		committed(lambda: made.delete())


def test_linked_documents_are_not_expanded(worker):
	answer = worker.get("/api/resource/User/x", params={"expand_links": 1})
	assert answer.status_code == 403


def test_every_refusal_has_a_polish_sentence(case):
	stranger = Person(email("stranger"))
	for answer in (
		stranger.get(f"/api/resource/Family/{case['Family']}"),
		stranger.put(f"/api/resource/Family/{case['Family']}", json={}),
		stranger.call("frappe.client.get", doctype="Family", name=case["Family"]),
		stranger.call("opsfamily.api.household", family=case["Family"]),
		stranger.call(COUNT_STATES, doctype="Family", **STATES),
	):
		assert answer.status_code == 403
		assert any(messages_of(answer)), answer.text[:2000]


def test_only_functions_of_this_app_are_ours(site):
	assert is_ours("opsfamily.api.household")
	assert is_open("frappe.client.get")
	for path in (
		"opsfamily.permissions.traces.add_to_date",
		"opsfamily.none.such",
		"opsfamilyx.api.household",
	):
		assert not is_ours(path)


def test_every_reviewed_method_exists_somewhere(site):
	"""A path that no version has would be dead; this version has most of them."""
	paths = [path for path in REVIEWED if path.startswith("frappe.") and ".Document." not in path]
	there = [path for path in paths if path in whitelisted_methods()]
	print(f"{len(there)} of {len(paths)} reviewed methods are in this Frappe")
	assert len(there) > 0.8 * len(paths)


def test_a_wrapped_function_of_another_version_is_a_refusal(worker, case):
	"""Some of what the gate wraps only a later framework has; asked by its own path it is no server error."""
	wrapped = frappe.get_hooks("override_whitelisted_methods")
	ours = {path[-1] for path in wrapped.values() if path[-1].startswith("opsfamily.")}
	assert len(ours) > 30
	of_document = {"doctype": "Family", "name": case["Family"], "docname": case["Family"]}
	for path in sorted(ours):
		for send in (worker.call, worker.do):
			assert send(path, **of_document, assign_to=worker.user).status_code < 500, path


def test_the_gates_own_paths_leave_the_same_traces(worker, case):
	coordinator = Person(email("coordinator"))
	arguments = {"report_name": "Family File Access", "filters": json.dumps({"family": case["Family"]})}
	answer = coordinator.do(
		"opsfamily.permissions.gate.export_report", file_format_type="CSV", visible_idx="[0]", **arguments
	)
	assert answer.ok, answer.text[:2000]
	line = last_line("Report")
	assert (line.user, line.export_from) == (coordinator.user, "Family")


# Parameter → what a stranger sends for it; a method that has none of these cannot name a DocType.
DOCTYPE_PARAMETERS = (
	"doctype",
	"dt",
	"reference_doctype",
	"ref_doctype",
	"reference_dt",
	"doc_type",
	"document_type",
	"parent_doctype",
	"doctype_name",
	"reminder_doctype",
	"child_type",
	"_doctype",
	"for_doctype",
)
NAME_PARAMETERS = (
	"name",
	"docname",
	"dn",
	"doc_name",
	"reference_name",
	"ref_name",
	"reference_doc",
	"reminder_docname",
	"value",
	"old_name",
	"old",
)
DOCUMENT_PARAMETERS = ("doc", "docs", "args", "document", "preview_document", "card", "chart", "target_doc")
LIST_PARAMETERS = ("docnames", "names", "source_names", "docs")
KINDS = ("stranger", "newcomer", "other_centre", "nobody")


@cache
def whitelisted_methods() -> dict[str, tuple[list[str], bool]]:
	"""Path → (its parameters, whether it reads the form itself), from the source of the installed framework."""
	root = Path(frappe.__file__).parent
	found = {}
	for file in root.rglob("*.py"):
		module = ".".join(("frappe", *file.relative_to(root).with_suffix("").parts)).removesuffix(".__init__")
		if ".tests." in module or "whitelist" not in (source := file.read_text(encoding="utf-8")):
			continue
		for node in ast.parse(source).body:
			if isinstance(node, ast.FunctionDef) and any(
				"whitelist" in ast.unparse(d) for d in node.decorator_list
			):
				names = [
					each.arg for each in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
				]
				found[f"{module}.{node.name}"] = (
					names,
					"form_dict" in ast.unparse(node) or "get_form_params" in ast.unparse(node),
				)
	return found


def names_a_doctype(parameters: list[str], reads_form: bool) -> bool:
	return reads_form or not {*DOCTYPE_PARAMETERS, *DOCUMENT_PARAMETERS, *LIST_PARAMETERS}.isdisjoint(
		parameters
	)


def make_arguments(parameters: list[str], doctype: str, name: str, user: str) -> dict:
	document = json.dumps(
		{"doctype": doctype, "name": name, "document_type": doctype, "type": "Heatmap", "function": "Count"}
	)
	values = {
		**dict.fromkeys(DOCTYPE_PARAMETERS, doctype),
		**dict.fromkeys(NAME_PARAMETERS, name),
		**dict.fromkeys(DOCUMENT_PARAMETERS, document),
		**dict.fromkeys(LIST_PARAMETERS, json.dumps([name])),
		"fieldname": "representative",
		"fields": '["*"]',
		"field": "representative",
		"searchfield": "name",
		"workflow_state_field": "representative",
		"states": "[]",
		"stats": '["owner"]',
		"current_filters": "[]",
		"filters": "{}",
		"txt": "",
		"text": "Maria",
		"user": user,
		"assign_to": json.dumps([user]),
		"method": "frappe.client.get",
		"field_map": json.dumps({"start": "creation", "end": "modified", "title": "owner"}),
		"start": "0",
		"page_len": "20",
		"report_name": "Deadlines",
		"prev": "0",
		"tag": "x",
		"action": "update",
		"file_type": "CSV",
		"file_format_type": "CSV",
		"remind_at": "2030-01-01 10:00:00",
		"description": "x",
	}
	chosen = {key: value for key, value in values.items() if key in parameters}
	return chosen or {"doctype": doctype, "name": name, "fields": '["*"]'}


def test_no_method_of_the_framework_tells_a_stranger(case):
	"""Every whitelisted method that can name a DocType, called as four kinds of people who are not on the case."""
	doctypes = [doctype for doctype in case if doctype != "Family"]
	methods = {path: what for path, what in sorted(whitelisted_methods().items()) if names_a_doctype(*what)}
	people = [Person(email(key)) for key in KINDS]
	asked, told = SimpleNamespace(requests=0, refused=0, answered=0), []

	def ask(number: int, path: str, person: Person) -> None:
		for doctype in ("Family", doctypes[number % len(doctypes)]):
			arguments = make_arguments(methods[path][0], doctype, case[doctype], person.user)
			answer = person.do(path, **arguments)
			asked.requests += 1
			asked.refused += answer.status_code == 403
			asked.answered += answer.ok
			if SECRET in answer.text:
				told.append((path, doctype, person.user, answer.text[:300]))

	def ask_all(person: Person) -> None:
		for number, path in enumerate(methods):
			ask(number, path, person)

	with ThreadPoolExecutor(len(people)) as pool:
		list(pool.map(ask_all, people))
	print(
		f"{len(methods)} methods called as {len(people)} kinds of people: {asked.requests} requests,"
		f" {asked.refused} refused (403), {asked.answered} answered, {len(told)} told something"
	)
	assert not told, told


HEAT_MAP = json.dumps(
	{
		"name": "x",
		"document_type": "Family",
		"type": "Heatmap",
		"chart_type": "Count",
		"based_on": "creation",
		"filters_json": "[]",
	}
)
WRAPPED = {
	"the next document": ("frappe.desk.form.utils.get_next", {"prev": 0, "sort_field": "representative"}),
	"assigning": ("frappe.desk.form.assign_to.add", {"assign_to": '["{member}"]'}),
	"removing the assigned": ("frappe.desk.form.assign_to.remove", {"assign_to": "x"}),
	"a queued submission": (
		"frappe.core.doctype.submission_queue.submission_queue.get_latest_submissions",
		{},
	),
	"a reminder": (
		"frappe.automation.doctype.reminder.reminder.create_new_reminder",
		{"remind_at": "2030-01-01 10:00:00", "description": "x"},
	),
	"a heat map of all rows": (
		"frappe.desk.doctype.dashboard_chart.dashboard_chart.get",
		{"chart": HEAT_MAP},
	),
}


@pytest.mark.parametrize("way", WRAPPED)
def test_what_the_gate_wraps_asks_the_document(way, case):
	stranger, (method, more) = Person(email("stranger")), WRAPPED[way]
	family = case["Family"]
	names = {"doctype": "Family", "name": family, "docname": family, "value": family}
	more = {key: str(value).replace("{member}", email("other_assistant")) for key, value in more.items()}
	answer = stranger.do(method, reminder_doctype="Family", reminder_docname=family, **names, **more)
	assert answer.status_code == 403, answer.text[:2000]


def test_a_worker_on_the_case_still_counts_and_steps(worker, case):
	group = worker.call(
		"frappe.desk.listview.get_group_by_count", doctype="Family", current_filters="[]", field="assigned_to"
	)
	assert group.ok, group.text[:2000]
	step = worker.call("frappe.desk.form.utils.get_next", doctype="Family", value=case["Family"], prev=0)
	assert step.ok, step.text[:2000]
	found = worker.call("frappe.utils.global_search.search", text="Maria", doctype="Family")
	assert found.ok, found.text[:2000]
