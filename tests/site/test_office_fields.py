"""What a page of ours asks for beside its own fields, read from the DocType's meta, and what it may write of it."""

from collections.abc import Iterator

import pytest

import frappe
from frappe.custom.doctype.custom_field.custom_field import create_custom_fields
from frappe.custom.doctype.property_setter.property_setter import make_property_setter

from opsfamily.case.office_fields import (
	get_office_fields,
	lacks_office_fields,
	read_office_fields,
	set_office_fields,
)
from opsfamily.ops_visits.doctype.home_outing import outings
from opsfamily.ops_visits.page.month_close.cards import KNOWN as OF_CARD
from opsfamily.ops_visits.page.quick_visit.quick_visit import ROWS, get_known_fields
from opsfamily.tests.factories import assign, email, make_family, make_visit

VISIT = "Family Visit"
FIELDS = [
	{"fieldname": "custom_must", "fieldtype": "Data", "label": "Wymagane", "reqd": 1, "description": "Opis"},
	{"fieldname": "custom_may", "fieldtype": "Data", "label": "Dowolne"},
	{"fieldname": "custom_drawn", "fieldtype": "Geolocation", "label": "Mapa", "reqd": 1},
	{
		"fieldname": "custom_unseen",
		"fieldtype": "Data",
		"label": "Ukryte",
		"reqd": 1,
		"hidden": 1,
		"default": "x",
	},
	{"fieldname": "custom_set", "fieldtype": "Data", "label": "Odczyt", "reqd": 1, "read_only": 1},
	{"fieldname": "custom_secret", "fieldtype": "Data", "label": "Tajne", "reqd": 1, "permlevel": 3},
]
COLUMN = {"fieldname": "custom_role", "fieldtype": "Data", "label": "Rola", "reqd": 1}


@pytest.fixture
def office(connected_site) -> Iterator[None]:
	made = {VISIT: FIELDS, "Visit Participant": [COLUMN]}
	create_custom_fields(made)
	yield
	frappe.db.rollback()
	for doctype, fields in made.items():
		for field in fields:
			frappe.delete_doc("Custom Field", f"{doctype}-{field['fieldname']}", force=True)
	frappe.db.commit()


@pytest.fixture(autouse=True)
def meta_as_it_was(connected_site) -> Iterator[None]:
	yield
	# What a test made mandatory is rolled back; the meta is kept beside the database.
	for doctype in (VISIT, "Home Outing"):
		frappe.clear_cache(doctype=doctype)


def make_mandatory(doctype: str, *fieldnames: str) -> None:
	"""Make fields of ours mandatory, as an office does by Customize Form."""
	for fieldname in fieldnames:
		make_property_setter(doctype, fieldname, "reqd", 1, "Check")
	frappe.clear_cache(doctype=doctype)


def known(mode: str = "visit") -> frozenset[str]:
	return get_known_fields(mode)


@pytest.mark.parametrize(("doctype", "fields"), [(VISIT, known), ("Assistant Timesheet", lambda: OF_CARD)])
def test_an_office_without_fields_of_its_own_is_asked_nothing(site, doctype, fields):
	assert get_office_fields(doctype, fields()) == {"fields": [], "elsewhere": []}


def test_what_is_mandatory_is_asked_for_and_nothing_else(office, as_user):
	with as_user(email("assistant")):
		asked = get_office_fields(VISIT, known(), ROWS)
	assert [field["fieldname"] for field in asked["fields"]] == ["custom_must"]
	assert asked["fields"][0] | {"label": "Wymagane", "description": "Opis", "reqd": 1} == asked["fields"][0]
	assert asked["elsewhere"] == ["Mapa", f"{frappe._('Participants')}: Rola"]


def test_a_field_of_ours_that_the_office_made_mandatory_is_asked_for_where_the_page_has_it_not(site, as_user):
	make_mandatory(VISIT, "place", "third_party_note", "course")
	with as_user(email("assistant")):
		visit, call = (get_office_fields(VISIT, known(mode))["fields"] for mode in ("visit", "phone"))
	assert [field["fieldname"] for field in visit] == ["third_party_note"]
	assert sorted(field["fieldname"] for field in call) == ["place", "third_party_note"]


def test_a_page_writes_what_it_has_asked_for_alone(office, as_user):
	doc = frappe.new_doc(VISIT)
	sent = {
		"custom_must": "tak",
		"custom_may": "nie",
		"custom_secret": "nie",
		"assistant": "x",
		"docstatus": 1,
	}
	with as_user(email("assistant")):
		assert lacks_office_fields(doc, known())
		set_office_fields(doc, sent, known())
		assert read_office_fields(doc, known()) == {"custom_must": "tak"}
		assert not lacks_office_fields(doc, known())
	assert (doc.get("custom_may"), doc.get("custom_secret"), doc.docstatus) == (None, None, 0)
	assert doc.get("assistant") != "x"


@pytest.mark.parametrize(
	"sent", [None, [], "x", 1, {"custom_must": {"a": 1}}, {"custom_must": ["a"]}, {"custom_must": ""}]
)
def test_whatever_is_sent_is_no_error(office, sent):
	doc = frappe.new_doc(VISIT)
	set_office_fields(doc, sent, known())
	assert not doc.get("custom_must")


def test_without_the_field_the_visit_is_refused_by_its_name(office, site):
	family = make_family().name
	assign(family)
	with pytest.raises(frappe.MandatoryError, match=r"custom_must|Wymagane"):
		make_visit(family)


def test_whoever_is_out_comes_back_also_when_the_office_asks_more_since(site, as_user):
	family = make_family().name
	assign(family)
	with as_user(email("assistant")):
		outings.go_out(family, 60, "")
	make_mandatory("Home Outing", "note")
	with as_user(email("assistant")):
		(outing,) = frappe.get_list("Home Outing", {"family": family}, pluck="name", order_by="name")
		with pytest.raises(frappe.MandatoryError):
			frappe.get_doc("Home Outing", outing).save()
		assert outings.stay_longer(outing, 30, "")
		assert outings.come_back(outing) is None
