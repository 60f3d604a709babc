"""A table that an office added prints under its name with all its columns, or as a block for each row; and what it added
to a document is prepared for a person's copy, never ticked."""

from collections.abc import Iterator

import pytest

import frappe
from frappe.custom.doctype.custom_field.custom_field import create_custom_fields

from opsfamily.core import requests
from opsfamily.ops_intake.doctype.assistant_request.assistant_request import RequestFrozenError
from opsfamily.ops_paper.custom_fields import paper_custom_tables
from opsfamily.tests.factories import assign, email, fresh, make_assessment, make_family, make_request, moved
from tests.site.papers import F1, assert_in_order, page_of, text_of

NARROW, WIDE = "Office Debt", "Office Contact With Court"
COLUMNS = {
	NARROW: [
		{"fieldname": "creditor", "fieldtype": "Data", "label": "Wierzyciel"},
		{"fieldname": "since", "fieldtype": "Date", "label": "Od dnia"},
		{"fieldname": "amount", "fieldtype": "Currency", "label": "Kwota"},
		{"fieldname": "inner", "fieldtype": "Data", "label": "Wewnętrzne", "print_hide": 1},
		{"fieldname": "secret", "fieldtype": "Data", "label": "Tajne", "permlevel": 1},
	],
	WIDE: [
		{"fieldname": f"column_{number}", "fieldtype": "Data", "label": f"Rozstrzygnięcie{number}"}
		for number in range(8)
	],
}
FIELDS = {
	"Family Assessment": [
		{
			"fieldname": "custom_debts",
			"fieldtype": "Table",
			"options": NARROW,
			"label": "Zadłużenie",
			"insert_after": "sleep_study_rest",
		},
		{
			"fieldname": "custom_court",
			"fieldtype": "Table",
			"options": WIDE,
			"label": "Sprawy sądowe",
			"insert_after": "custom_debts",
			"print_hide_if_no_value": 1,
		},
		{
			"fieldname": "custom_pets",
			"fieldtype": "Data",
			"label": "Zwierzęta",
			"insert_after": "custom_court",
		},
		{"fieldname": "custom_feared", "fieldtype": "Data", "label": "Obawy", "insert_after": "violence"},
	],
	"Assistant Request": [
		{"fieldname": "custom_debts", "fieldtype": "Table", "options": NARROW, "label": "Zadłużenie"}
	],
	"Family Member": [{"fieldname": "custom_school_bus", "fieldtype": "Data", "label": "Dojazd do szkoły"}],
}
DEBTS = [
	{
		"creditor": "Bank <Łąka>",
		"since": "2026-03-01",
		"amount": 1200.5,
		"inner": "ukryte",
		"secret": "sekret",
	},
	{"creditor": "Gmina", "amount": 80},
]


@pytest.fixture(scope="module")
def tables(connected_site) -> Iterator[None]:
	"""Tables as an administrator makes them; a new column commits, so they are taken away again."""
	frappe.set_user("Administrator")
	for name, fields in COLUMNS.items():
		doctype = {"doctype": "DocType", "name": name, "module": "Custom", "custom": 1, "istable": 1}
		frappe.get_doc({**doctype, "fields": fields}).insert()
	create_custom_fields(FIELDS)
	frappe.db.commit()
	frappe.clear_cache()
	yield
	frappe.db.rollback()
	frappe.set_user("Administrator")
	for doctype, fields in FIELDS.items():
		for field in fields:
			frappe.delete_doc("Custom Field", f"{doctype}-{field['fieldname']}", force=True)
	for name in COLUMNS:
		frappe.delete_doc("DocType", name, force=True)
	frappe.db.commit()
	frappe.clear_cache()


@pytest.fixture
def family(tables, site) -> str:
	people = [
		{"full_name": "Maria Testowa", "birth_date": "1990-01-01", "custom_school_bus": "autobus 12"},
		{"full_name": "Jan Testowy", "birth_date": "2015-06-01", "custom_school_bus": "rowerem"},
	]
	name = make_family(members=people).name
	assign(name)
	assign(name, "social_worker", "Social Worker")
	return name


