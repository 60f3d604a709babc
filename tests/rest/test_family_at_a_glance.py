"""The overview, the comparison and their papers over HTTP: who holds which level sees what."""

import json

import pytest

import frappe

from opsfamily.ops_casework.doctype.family.overview import SPHERES
from opsfamily.tests import factories
from opsfamily.tests.factories import day, email
from tests.rest.http import Person
from tests.site.papers import pdf_text

RATED = {f"{sphere}_rating": "3" for sphere in SPHERES}
VIOLENCE, OTHER_SPHERE = "Przemoc, zachowania destrukcyjne", "Więzi emocjonalne"
READERS = {"client": True, "head": True, "social_worker": False, "working_consultant": False}


@pytest.fixture(scope="module")
def family(committed) -> str:
	def make() -> str:
		family = factories.make_family(representative="Maria Przykładowa").name
		factories.assign(family, "client")
		factories.assign(family, "social_worker", "Social Worker")
		factories.assign(family, "working_consultant", "Consultant")
		for on in (day(-200), day(-10)):
			values = {"violence": "opis zdarzeń", "debts": f"stan na {on}", **RATED}
			assessment = factories.make_assessment(family, assessment_date=on, **values)
			factories.confirmed(assessment).submit()
		factories.make_running_schedule(family)
		return family

	return committed(make)


@pytest.fixture(scope="module", params=READERS)
def reader(request, family) -> tuple[Person, bool]:
	"""Somebody on the case, and whether they hold the level of violence and health."""
	return Person(email(request.param)), READERS[request.param]


def test_the_overview(reader, family):
	person, holds_level = reader
	html = person.call("opsfamily.api.family_overview", family=family).json()["message"]
	assert "Dzieci są bezpieczne w domu." in html and OTHER_SPHERE in html
	assert (VIOLENCE in html) is holds_level


def test_the_comparison(reader, family):
	person, holds_level = reader
	answer = person.call("opsfamily.api.assessment_comparison", family=family).json()["message"]
	assert "≠" in answer["html"] and OTHER_SPHERE in answer["html"]
	assert ("opis zdarzeń" in answer["html"]) is holds_level
	pair = {name: answer[name] for name in ("later", "earlier")}
	pdf = person.call("opsfamily.api.assessment_comparison_pdf", **pair)
	assert pdf.headers["Content-Type"] == "application/pdf"
	assert ("opis zdarzeń" in pdf_text(pdf.content)) is holds_level


def test_the_outline_on_paper(reader, family):
	person, holds_level = reader
	print_format = {"doctype": "Family", "name": family, "format": "Rodzina w zarysie", "no_letterhead": 1}
	text = pdf_text(person.call("frappe.utils.print_format.download_pdf", **print_format).content)
	assert "INFORMACJA O RODZINIE – PODSUMOWANIE" in text and OTHER_SPHERE in text
	assert ("Przemoc" in text) is holds_level


def test_the_plan_for_the_family(reader, family):
	schedule = frappe.db.get_value("Action Schedule", {"family": family})
	print_format = {"doctype": "Action Schedule", "name": schedule, "format": "Plan dla rodziny"}
	text = pdf_text(reader[0].call("frappe.utils.print_format.download_pdf", **print_format).content)
	assert "NASZ PLAN" in text and "Stały plan dnia" in text and "Trening budżetowy" not in text


def test_a_read_is_logged(reader, family):
	person, _level = reader
	person.call("opsfamily.api.family_overview", family=family)
	frappe.db.rollback()
	assert frappe.db.count("View Log", {"reference_name": family, "viewed_by": person.user}) == 1


def test_assessments_of_two_families_are_refused(family, committed):
	other = committed(lambda: factories.make_assessment(factories.make_family().name).name)
	own = frappe.db.get_value("Family Assessment", {"family": family})
	answer = Person(email("head")).call("opsfamily.api.assessment_comparison_pdf", later=own, earlier=other)
	assert answer.status_code == 417
	assert answer.json()["exc_type"] == "AssessmentsOfTwoFamiliesError"
	assert "dwóch różnych rodzin" in json.loads(json.loads(answer.json()["_server_messages"])[0])["message"]


def test_they_are_read_only(family):
	for method in ("family_overview", "assessment_comparison", "assessment_comparison_pdf"):
		assert Person(email("client")).do(f"opsfamily.api.{method}", family=family).status_code == 403
