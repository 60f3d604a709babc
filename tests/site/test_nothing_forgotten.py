"""What is entered in one list and used in another place: forgetting either is noticed here."""

import inspect
import json
import pkgutil
import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

import frappe
from frappe.www.printview import get_rendered_template

import opsfamily
from opsfamily import clocks
from opsfamily.clocks.register import CLOCKS
from opsfamily.core import deadlines
from opsfamily.core.roles import ROLES
from opsfamily.ops_casework.doctype.access_copy import sources
from opsfamily.permissions import registry
from opsfamily.tests.factories import PEOPLE
from tests.rest import matrix

PACKAGE = Path(opsfamily.__file__).parent
DEADLINES_JS = PACKAGE / "ops_casework" / "report" / "deadlines" / "deadlines.js"
PAPERS = PACKAGE / "ops_paper" / "print_format"
# Fields of F1 that its paper does not print: who the people are stands there by name, the rest is for the office.
NOT_ON_F1 = {
	"naming_series",
	"amended_from",
	"family",
	"kind",
	"assistant",
	"social_worker",
	"third_party_note",
	"next_due",
	"handed_to_head_on",
	"taken_from",
	"taken_over_parts",
	# For the figures of a period; the form has no place for them.
	"causes",
	"sensitive_causes",
}

# Texts of F1 that no person's copy holds: what third parties said, the sphere of violence, and the address, which
# is copied from the family's page.
NOT_IN_COPY = {"violence", "third_party_note", "address"}


# clocks


def get_clock_functions() -> set[Callable]:
	"""Return every public function of the rooms of clocks that takes the cases and answers deadlines."""
	modules = [import_module(f"opsfamily.clocks.{one.name}") for one in pkgutil.iter_modules(clocks.__path__)]
	return {
		function
		for module in modules
		for name, function in inspect.getmembers(module, inspect.isfunction)
		if list(inspect.signature(function).parameters) == ["cases"]
		and re.search(r"Iterator\[.*\bDeadline\]", str(inspect.signature(function).return_annotation))
		and not name.startswith("_")
	}


def test_every_clock_is_in_the_register():
	assert get_clock_functions() == set(CLOCKS.values())


def test_the_report_can_be_filtered_by_every_clock():
	script = DEADLINES_JS.read_text(encoding="utf-8")
	offered = re.findall(r'value: "([^"]+)",\s*label: __\("([^"]+)"\)', script)
	assert [value for value, _label in offered] == list(CLOCKS)
	assert all(value == label for value, label in offered)


def test_a_statutory_clock_is_a_clock():
	assert set(deadlines.STATUTORY) <= set(CLOCKS)


# times


def get_times() -> list[tuple[str, str]]:
	"""Return (DocType, field) of every time of day that may be left empty."""
	files = sorted(PACKAGE.glob("*/doctype/*/*.json"))
	records = (json.loads(path.read_text(encoding="utf-8")) for path in files)
	return [
		(record["name"], df["fieldname"])
		for record in records
		for df in record.get("fields", ())
		if df["fieldtype"] == "Time" and not df.get("reqd")
	]


@pytest.mark.parametrize(("doctype", "fieldname"), get_times())
def test_a_time_that_nobody_wrote_is_not_the_present_one(doctype, fieldname, site):
	doc = frappe.get_doc({"doctype": doctype})
	doc.update_if_missing(frappe.new_doc(doctype, as_dict=True))
	assert doc.get(fieldname) is None
	assert frappe.new_doc(doctype).get(fieldname) is None


# the registry


@pytest.mark.parametrize("entry", registry.ENTRIES, ids=lambda entry: entry.doctype)
def test_an_access_copy_has_the_document_or_a_reason(entry):
	"""A dotted path leads to a reader; anything else is a sentence that an officer can read."""
	if entry.access_copy_reader:
		assert callable(frappe.get_attr(entry.access_copy_reader))
	else:
		assert len(entry.access_copy.split()) >= 3, entry.access_copy


