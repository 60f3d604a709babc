"""What an installation lives through: a user with another language, a server in another time zone, users who leave and
come back, tables tidied up."""

import json
import os
import time
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup

import frappe
from frappe.custom.doctype.custom_field.custom_field import create_custom_field
from frappe.model.meta import trim_tables
from frappe.utils import add_days, getdate

from opsfamily.api import family_overview
from opsfamily.case.document import FutureDateError
from opsfamily.clocks import digest
from opsfamily.notify import in_language
from opsfamily.permissions.session import acting_as
from opsfamily.tests.factories import assign, email, make_assessment, make_family, make_visit

WARSAW = ZoneInfo("Europe/Warsaw")
# At any hour one of them has another day than Warsaw.
FAR_AWAY = ("Pacific/Kiritimati", "Etc/GMT+12", "UTC")


def get_text(doctype: str, name: str, paper: str, language: str) -> str:
	with in_language(language):
		page = BeautifulSoup(frappe.get_print(doctype, name, paper), "html.parser")
	sheets = page.select(".paper")
	assert sheets, paper
	return "\n".join(sheet.get_text("\n", strip=True) for sheet in sheets)


def find_papers() -> list[tuple[str, str]]:
	ours = {"module": ["like", "OPS%"], "standard": "Yes"}
	papers = frappe.get_all("Print Format", ours, ["name", "doc_type"], order_by="name")
	return [(paper.name, paper.doc_type) for paper in papers]


# a second language for one user


def test_papers_are_polish_for_whoever_reads_another_language(demo):
	read = 0
	for paper, doctype in find_papers():
		for name in frappe.get_all(doctype, pluck="name", order_by="creation", limit=1):
			assert get_text(doctype, name, paper, "en") == get_text(doctype, name, paper, "pl"), paper
			read += 1
	assert read > 15


@pytest.fixture
def heating(connected_site) -> Iterator[None]:
	"""A choice that an office added, with a word that has a Polish translation."""
	field = {
		"fieldname": "custom_state",
		"fieldtype": "Select",
		"label": "Status",
		"options": "Pending\nDone",
	}
	create_custom_field("Family Assessment", {**field, "insert_after": "sleep_study_rest"})
	yield
	frappe.db.rollback()
	frappe.delete_doc("Custom Field", "Family Assessment-custom_state", force=True)
	frappe.db.commit()


def test_an_added_choice_is_polish_on_the_paper_too(heating, site):
	assessment = make_assessment(make_family().name, custom_state="Pending")
	polish = frappe._("Pending", "pl")
	assert polish != "Pending"
	assert polish in get_text(assessment.doctype, assessment.name, "F1 Ocena sytuacji rodziny", "en")


def test_the_desk_speaks_the_readers_language(site):
	family = make_family().name
	assign(family)
	said = {}
	for language in ("pl", "en"):
		with in_language(language), acting_as(email("assistant")):
			said[language] = json.dumps(family_overview(family), default=str, ensure_ascii=False)
	assert said["pl"] != said["en"]


# a server in another time zone


@pytest.fixture(params=FAR_AWAY)
def server(request, site) -> Iterator[str]:
	before = os.environ.get("TZ")
	os.environ["TZ"] = request.param
	time.tzset()
	yield request.param
	if before is None:
		del os.environ["TZ"]
	else:
		os.environ["TZ"] = before
	time.tzset()


def test_the_offices_day_counts_wherever_the_server_stands(server):
	today = datetime.now(WARSAW).date()
	assert getdate() == today
	family = make_family().name
	assign(family)
	assert make_visit(family, visit_date=today, from_time="00:00", to_time="00:01").visit_date == today
	with pytest.raises(FutureDateError):
		make_visit(family, visit_date=add_days(today, 1))


# users who leave and come back


def test_a_disabled_user_gets_no_notices_and_has_the_families_when_back(site):
	family, assistant = make_family().name, email("assistant")
	assign(family)
	for enabled in (1, 0, 1):
		frappe.db.set_value("User", assistant, "enabled", enabled)
		assert (assistant in digest.get_workers()) == bool(enabled)
	with acting_as(assistant):
		assert family in frappe.get_list("Family", pluck="name", order_by="name", limit_page_length=0)


# tables tidied up


def test_trimming_tables_takes_no_column_of_ours(site):
	"""Only those that were left of fields which an office, or another test, has deleted."""
	ours = frappe.get_all("DocType", {"module": ["like", "OPS%"]}, pluck="name", order_by="name")
	trimmed = trim_tables(dry_run=True)
	columns = {column for doctype in ours for column in trimmed.get(doctype, ())}
	assert {column for column in columns if not column.startswith(("custom_", "ops_"))} == set()
