"""Every Select of ours, extended as an administrator does: refused with the reason, or saved, printed and worked with."""

import re

import pytest

import frappe
from frappe import _
from frappe.custom.doctype.property_setter.property_setter import make_property_setter

from opsfamily.case.office_options import FieldTypeError, OptionMissingError, OptionsClosedError
from opsfamily.clocks.cases import Cases
from opsfamily.clocks.register import get_deadlines
from opsfamily.core.options import NUMBERING, OPEN, SCALES, TOGETHER, read_options
from opsfamily.ops_casework.doctype.family import overview
from opsfamily.ops_casework.doctype.family.completeness import get_missing
from opsfamily.setup import check
from opsfamily.tests.factories import (
	assign,
	day,
	fresh,
	make_assessment,
	make_evaluation,
	make_family,
	make_running_schedule,
	submitted,
)
from opsfamily.tests.make_letters import make_letter
from opsfamily.tests.make_safety import make_screening

OWN = "Wartość ośrodka"
PARTIES = {place for group in TOGETHER for place in group}
# DocTypes whose lists a test has changed.
touched: set[str] = set()


@pytest.fixture(autouse=True)
def forgotten(site, nothing_is_committed):
	"""What is rolled back is not forgotten by the caches."""
	touched.clear()
	yield
	frappe.db.rollback()
	for doctype in touched:
		frappe.clear_cache(doctype=doctype)


@pytest.fixture
def family(site) -> str:
	family = make_family().name
	assign(family, from_date=day(-400))
	return family


def places() -> list[tuple[str, str]]:
	"""Every Select of ours that has a list, from the files of the DocTypes."""
	from tests.site.test_every_option_prints import PAPERS

	found = []
	for file in sorted(PAPERS.parents[1].glob("ops_*/doctype/*/*.json")):
		record = frappe.parse_json(file.read_text(encoding="utf-8"))
		found += [
			(record["name"], df["fieldname"])
			for df in record.get("fields", ())
			if df["fieldtype"] == "Select" and df.get("options") and df["fieldname"] != NUMBERING
		]
	return found


def customize(doctype: str, fieldname: str, options: str) -> None:
	"""Change a list by the record that administrators have for it; not every release has it on Customize Form."""
	touched.update({doctype, *(dict(PARTIES) if (doctype, fieldname) in PARTIES else ())})
	place = {"doctype_or_field": "DocField", "doc_type": doctype, "field_name": fieldname}
	values = {"property": "options", "property_type": "Text", "value": options}
	frappe.get_doc({"doctype": "Property Setter", **place, **values}).insert()


def extend(doctype: str, fieldname: str, option: str = OWN) -> None:
	customize(doctype, fieldname, f"{frappe.get_meta(doctype).get_options(fieldname)}\n{option}")


@pytest.mark.parametrize("place", places(), ids="-".join)
def test_every_list_is_extended_or_refused_with_the_reason(family, place):
	doctype, fieldname = place
	if place not in OPEN | SCALES:
		label = frappe.get_meta(doctype).get_label(fieldname)
		with pytest.raises(OptionsClosedError, match=re.escape(_(label))):
			extend(doctype, fieldname)
		assert OWN not in frappe.get_meta(doctype).get_options(fieldname)
		return
	extend(doctype, fieldname)
	for document in use(place, family):
		assert_works_and_prints(document)


def test_every_open_list_is_one_of_ours():
	assert OPEN | SCALES <= set(places())


def use(place: tuple[str, str], family: str) -> list:
	"""Save documents with the office's option in the list; return those whose papers name it."""
	doctype, fieldname = place
	if place in PARTIES:
		return use_party(family)
	if doctype == "Family Assessment":
		values = {fieldname: OWN}
		return [submitted(make_assessment(family, assessment_date=day(-30), **values))]
	if doctype == "Work Plan Evaluation":
		return [make_evaluation(make_running_schedule(family), decision=OWN)]
	if doctype == "Letter Sent":
		return [make_letter(family, way=OWN)]
	if doctype == "Screening":
		return [make_screening(family, result=OWN)]
	return [use_on_page(doctype, fieldname, family)]