def test_a_table_of_a_sent_request_is_as_frozen_as_the_request(tables, site):
	asked = make_request(make_family().name, custom_debts=[{"creditor": "Bank", "amount": 1200}])
	asked = fresh(moved(asked, requests.SENT))
	asked.custom_debts[0].amount = 9
	with pytest.raises(RequestFrozenError):
		asked.save()
	asked = fresh(asked)
	asked.append("custom_debts", {"creditor": "Drugi bank"})
	with pytest.raises(RequestFrozenError):
		asked.save()
	assert [row.amount for row in fresh(asked).custom_debts] == [1200]


def test_a_table_prints_under_its_name_with_all_its_columns(family):
	page = page_of(make_assessment(family, custom_debts=DEBTS), F1)
	expected = ["wypoczynku", "Zwierzęta", "Zadłużenie", "Wierzyciel", "Od dnia", "Kwota", "Bank <Łąka>"]
	assert_in_order(
		[*expected, "01.03.2026", "1", "200,50 zł", "Gmina", "80,00 zł", "SYTUACJA"], text_of(page)
	)
	assert "ukryte" not in str(page) and "Sprawy sądowe" not in str(page)
	assert "Bank &lt;Łąka&gt;" in str(page)


def test_columns_that_do_not_fit_are_a_block_for_each_row(family):
	rows = [{f"column_{number}": f"wartość {row}.{number}" for number in range(8)} for row in (1, 2)]
	assessment = make_assessment(family, custom_court=rows)
	(_debts, court) = paper_custom_tables(assessment, [find_section(assessment)])
	assert (court.label, court.widths) == ("Sprawy sądowe", [])
	text = text_of(page_of(assessment, F1))
	assert_in_order(["Sprawy sądowe – 1", "Rozstrzygnięcie0", "wartość 1.0", "wartość 1.7"], text)
	assert_in_order(["wartość 1.7", "Sprawy sądowe – 2", "Rozstrzygnięcie7", "wartość 2.7"], text)


def find_section(assessment) -> str:
	fields = [df for df in assessment.meta.fields if not df.get("is_custom_field")]
	names = [df.fieldname for df in fields]
	before = fields[: names.index("sleep_study_rest")]
	return [df.fieldname for df in before if df.fieldtype == "Section Break"][-1]


def test_a_table_without_rows_has_a_row_to_fill_in(family):
	page = page_of(make_assessment(family), F1)
	assert_in_order(["Zadłużenie", "Wierzyciel", "SYTUACJA"], text_of(page))
	(table,) = [part for part in page.select(".sheet-kept") if "Wierzyciel" in part.text]
	assert [cell.text.strip() for cell in table.select("td")] in ([""] * 3, [""] * 4)


def test_a_column_keeps_its_level(family, as_user):
	assessment = make_assessment(family, custom_debts=DEBTS)
	assert "sekret" in text_of(page_of(fresh(assessment), F1))
	with as_user(email("social_worker")):
		text = text_of(page_of(fresh(assessment), F1))
	assert "Bank" in text
	assert "sekret" not in text and "Tajne" not in text


# a person's copy


@pytest.fixture
def entries(family) -> list:
	make_assessment(
		family,
		household=[
			{"full_name": "Maria Testowa", "birth_date": "1990-01-01", "custom_school_bus": "tramwaj"}
		],
		custom_pets="pies Jana",
		custom_feared="boi się sąsiada",
	)
	copy = frappe.get_doc({"doctype": "Access Copy", "family": family, "person": "Maria Testowa"}).insert()
	copy.prepare()
	return fresh(copy).entries


def test_what_the_office_added_is_prepared_and_never_ticked(entries):
	found = {row.heading: row for row in entries}
	assert found["Zwierzęta"].include == 0
	assert found["Zwierzęta"].doubt
	own = [row for row in entries if row.heading == "Dojazd do szkoły"]
	assert sorted(row.text for row in own) == ["autobus 12", "tramwaj"]
	assert {row.include for row in own} == {0}


def test_nothing_of_others_and_nothing_of_the_sphere_of_violence(entries):
	said = "\n".join(f"{row.heading}: {row.text}" for row in entries)
	assert "rowerem" not in said
	assert "sąsiada" not in said and "Obawy" not in said
