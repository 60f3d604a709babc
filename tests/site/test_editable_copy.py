"""An office makes a paper of ours its own: the copy prints the same until somebody edits it."""

import json
from pathlib import Path

import pytest

import frappe
from frappe.www.printview import get_rendered_template

import opsfamily
from opsfamily.ops_paper.editable_copy import NoTemplateError, make_editable_copy
from opsfamily.tests.factories import email
from tests.site.papers import DOCTYPES, F4

pytestmark = pytest.mark.usefixtures("nothing_is_committed")

COPY_OF_F4 = f"{F4} – nasz układ"


def html(doctype: str, name: str, paper: str) -> str:
	return get_rendered_template(
		frappe.get_doc(doctype, name), print_format=frappe.get_doc("Print Format", paper)
	)


@pytest.mark.parametrize("paper", DOCTYPES)
def test_the_copy_prints_as_the_original(paper, demo):
	doctype = DOCTYPES[paper]
	copy = frappe.get_doc("Print Format", make_editable_copy(paper))
	assert (copy.standard, copy.custom_format, copy.doc_type) == ("No", 1, doctype)
	printed, original = html(doctype, demo[doctype], copy.name), html(doctype, demo[doctype], paper)
	assert printed.strip() == original.strip()


def test_the_whole_template_is_there_to_edit(site):
	copy = frappe.get_doc("Print Format", make_editable_copy(F4))
	assert copy.name == COPY_OF_F4
	assert "Miesięczna karta czasu pracy asystenta rodziny" in copy.html
	assert "print_format/f4" not in copy.html


def test_what_the_office_edits_is_printed(site, demo):
	copy = frappe.get_doc("Print Format", make_editable_copy(F4))
	copy.html = copy.html.replace("Akceptacja koordynatora", "Zatwierdził kierownik")
	copy.save()
	printed = html("Assistant Timesheet", demo["Assistant Timesheet"], copy.name)
	assert "Zatwierdził kierownik" in printed
	assert "Akceptacja koordynatora" not in printed


def test_a_second_copy_has_a_name_of_its_own(site):
	assert make_editable_copy(F4) == COPY_OF_F4
	assert make_editable_copy(F4) == f"{COPY_OF_F4} 2"
	assert make_editable_copy(F4) == f"{COPY_OF_F4} 3"


@pytest.mark.parametrize("paper", ["", "Nie ma takiego", COPY_OF_F4])
def test_only_a_paper_of_ours_is_copied(paper, site):
	make_editable_copy(F4)
	with pytest.raises(NoTemplateError):
		make_editable_copy(paper)


def test_another_apps_format_is_not_copied(site):
	theirs = frappe.get_doc(
		{
			"doctype": "Print Format",
			"name": "Obcy druk",
			"doc_type": "ToDo",
			"module": "Desk",
			"standard": "Yes",
		}
	).insert()
	with pytest.raises(NoTemplateError):
		make_editable_copy(theirs.name)


def papers_of_the_app() -> list[str]:
	files = (Path(opsfamily.__file__).parent / "ops_paper" / "print_format").glob("*/*.json")
	return sorted(json.loads(file.read_text(encoding="utf-8"))["name"] for file in files)


@pytest.mark.parametrize("paper", papers_of_the_app())
def test_every_paper_prints_and_so_does_its_copy(paper, site):
	"""Also those whose folder is not named as the record, since its name has Polish letters."""
	doctype = frappe.db.get_value("Print Format", paper, "doc_type")
	blank = frappe.get_doc({"doctype": doctype})
	copy = frappe.get_doc("Print Format", make_editable_copy(paper))
	original = frappe.get_doc("Print Format", paper)
	printed, of_copy = (get_rendered_template(blank, print_format=each) for each in (original, copy))
	assert 'class="paper' in printed
	assert of_copy.strip() == printed.strip()
	assert "ops_paper/print_format" not in copy.html


@pytest.mark.parametrize("person", ["assistant", "coordinator", "head", "administrator"])
def test_a_template_is_code_so_only_the_system_manager_copies(person, site, as_user):
	with as_user(email(person)), pytest.raises(frappe.PermissionError):
		make_editable_copy(F4)
