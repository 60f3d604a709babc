"""The platform's *Document Naming Rule* on each of our DocTypes: documents with a series of numbers take it, and where the app
finds records by their name it is refused with the reason. No number tells anything of a family."""

import pytest

import frappe
from frappe import _
from frappe.custom.doctype.property_setter.property_setter import make_property_setter
from frappe.utils import strip_html

from opsfamily.case.office_naming import NameNeededError, NumberTellsError
from opsfamily.tests.factories import make_whole_case
from tests.site.test_naming_series import count_broken, find_series

RULE = "Document Naming Rule"


def find_doctypes() -> list[str]:
	modules = frappe.get_all("Module Def", {"app_name": "opsfamily"}, pluck="name", order_by="name")
	return frappe.get_all("DocType", {"module": ["in", modules]}, pluck="name", order_by="name")


def make_rule(doctype: str, prefix: str = "RSP/.YYYY./", **values):
	return frappe.get_doc(
		{"doctype": RULE, "document_type": doctype, "prefix": prefix, "prefix_digits": 5, **values}
	).insert()


@pytest.fixture(autouse=True)
def forgotten_rules(site):
	yield
	frappe.db.rollback()
	for doctype in find_series():
		frappe.cache_manager.clear_doctype_map(RULE, doctype)


def test_each_doctype_takes_a_rule_or_says_why_not(site):
	with_series, refused = set(find_series()), set()
	for doctype in find_doctypes():
		if doctype in with_series:
			make_rule(doctype)
			continue
		with pytest.raises(NameNeededError) as refusal:
			make_rule(doctype)
		assert _(doctype) in strip_html(str(refusal.value))
		refused.add(doctype)
	assert (
		len(with_series) > 40 and {"Contact Kind", "OPS Settings", "Visit Draft", "Family Member"} <= refused
	)
	assert {"Supervision Feedback", "Shipped Record"} <= refused


def test_a_whole_case_under_rules_of_the_office(site):
	frappe.db.savepoint("nobody")
	make_whole_case()
	with_one_case = count_broken()
	frappe.db.rollback(save_point="nobody")
	for number, doctype in enumerate(find_series()):
		make_rule(doctype, f"RSP.{number}/.YYYY./")
	documents = make_whole_case()
	family = documents["Family"].name
	assert family.startswith("RSP") and family.endswith("/00001")
	assert count_broken() == with_one_case
	named = {document.name for document in documents.values() if hasattr(document, "name")}
	assert all(name.startswith("RSP") for name in named if "/" in str(name))


def test_a_rule_with_a_condition_holds_for_what_meets_it(site):
	condition = {"field": "basis", "condition": "=", "value": "Court Order"}
	make_rule("Assistant Request", "SĄD/", conditions=[condition])
	made = {}
	for basis in ("Court Order", "Own Application"):
		doc = frappe.new_doc("Assistant Request", basis=basis)
		doc.set_new_name()
		made[basis] = doc.name
	assert made["Court Order"] == "SĄD/00001" and made["Own Application"].startswith("WNIOS-")


@pytest.mark.parametrize(
	("doctype", "prefix"),
	[
		("Family", "R/.representative./"),
		("Family", "R/.{representative}./"),
		("Consent", "Z/.person./"),
		("Assistant Request", "W/.owner./"),
		("Family Visit", "V/.assistant./"),
		("Case Conference", "N/.occasion./"),
	],
)
def test_a_number_tells_nothing_of_a_family(site, doctype, prefix):
	with pytest.raises(NumberTellsError):
		make_rule(doctype, prefix)
	with pytest.raises(NumberTellsError):
		make_property_setter(doctype, "naming_series", "options", f"{prefix.rstrip('/')}.####", "Text")


def test_another_way_of_naming_is_refused_and_the_apps_own_is_none(site):
	"""As *Customize Form* writes it."""
	for doctype, autoname in (
		("Consent", "format:Z-{person}-{####}"),
		("Family", "hash"),
		("Contact Kind", "hash"),
	):
		with pytest.raises(NameNeededError):
			make_property_setter(doctype, None, "autoname", autoname, "Data", for_doctype=True)
	make_property_setter("Consent", None, "autoname", "naming_series:", "Data", for_doctype=True)
	make_property_setter("ToDo", None, "autoname", "hash", "Data", for_doctype=True)


def test_days_and_options_may_stand_in_a_number(site):
	make_rule("Family Visit", "V/.visit_date./")
	make_rule("Assistant Timesheet", "K/.month./")
	make_rule("Assistant Request", "W/.basis./")


def test_a_rule_that_is_switched_off_and_one_of_the_platform_are_nobodys_business(site):
	make_rule("Contact Kind", disabled=1)
	make_rule("ToDo", "Z/.description./")
