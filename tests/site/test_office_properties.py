"""What an office sets about our forms in Customize Form (the order of a list, the paper, a field's level) holds where it is
meant, and changes nothing else."""

import pytest

import frappe
from frappe.custom.doctype.property_setter.property_setter import make_property_setter

from opsfamily.case.office_naming import NameNeededError
from opsfamily.ops_casework.doctype.control_pack.papers import get_day_field
from opsfamily.ops_casework.doctype.family.overview import get_overview_html
from opsfamily.ops_casework.report.retention_proposals.retention_proposals import get_day_columns
from opsfamily.ops_paper.together import SERVICE_CARD, get_month_papers
from opsfamily.permissions.known import get_entries, get_order_field
from opsfamily.setup.create import create_if_missing
from opsfamily.tests.factories import assign, email, make_family

CARD = "Assistant Timesheet"
# DocTypes whose properties a test has changed.
touched: set[str] = set()


@pytest.fixture(autouse=True)
def forgotten(site):
	touched.clear()
	yield
	frappe.db.rollback()
	for doctype in touched:
		frappe.clear_cache(doctype=doctype)


def customize(doctype: str, prop: str, value: str, fieldname: str | None = None) -> None:
	touched.add(doctype)
	kind = {"permlevel": "Int", "reqd": "Check"}.get(prop, "Data")
	make_property_setter(doctype, fieldname, prop, value, kind, for_doctype=not fieldname)
	frappe.clear_cache(doctype=doctype)


def keep_from_before(doctype: str, prop: str, value: str) -> None:
	"""A property that is refused today, as an office has it that set it before it was."""
	setter = {"doctype_or_field": "DocType", "doc_type": doctype, "property": prop, "value": value}
	frappe.get_doc({"doctype": "Property Setter", "name": f"{doctype}-main-{prop}", **setter}).db_insert()
	frappe.clear_cache(doctype=doctype)


def get_days() -> dict[str, tuple]:
	"""DocType → by what it is put in order, filed in a control pack, and kept."""
	return {
		doctype: (get_order_field(doctype), get_day_field(frappe.get_meta(doctype)), get_day_columns(doctype))
		for doctype in get_entries()
	}


def test_the_order_of_a_list_moves_no_document_in_time(site):
	before = get_days()
	for doctype in before:
		customize(doctype, "sort_field", "owner")
	assert frappe.get_meta("Family Visit").sort_field == "owner"
	assert get_days() == before
	assert before["Family Visit"][1] == "visit_date"


def test_a_card_has_papers_whatever_the_office_uses(site):
	ours = get_month_papers(frappe.get_meta(CARD))
	assert ours[1:] == [SERVICE_CARD]
	customize(CARD, "default_print_format", "")
	assert get_month_papers(frappe.get_meta(CARD)) == ours
	frappe.db.set_value("Print Format", SERVICE_CARD, "disabled", 1)
	assert get_month_papers(frappe.get_meta(CARD)) == ours[:1]
	frappe.db.rollback()
	frappe.clear_document_cache("Print Format", SERVICE_CARD)


def test_an_entry_is_switched_off_also_where_the_office_names_entries_otherwise(site):
	entry = frappe.get_all("Contact Kind", pluck="name", order_by="creation", limit=1)[0]
	with pytest.raises(NameNeededError):
		customize("Contact Kind", "autoname", "hash")
	keep_from_before("Contact Kind", "autoname", "hash")
	assert frappe.get_doc("Contact Kind", entry).update({"disabled": 1}).save().disabled


def test_an_update_adds_an_entry_though_the_office_has_made_a_field_mandatory(site):
	customize("Contact Kind", "reqd", "1", "open_visits")
	create_if_missing("Contact Kind", {"kind_name": "kontakt z aktualizacji", "nature": "Direct Contact"})
	assert frappe.db.exists("Contact Kind", "kontakt z aktualizacji")
	with pytest.raises(frappe.MandatoryError):
		frappe.get_doc({"doctype": "Contact Kind", "kind_name": "inny", "nature": "Direct Contact"}).insert()


def test_the_familys_page_keeps_the_level_of_phone_and_address(site, as_user):
	family = make_family(phone="511 000 511", address="ul. Poufna 5")
	assign(family.name, "consultant", "Consultant")
	for fieldname in ("phone", "address"):
		customize("Family", "permlevel", "1", fieldname)
	family = frappe.get_doc("Family", family.name)
	assert "511 000 511" in get_overview_html(family)
	with as_user(email("consultant")):
		page = get_overview_html(family)
	assert "511 000 511" not in page and "Poufna" not in page
