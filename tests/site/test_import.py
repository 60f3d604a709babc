"""The template for the families that an office already has, and the platform's own Data Import with it.

The way for offices is the page `family-import` (test_family_import.py); whoever has System Manager finds the other one too.
"""

import json
from io import BytesIO
from itertools import count

import pytest
from openpyxl import load_workbook

import frappe

from opsfamily.ops_casework.doctype.family.import_template import (
	download_import_template,
	get_columns,
	make_template_workbook,
)
from opsfamily.tests import factories
from opsfamily.tests.factories import email

FORTY = 40
numbers = count(1)


def filled(doctype: str, rows: list[dict]) -> bytes:
	"""The template's first sheet filled in, as somebody does in a spreadsheet."""
	book = load_workbook(BytesIO(make_template_workbook(doctype)))
	keys = [column.key for column in get_columns(doctype)]
	for number, row in enumerate(rows, 2):
		for place, key in enumerate(keys, 1):
			if row.get(key) is not None:
				book.worksheets[0].cell(number, place).value = row[key]
	out = BytesIO()
	book.save(out)
	return out.getvalue()


def run_import(doctype: str, content: bytes):
	"""Import a workbook through the platform's Data Import; answers its record, read again."""
	table = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": f"import-{next(numbers)}.xlsx",
			"content": content,
			"attached_to_doctype": "Data Import",
			"attached_to_name": "new-data-import-1",
			"is_private": 0,
		}
	).insert()
	values = {
		"reference_doctype": doctype,
		"import_type": "Insert New Records",
		"import_file": table.file_url,
	}
	record = frappe.get_doc({"doctype": "Data Import", **values}).insert()
	record.start_import()
	record.reload()
	return record, table


@pytest.fixture(autouse=True)
def at_once(nothing_is_committed):
	"""The platform runs an import at once in tests; it commits each document."""
	before = set(frappe.get_all("Family", pluck="name", order_by="name"))
	records = set(frappe.get_all("Data Import", pluck="name", order_by="name"))
	yield
	frappe.set_user("Administrator")
	made = set(frappe.get_all("Family", pluck="name", order_by="name")) - before
	factories.made_families.extend(made)
	for name in set(frappe.get_all("Data Import", pluck="name", order_by="name")) - records:
		frappe.delete_doc("Data Import", name, force=True)
	frappe.db.delete("File", {"attached_to_doctype": "Data Import"})
	frappe.db.commit()


def household(number: int) -> list[dict]:
	"""A family of three with two contacts: five rows' worth in three."""
	return [
		{
			"representative": f"Rodzina Importowana {number}",
			"phone": "600 100 200",
			"address": 'ul. "Krótka" 5 <b>m. 3</b>',
			"assistant_since": "2026-01-15",
			"work_consent_date": "2026-01-12",
			"bases.basis": "Family Consent",
			"bases.from_date": "2026-01-12",
			"members.full_name": f"Matka {number}",
			"members.birth_date": "1990-05-14",
			"members.kinship": "matka",
			"members.health": "zdrowa",
			"support_network.kind": "szkoła",
			"support_network.institution": "Szkoła Podstawowa nr 1",
		},
		{
			"members.full_name": f"Dziecko {number}",
			"members.birth_date": "2015-09-01",
			"support_network.kind": "kurator sądowy",
			"support_network.institution": "Sąd Rejonowy",
		},
		{"members.full_name": f"Babcia {number}", "members.in_foster_care": 0},
	]


def test_forty_families_come_with_members_and_network():
	rows = [row for number in range(FORTY) for row in household(number)]
	record, _file = run_import("Family", filled("Family", rows))
	assert record.status == "Success", record.template_warnings
	filters = {"representative": ["like", "Rodzina Importowana %"]}
	names = frappe.get_all("Family", filters=filters, pluck="name", order_by="creation")
	assert len(names) == FORTY
	first = frappe.get_doc("Family", names[0])
	assert (first.status, first.legal_basis) == ("Under Support", "Family Consent")
	assert first.address == 'ul. "Krótka" 5 <b>m. 3</b>'
	assert [member.full_name for member in first.members] == ["Matka 0", "Dziecko 0", "Babcia 0"]
	assert str(first.members[0].birth_date) == "1990-05-14"
	assert first.members[0].health == "zdrowa"
	assert [contact.kind for contact in first.support_network] == ["szkoła", "kurator sądowy"]


