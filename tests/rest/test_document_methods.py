"""Whitelisted methods of documents: for every one that the framework has, nobody learns of a foreign family by it."""

import ast
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest

import frappe
from frappe.model import default_fields
from frappe.model.naming import is_autoincremented
from frappe.modules import scrub

from opsfamily.permissions.front_door import is_open
from opsfamily.permissions.known import is_known
from opsfamily.tests.factories import email
from tests.rest.http import Person
from tests.rest.test_front_door import KINDS, SENTENCE, is_refused_at_the_door, make_arguments
from tests.rest.test_ways_in import SECRET, make_documents

DOCUMENT = "frappe.model.document.Document"
NAME_OF_RECORD, NUMBER_OF_RECORD = "Zapis o rodzinie", 999_000_001


class Method(SimpleNamespace):
	"""A whitelisted method of a controller: path, doctype (None: of every document), name, parameters."""


@pytest.fixture(scope="module")
def case(committed) -> dict[str, str]:
	return committed(make_documents)


@pytest.fixture(scope="module")
def people(case) -> list[Person]:
	return [Person(email(key)) for key in KINDS]


def find_methods() -> Iterator[Method]:
	"""Yield the whitelisted methods of classes in the source of the installed framework."""
	root, doctypes = (
		Path(frappe.__file__).parent,
		{scrub(name): name for name in frappe.get_all("DocType", pluck="name")},
	)
	for file in sorted(root.rglob("*.py")):
		module = ".".join(("frappe", *file.relative_to(root).with_suffix("").parts))
		if ".tests." in module or "whitelist" not in (source := file.read_text(encoding="utf-8")):
			continue
		for node in ast.walk(ast.parse(source)):
			if isinstance(node, ast.ClassDef):
				doctype = doctypes.get(file.parent.name) if module != "frappe.model.document" else None
				yield from read_class(node, module, doctype)


def read_class(node: ast.ClassDef, module: str, doctype: str | None) -> Iterator[Method]:
	# `submit = whitelist(_submit)` names the same function once more.
	again = {
		target.id: statement.value.args[0].id
		for statement in node.body
		if isinstance(statement, ast.Assign) and "whitelist" in ast.unparse(statement.value)
		for target in statement.targets
	}
	for each in node.body:
		if isinstance(each, ast.FunctionDef) and any(
			"whitelist" in ast.unparse(d) for d in each.decorator_list
		):
			parameters = [argument.arg for argument in each.args.args[1:]]
			for name in (each.name, *(new for new, old in again.items() if old == each.name)):
				path = f"{module}.{node.name}.{name}"
				yield Method(path=path, doctype=doctype, name=name, parameters=parameters)


@pytest.fixture(scope="module")
def records(case, committed) -> dict[str, str]:
	"""DocType of the core → a record that names our documents in every column that leads to one."""
	doctypes = sorted({method.doctype for method in find_methods() if method.doctype})

	def make() -> dict[str, str]:
		metas = {doctype: frappe.get_meta(doctype) for doctype in doctypes}
		stored = [doctype for doctype, meta in metas.items() if not (meta.issingle or meta.get("is_virtual"))]
		return {doctype: write_record(doctype, case) for doctype in stored}

	made = committed(make)
	yield made
	committed(lambda: [frappe.db.delete(doctype, {"name": name}) for doctype, name in made.items()])


def write_record(doctype: str, case: dict[str, str]) -> str:
	"""Write the record as the framework could have left it there, past its own rules."""
	name = NUMBER_OF_RECORD if is_autoincremented(doctype) else NAME_OF_RECORD
	doc = frappe.get_doc({"doctype": doctype, "name": name, **values_naming("Family", doctype, case)})
	doc.flags.name_set = True
	doc.db_insert(ignore_if_duplicate=True)
	return str(doc.name)


def values_naming(doctype: str, of: str, case: dict[str, str]) -> dict[str, str]:
	values = {}
	for df in frappe.get_meta(of).fields:
		if df.fieldtype == "Link" and df.options == "DocType":
			values[df.fieldname] = doctype
		elif df.fieldtype == "Link" and df.options == "Report":
			values[df.fieldname] = "Deadlines"
		elif df.fieldtype == "Dynamic Link" or df.fieldname in (
			"ref_docname",
			"document",
			"reference_document",
		):
			values[df.fieldname] = case[doctype]
	return {key: value for key, value in values.items() if key not in default_fields}


