"""Mangled input over real HTTP: whatever a client sends, the app answers without a server error of its own.

Two thousand requests by default, always the same. The slow run: `OPSFAMILY_FUZZ=20000`, and `OPSFAMILY_FUZZ_SEED`
for other ones each time (CONTRIBUTING.md).
"""

import inspect
import json
import os
import re
from importlib import import_module

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

import frappe

from opsfamily import api
from opsfamily.permissions.registry import ENTRIES
from opsfamily.tests.factories import email, make_whole_case
from tests.rest.http import Person

REQUESTS = int(os.environ.get("OPSFAMILY_FUZZ", 2000))
SEED = int(os.environ.get("OPSFAMILY_FUZZ_SEED", 0))
MODULES = (
	"opsfamily.permissions.gate",
	"opsfamily.ops_paper.editable_copy",
	"opsfamily.ops_casework.doctype.family.import_template",
	"opsfamily.ops_casework.page.family_import.family_import",
	"opsfamily.ops_visits.page.month_close.month_close",
	"opsfamily.ops_visits.page.quick_visit.quick_visit",
	"opsfamily.ops_visits.doctype.family_visit.calendar",
	"opsfamily.ops_teamwork.doctype.case_conference.calendar",
	"opsfamily.clocks.calendar",
)
# What the day's work types, and what nobody types.
VALUES = (
	None, "", " ", "0000-00-00", "2026-13-45", "wczoraj", "2026-10-05", "2026-10", "25:99", "15:30", "tysiąc", "-1",
	"1e999", "NaN", "ż" * 40_000, "a" * 200, "'; --", "<b>x", "%s %(a)s", "{0}", "[", "{", "[1]", '{"a": 1}', "null",
	0, -1, 7, 10**30, 2.5, True, [], {}, ["Jan"], [["a", "b"]], [None], {"a": []}, [{}], [{"full_name": ["x"]}],
	[{"full_name": "Jan"}], "\x00", "😀",
)  # fmt: skip
# How often a slow run says how far it is.
PROGRESS = 500
EXCEPTION = re.compile(r'"exception": ?"([^"]{,120})')
FILE_OF_THE_APP = re.compile(r"(?:apps/|/)opsfamily/[\w/]+\.py\W+ line \d+, in \w+")


@pytest.fixture(scope="module")
def case(committed) -> dict[str, str]:
	"""DocType → name of one document of each, all of one family."""
	return committed(lambda: {doctype: doc.name for doctype, doc in make_whole_case("client").items()})


@pytest.fixture(scope="module")
def people(case) -> list[Person]:
	sessions = [Person(email(key)) for key in ("client", "coordinator", "day_centre")]
	for session in sessions:
		session.headers["Connection"] = "close"
	return sessions


def get_methods() -> list[tuple[str, list[str], bool]]:
	"""(Path, arguments, whether it writes) of every whitelisted function of the app."""
	found = []
	for module in (api, *map(import_module, MODULES)):
		for name, function in inspect.getmembers(module, inspect.isfunction):
			methods = frappe.allowed_http_methods_for_whitelisted_func.get(function)
			if function.__module__ == module.__name__ and methods:
				arguments = [each for each in inspect.signature(function).parameters if each != "rest"]
				found.append((f"{module.__name__}.{name}", arguments, "GET" not in methods))
	return found


def make_requests(case: dict[str, str]) -> st.SearchStrategy:
	"""(Person's number, HTTP method, path, parameters or body)."""
	value = st.sampled_from([*VALUES, *sorted(case.values())])
	who, doctypes = st.integers(0, 2), st.sampled_from([entry.doctype for entry in ENTRIES])

	def to_method(method) -> st.SearchStrategy:
		path, arguments, writes = method
		sent = st.dictionaries(st.sampled_from(arguments), value) if arguments else st.just({})
		if "doctype" in arguments:
			# Else the method would seldom come further than that there is no such DocType.
			sent = st.builds(lambda values, doctype: {**values, "doctype": doctype}, sent, doctypes)
		return st.tuples(who, st.just("POST" if writes else "GET"), st.just(f"/api/method/{path}"), sent)

	def to_document(entry) -> st.SearchStrategy:
		fields = [
			df.fieldname for df in frappe.get_meta(entry.doctype).fields if df.fieldtype not in NO_COLUMN
		]
		body = st.dictionaries(st.sampled_from(fields), value, max_size=6)
		body = body.map(lambda values: {"family": case["Family"], **values})
		path = f"/api/resource/{entry.doctype}"
		put = st.tuples(who, st.just("PUT"), st.just(f"{path}/{case.get(entry.doctype)}"), body)
		question = st.dictionaries(
			st.sampled_from(["filters", "fields", "order_by", "limit_page_length"]), value
		)
		return st.one_of(
			st.tuples(who, st.just("POST"), st.just(path), body),
			put,
			st.tuples(who, st.just("GET"), st.just(path), question),
		)

	count = st.tuples(
		who,
		st.just("GET"),
		st.just("/api/method/frappe.client.get_count"),
		st.fixed_dictionaries({"doctype": st.sampled_from([e.doctype for e in ENTRIES]), "filters": value}),
	)
	methods = st.sampled_from(get_methods()).flatmap(to_method)
	documents = st.sampled_from(ENTRIES).flatmap(to_document)
	return st.one_of(methods, documents, documents, count)


NO_COLUMN = ("Section Break", "Column Break", "Tab Break", "HTML", "Button", "Heading", "Fold")


def send(person: Person, method: str, path: str, values: dict):
	if method == "GET":
		texts = {key: value if isinstance(value, str) else json.dumps(value) for key, value in values.items()}
		return person.get(path, params={key: text[:2000] for key, text in texts.items()})
	return person.request(method, path, data=json.dumps(values), headers={"Content-Type": "application/json"})


def test_no_request_ends_in_a_server_error(case, people):
	failures, asked = {}, 0

	@seed(SEED)
	@settings(
		max_examples=REQUESTS,
		deadline=None,
		database=None,
		suppress_health_check=list(HealthCheck),
	)
	@given(make_requests(case))
	def ask(request):
		nonlocal asked
		number, *what = request
		answer = send(people[number], *what)
		asked += 1
		if answer.status_code >= 500 and (place := name_place(what, answer.text)) not in failures:
			failures[place] = (what, answer.text[-700:])
			# A slow run says at once what it has found.
			print(place, str(what)[:300], flush=True)
		if not asked % PROGRESS:
			print(f"{asked} requests, {len(failures)} kinds of server errors", flush=True)

	ask()
	print(f"{asked} requests, {len(failures)} kinds of server errors")
	report = "\n\n".join(f"{place}\n{str(what)[:400]}\n{text}" for place, (what, text) in failures.items())
	assert not failures, report


def name_place(what: list, text: str) -> str:
	"""Name a server error by the last line of the app in its trace, else by what was asked and the error."""
	frames = FILE_OF_THE_APP.findall(text)
	if frames:
		return frames[-1]
	method, path, _values = what
	# Without the document's name.
	path = "/".join(path.split("/")[:4])
	return f"{method} {path}: {''.join(EXCEPTION.findall(text)[-1:])}"