def test_every_reader_of_the_access_copy_is_used():
	readers = {
		f"{registry.SOURCES}.{name}"
		for name, function in inspect.getmembers(sources, inspect.isfunction)
		if name.startswith("read_") and list(inspect.signature(function).parameters) == ["reader"]
	}
	assert readers <= {entry.access_copy_reader for entry in registry.ENTRIES} - {None}


@pytest.mark.parametrize("entry", registry.ENTRIES, ids=lambda entry: entry.doctype)
def test_a_family_document_is_on_the_familys_page(entry):
	hidden = entry.family is None or entry.family == "name" or entry.private
	assert (entry.page is None) == hidden
	assert entry.page is None or entry.page in registry.PAGE_GROUPS


def test_the_matrix_speaks_of_every_confidential_doctype():
	assert {line.doctype for line in matrix.lines()} >= set(registry.CONFIDENTIAL)


# roles


def get_granted_roles() -> set[str]:
	"""Return every role that a DocType of ours gives a right."""
	files = PACKAGE.glob("ops_*/doctype/*/*.json")
	records = [json.loads(file.read_text(encoding="utf-8")) for file in files]
	return {rule["role"] for record in records for rule in record.get("permissions", [])}


def test_every_role_that_has_a_right_is_ours():
	assert get_granted_roles() == {*ROLES, "System Manager"}


def test_every_role_is_in_the_matrix_and_has_its_person():
	assert set(matrix.USERS) == set(ROLES) == {line.role for line in matrix.lines()}
	for role, key in matrix.USERS.items():
		assert PEOPLE[key][1] == (role,)


def test_every_role_has_every_confidential_doctype_in_the_matrix():
	written = {(line.role, line.doctype) for line in matrix.lines()}
	assert {(role, doctype) for role in ROLES for doctype in registry.CONFIDENTIAL} <= written


# papers


def test_every_paper_has_its_record_and_its_html():
	for folder in (folder for folder in PAPERS.iterdir() if folder.is_dir() and folder.name != "__pycache__"):
		names = {file.name for file in folder.iterdir()}
		assert {"__init__.py", f"{folder.name}.json", f"{folder.name}.html"} <= names, folder.name


def test_every_field_of_f1_is_on_its_paper():
	paper = (PAPERS / "f1_ocena_sytuacji_rodziny" / "f1_ocena_sytuacji_rodziny.html").read_text(
		encoding="utf-8"
	)
	fields = frappe.get_meta("Family Assessment").fields
	typed = {df.fieldname for df in fields if df.fieldtype not in frappe.model.display_fieldtypes} - NOT_ON_F1
	# What belongs to a sphere is printed by the macro that is given the sphere's name.
	names = {re.sub("_(rating|unchanged|confirmed_on)$", "", name) for name in typed} - NOT_ON_F1
	assert {name for name in names if not re.search(rf"\bdoc\.{name}\b|[\"']{name}[\"']", paper)} == set()


def test_every_text_of_f1_is_in_the_access_copy_or_left_out_on_purpose():
	fields = frappe.get_meta("Family Assessment").fields
	texts = {df.fieldname for df in fields if df.fieldtype in ("Text", "Small Text", "Long Text")}
	assert texts - NOT_IN_COPY == set(sources.ASSESSMENT_TEXTS)


def get_papers() -> list[str]:
	files = sorted(PAPERS.glob("*/*.json"))
	return [json.loads(file.read_text(encoding="utf-8"))["name"] for file in files]


@pytest.mark.parametrize("paper", get_papers())
def test_every_paper_prints_blank(site, paper):
	"""Its template is found and rendered, and nothing of Python's shows through."""
	record = frappe.get_doc("Print Format", paper)
	assert record.standard == "Yes" and record.module == "OPS Paper"
	doc = frappe.get_doc({"doctype": record.doc_type})
	html = get_rendered_template(doc, print_format=record, meta=doc.meta)
	assert BeautifulSoup(html, "html5lib").select_one(".paper"), "no paper: the automatic layout was printed"
	assert not re.search(r"\bNone\b|\{\{|no such element", html)
