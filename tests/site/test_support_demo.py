"""The second demo case: what each step leaves behind, and that it may be run again."""

import pytest

import frappe

from opsfamily.ops_intake.doctype.support_catalogue.application import get_missing_consents
from opsfamily.setup import demo as demo_story

COUNTED = ("Family", "Consent", "Support Catalogue", "Authorisation", "Family Visit", "Case Assignment")


@pytest.fixture
def documents(demo) -> dict[str, str]:
	return demo_story.run()["support"]


def of(documents: dict, doctype: str):
	return frappe.get_doc(doctype, documents[doctype])


def test_the_application_and_its_two_consents(documents):
	catalogue = of(documents, "Support Catalogue")
	assert catalogue.person == of(documents, "Family").representative == "Magdalena Wrona"
	assert catalogue.entitlement_kind and catalogue.issuer
	assert get_missing_consents(documents["Family"]) == []
	assert frappe.db.count("Consent", {"family": documents["Family"]}) == 2


def test_the_step_was_taken_on_the_authorisation(documents):
	catalogue, authorisation = of(documents, "Support Catalogue"), of(documents, "Authorisation")
	assert authorisation.docstatus == 1
	assert [row.authorisation for row in catalogue.steps] == [authorisation.name]
	assert len(catalogue.needs) == 4


def test_each_step_was_made_by_whose_step_it_is(documents):
	assert of(documents, "Support Catalogue").owner.startswith("coordinator@")
	for doctype in ("Authorisation", "Family Visit"):
		assert of(documents, doctype).owner.startswith("assistant@")
	assert of(documents, "Support Catalogue").modified_by.startswith("assistant@")


def test_it_is_another_family_than_the_first(demo, documents):
	assert documents["Family"] != demo["Family"]


def test_running_it_again_doubles_nothing(documents):
	family = documents["Family"]
	before = counts(family)
	assert demo_story.run()["support"] == documents
	assert counts(family) == before


def counts(family: str) -> list[int]:
	return [
		frappe.db.count(doctype, {"name" if doctype == "Family" else "family": family}) for doctype in COUNTED
	]