@pytest.mark.parametrize(
	("key", "value", "label"),
	[
		("bases.basis", "umowa ustna", "basis"),
		("support_network.kind", "szkoła magii", "kind"),
		("work_consent_date", "wczoraj", "work_consent_date"),
	],
)
def test_a_wrong_value_stops_the_import_and_names_row_and_field(key, value, label):
	rows = household(1) + household(2)
	rows[3][key] = value
	record, _file = run_import("Family", filled("Family", rows))
	warnings = [warning for warning in json.loads(record.template_warnings) if warning.get("row")]
	assert [(warning["row"], frappe.parse_json(warning["field"])["fieldname"]) for warning in warnings] == [
		(5, label)
	]
	assert value in json.dumps(json.loads(record.template_warnings), ensure_ascii=False)
	assert not frappe.db.exists("Family", {"representative": ["like", "Rodzina Importowana %"]})


def test_a_refused_family_is_named_and_the_others_come():
	rows = household(1) + household(2)
	rows[4]["members.birth_date"] = "2099-01-01"
	record, _file = run_import("Family", filled("Family", rows))
	assert record.status == "Partial Success"
	logs = frappe.get_all(
		"Data Import Log",
		filters={"data_import": record.name, "success": 0},
		fields=["row_indexes", "messages"],
		order_by="log_index",
	)
	assert [json.loads(log.row_indexes) for log in logs] == [[5, 6, 7]]
	assert "Data urodzenia" in str(json.loads(logs[0].messages)[0]) and "2:" in logs[0].messages
	families = frappe.get_all(
		"Family",
		filters={"representative": ["like", "Rodzina Importowana %"]},
		pluck="representative",
		order_by="name",
	)
	assert families == ["Rodzina Importowana 1"]


def test_the_table_of_families_is_private_at_once():
	_record, table = run_import("Family", filled("Family", household(1)))
	assert table.is_private
	assert table.file_url.startswith("/private/")


def test_the_template_is_in_polish_and_explains_itself():
	book = load_workbook(BytesIO(make_template_workbook("Family")))
	assert book.sheetnames == ["Do wypełnienia", "Przykład", "Co wpisać"]
	heads = [cell.value for cell in book.worksheets[0][1]]
	assert heads[0] == "Przedstawiciel rodziny"
	assert "Imię i nazwisko (Skład rodziny)" in heads
	assert "Rodzaj wsparcia (Sieć wsparcia)" in heads
	assert book.worksheets[0].max_row <= 501 and book.worksheets[0]["A2"].value is None
	explained = {row[0].value: row[1].value for row in book.worksheets[2].iter_rows(min_row=2)}
	assert set(heads) == set(explained)
	assert "Postanowienie sądu" in explained["Podstawa prawna (Podstawy wpisane na karcie)"]
	assert "Court Order" not in explained["Podstawa prawna (Podstawy wpisane na karcie)"]
	assert "„brak”" in explained["Telefon"] and explained["Telefon"].startswith("Wymagane")


def test_the_template_offers_polish_words_and_writes_days_as_polish_excel_does():
	sheet = load_workbook(BytesIO(make_template_workbook("Family"))).worksheets[0]
	heads = {cell.value: cell.column_letter for cell in sheet[1]}
	rules = {str(rule.sqref).split("2:")[0]: rule.formula1 for rule in sheet.data_validations.dataValidation}
	assert "Zgoda rodziny" in rules[heads["Podstawa prawna (Podstawy wpisane na karcie)"]]
	assert rules[heads["W pieczy zastępczej (Skład rodziny)"]] == '"Tak,Nie"'
	assert sheet[f"{heads['Asystent od']}2"].number_format == "dd.mm.yyyy"
	assert sheet[f"{heads['Telefon']}2"].number_format == "@"
	assert {"Asystent rodziny (adres e-mail)", "Pracownik socjalny (adres e-mail)"} <= set(heads)


def test_an_offices_own_field_is_a_column():
	field = {"fieldname": "custom_wywiad", "label": "Numer wywiadu", "fieldtype": "Data", "dt": "Family"}
	frappe.get_doc({"doctype": "Custom Field", "insert_after": "address", **field}).insert()
	try:
		assert "Numer wywiadu" in [column.header for column in get_columns("Family")]
	finally:
		frappe.delete_doc("Custom Field", "Family-custom_wywiad", force=True)


@pytest.mark.parametrize("person", ["assistant", "social_worker", "consultant", "administrator", "nobody"])
def test_only_who_imports_gets_the_template(person, as_user):
	with as_user(email(person)), pytest.raises(frappe.PermissionError):
		download_import_template("Family")


@pytest.mark.parametrize("doctype", ["", "User", "Family Visit", "Case Assignment"])
def test_nothing_else_has_a_template(doctype, as_user):
	with as_user(email("coordinator")), pytest.raises(frappe.ValidationError):
		download_import_template(doctype)


def test_the_coordinator_gets_the_template(as_user):
	with as_user(email("coordinator")):
		download_import_template("Family")
	assert frappe.local.response.filename == "import - Rodzina.xlsx"
	assert load_workbook(BytesIO(frappe.local.response.filecontent)).sheetnames[0] == "Do wypełnienia"