def use_on_page(doctype: str, fieldname: str, family: str):
	page = frappe.get_doc("Family", family)
	table = next(df.fieldname for df in page.meta.get_table_fields() if df.options == doctype)
	needed = {"person": "Maria Testowa", "from_date": day(-3), "who": "Maria Testowa"}
	known = {df.fieldname for df in frappe.get_meta(doctype).fields}
	row = {name: value for name, value in needed.items() if name in known}
	page.append(table, {**row, fieldname: OWN})
	page.save()
	assert fresh(page).get(table)[-1].get(fieldname) == OWN
	return page


def use_party(family: str) -> list:
	"""The party of an agreed action travels to the action, to its evaluation and to the closing."""
	actions = [{"party": OWN, "party_name": "Fundacja", "action": "Warsztaty", "due_date": day(9)}]
	schedule = make_running_schedule(family, actions=actions)
	action = frappe.get_doc("Scheduled Action", {"schedule": schedule.name, "action": "Warsztaty"})
	evaluation = make_evaluation(schedule)
	assert action.party == OWN
	assert OWN in {row.party for row in evaluation.actions}
	closing = frappe.get_doc({"doctype": "Closing Action", "party": OWN, "action": "Warsztaty"})
	closing._validate_selects()
	return [schedule, evaluation, action]


def assert_works_and_prints(document) -> None:
	"""Run what looks at the document: its page, deadlines, what is missing, the check, its paper."""
	family = document.name if document.doctype == "Family" else document.family
	saved = fresh(document)
	if saved.docstatus.is_draft():
		saved.save()
	overview.get_overview(frappe.get_doc("Family", family))
	assert get_deadlines(Cases(family)) is not None
	get_missing(family)
	assert (document.doctype, document.name) not in {
		found for rule in check.RULES for found in rule().documents
	}
	assert frappe.get_print(document.doctype, document.name)


def test_a_list_keeps_our_options(site):
	with pytest.raises(OptionMissingError, match=_("Other Party")):
		customize("Agreed Action", "party", "Family\nFundacja")
	assert "Other Party" in frappe.get_meta("Agreed Action").get_options("party")


def test_a_closed_list_names_the_dictionary(site):
	with pytest.raises(OptionsClosedError, match=_("Contact Kind")):
		extend("Contact Kind", "nature")


def test_lists_that_belong_together_are_extended_and_reset_together(site):
	extend("Agreed Action", "party")
	lists = {frappe.get_meta(doctype).get_options(fieldname) for doctype, fieldname in PARTIES}
	assert len(lists) == 1 and OWN in read_options(lists.pop())
	place = {"doc_type": "Agreed Action", "field_name": "party", "property": "options"}
	frappe.delete_doc("Property Setter", frappe.db.get_value("Property Setter", place))
	for doctype, fieldname in PARTIES:
		frappe.clear_cache(doctype=doctype)
		assert OWN not in frappe.get_meta(doctype).get_options(fieldname)


@pytest.mark.parametrize("scale", ["\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10", "\nniska\nśrednia\nwysoka", "\nA"])
def test_a_scale_of_the_offices_own_is_drawn(family, scale):
	customize("Family Assessment", "bonds_rating", scale)
	lowest, highest = read_options(scale)[0], read_options(scale)[-1]
	for ago, value in ((60, lowest), (30, highest)):
		submitted(make_assessment(family, assessment_date=day(-ago), bonds_rating=value))
	drawn = overview.get_ratings(overview.get_rows(*assessments(family)))
	[(_label, ratings)] = [row for row in drawn if row[1]]
	assert [str(rating) for _day, rating in ratings] == [lowest, highest]


def assessments(family: str) -> tuple:
	fields = ["name", "docstatus", "assessment_date", *overview.get_rating_fields()]
	return "Family Assessment", {"family": family}, fields, "assessment_date desc"


def test_a_text_stays_as_written(site):
	"""Papers would print the markup of an editor."""
	with pytest.raises(
		FieldTypeError, match=_("Please add a field of the office’s own to the form instead.")
	):
		make_property_setter("Work Plan Evaluation", "description", "fieldtype", "Text Editor", "Select")
	make_property_setter("Work Plan Evaluation", "description", "fieldtype", "Small Text", "Select")
	touched.add("Work Plan Evaluation")
