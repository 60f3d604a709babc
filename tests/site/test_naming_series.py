"""An office's own numbers: every series of ours can be changed where the platform changes them."""

from collections import Counter

import pytest

import frappe

from opsfamily.permissions.known import get_entries
from opsfamily.setup import check
from opsfamily.tests.factories import make_whole_case

SETTINGS = "Document Naming Settings"


def find_series() -> dict[str, str]:
	"""DocType → the series of its records, as the app ships it."""
	options = frappe.get_all(
		"DocField",
		{"fieldname": "naming_series", "parent": ["like", "%"]},
		["parent", "options"],
		order_by="parent",
	)
	modules = frappe.get_all("Module Def", {"app_name": "opsfamily"}, pluck="name", order_by="name")
	ours = frappe.get_all("DocType", {"module": ["in", modules]}, pluck="name", order_by="name")
	return {row.parent: row.options for row in options if row.parent in ours}


@pytest.fixture
def series(site) -> dict[str, str]:
	return find_series()


def change(doctype: str, options: str) -> None:
	"""As an administrator does on the form of the settings."""
	settings = frappe.get_doc(SETTINGS)
	settings.transaction_type = doctype
	assert settings.get_options()
	settings.naming_series_options = options
	settings.update_series()


def test_no_two_kinds_of_documents_share_their_numbers(series):
	assert len(set(series.values())) == len(series)
	assert len(series) > len(get_entries()) / 2


def test_every_series_is_changed_in_the_settings(series):
	for number, (doctype, shipped) in enumerate(series.items()):
		change(doctype, f"OPS/{number}/.YYYY./.####\n{shipped}")
		made = frappe.new_doc(doctype)
		made.set_new_name()
		assert made.name.startswith(f"OPS/{number}/20"), doctype


def count_broken() -> Counter[str]:
	return Counter({finding.rule: len(finding.documents) for finding in (rule() for rule in check.RULES)})


def test_a_whole_case_under_an_offices_own_numbers(series):
	"""With a stroke in every number, as offices write them: nothing of ours reads a name by its shape."""
	frappe.db.savepoint("nobody")
	make_whole_case()
	with_one_case = count_broken()
	frappe.db.rollback(save_point="nobody")
	for number, doctype in enumerate(series):
		change(doctype, f"OPS.{number}/.YYYY./.####")
	# The defaults of new documents are read once a request.
	frappe.local.new_doc_templates = {}
	family = make_whole_case()["Family"].name
	assert family.startswith("OPS") and "/" in family
	assert count_broken() == with_one_case