def ask(person: Person, method: Method, document: dict, case: dict[str, str]) -> Iterator:
	"""Yield the answers to every way of calling the method on the document."""
	doctype, name, sent = document["doctype"], document["name"], json.dumps(document)
	arguments = (
		make_arguments(method.parameters, "Family", case["Family"], person.user) if method.parameters else {}
	)
	given = {"method": method.name, "args": json.dumps(arguments)}
	yield person.do("run_doc_method", dt=doctype, dn=name, **given)
	yield person.do("run_doc_method", docs=sent, **given)
	yield person.get(f"/api/resource/{doctype}/{name}", params={"run_method": method.name, **arguments})
	yield person.post(f"/api/resource/{doctype}/{name}", data={"run_method": method.name, **arguments})
	yield person.post(f"/api/v2/document/{doctype}/{name}/method/{method.name}", data=arguments)
	yield person.do("run_doc_method", document=sent, **given)


def test_no_method_of_a_document_tells_a_stranger(case, people, records, stored):
	methods = list(find_methods())
	assert len(methods) > 40
	told, asked = [], SimpleNamespace(requests=0, answered=0)
	ours = ("Family", "Action Schedule", "Assistant Timesheet", "Case Closing")
	before = {doctype: stored(doctype, case[doctype], "*") for doctype in ours}
	# Read before the threads, which have no site of their own.
	documents = {
		doctype: {
			**values_naming("Family", doctype, case),
			"doctype": doctype,
			"name": case.get(doctype) or records.get(doctype, doctype),
		}
		for doctype in {*ours, *(method.doctype for method in methods if method.doctype)}
	}

	def ask_all(person: Person) -> None:
		for method in methods:
			for doctype in [method.doctype] if method.doctype else ours:
				for answer in ask(person, method, documents[doctype], case):
					asked.requests += 1
					asked.answered += answer.ok
					if SECRET in answer.text or (doctype in ours and answer.ok):
						told.append((method.path, doctype, person.user, answer.text[:300]))

	with ThreadPoolExecutor(len(people)) as pool:
		list(pool.map(ask_all, people))
	print(
		f"{len(methods)} methods of documents called as {len(people)} kinds of people: {asked.requests} requests,"
		f" {asked.answered} answered, {len(told)} told something"
	)
	assert not told, told
	assert before == {doctype: stored(doctype, case[doctype], "*") for doctype in ours}


def test_a_method_of_the_core_on_a_record_of_ours_is_closed_until_it_is_read(case, records):
	"""Also for a worker on the case who may read the record; the record is asked, not only the request."""
	worker = Person(email("other_assistant"))
	closed = [method for method in find_methods() if method.doctype in records and not is_open(method.path)]
	assert closed
	named = [method for method in closed if names_ours(method.doctype, records[method.doctype])]
	assert {"Data Import", "Report", "File", "Submission Queue"} <= {method.doctype for method in named}
	for method in named:
		answer = worker.do(
			"run_doc_method", dt=method.doctype, dn=records[method.doctype], method=method.name
		)
		assert is_refused_at_the_door(answer), f"{method.path}: {answer.text[:1500]}"
		answer = worker.get(
			f"/api/resource/{method.doctype}/{records[method.doctype]}", params={"run_method": method.name}
		)
		assert is_refused_at_the_door(answer), f"{method.path}: {answer.text[:1500]}"


def names_ours(doctype: str, name: str) -> bool:
	for df in frappe.get_meta(doctype).fields:
		if df.fieldtype == "Link" and df.options in ("DocType", "Report"):
			value = frappe.db.get_value(doctype, name, df.fieldname)
			if is_known(
				frappe.db.get_value("Report", value, "ref_doctype") if df.options == "Report" else value
			):
				return True
	return False


def test_a_method_on_a_record_of_others_goes_on(case):
	worker = Person(email("other_assistant"))
	answer = worker.post("/api/resource/Note", json={"title": frappe.generate_hash(length=8), "content": "x"})
	assert answer.ok, answer.text[:1500]
	name = answer.json()["data"]["name"]
	assert SENTENCE not in worker.get(f"/api/resource/Note/{name}", params={"run_method": "nothing"}).text
