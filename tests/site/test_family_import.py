"""The page „Wczytanie rodzin”: a table is read as spreadsheets save it, tried whole, and written whole or not at all."""

import csv
import json
from base64 import b64decode, b64encode
from datetime import datetime
from io import BytesIO, StringIO

import pytest
from openpyxl import Workbook, load_workbook

import frappe
from frappe.utils import add_days, getdate

from opsfamily.case.workload import get_ceiling
from opsfamily.core.import_table import LARGEST_FILE, MOST_FAMILIES
from opsfamily.ops_casework.doctype.family.import_template import make_template_workbook
from opsfamily.ops_casework.page.family_import import family_import as page
from opsfamily.tests import factories
from opsfamily.tests.factories import email

PREFIX = "Wczytywana"
CHILD, BORN = "Imię i nazwisko (Skład rodziny)", "Data urodzenia (Skład rodziny)"
BASIS, BASIS_SINCE = (
	"Podstawa prawna (Podstawy wpisane na karcie)",
	"Od dnia (Podstawy wpisane na karcie)",
)
KIND, INSTITUTION = "Rodzaj wsparcia (Sieć wsparcia)", "Instytucja lub osoba (Sieć wsparcia)"
ASSISTANT, SOCIAL_WORKER = "Asystent rodziny (adres e-mail)", "Pracownik socjalny (adres e-mail)"
NAME, PHONE, ADDRESS, SINCE = "Przedstawiciel rodziny", "Telefon", "Adres", "Asystent od"
TRACES = (
	"Family",
	"Family Member",
	"Case Assignment",
	"Notification Log",
	"Email Queue",
	"Version",
	"Comment",
	"File",
	"Error Log",
)


@pytest.fixture(autouse=True)
def written_families(site, monkeypatch):
	"""The page undoes the transaction and the tests commit; what they wrote is erased."""
	monkeypatch.setattr(frappe.local, "lang", "pl")
	yield
	frappe.set_user("Administrator")
	frappe.db.rollback()
	names = frappe.get_all(
		"Family", {"representative": ["like", f"{PREFIX}%"]}, pluck="name", order_by="name"
	)
	factories.made_families.extend(names)
	factories.erase_leftovers(len(factories.made_families) - len(names))
	frappe.db.commit()


@pytest.fixture
def coordinator(as_user):
	with as_user(email("coordinator")):
		frappe.local.lang = "pl"
		yield


def household(number: int, **values) -> list[dict]:
	"""A family of two rows, as an office writes it."""
	first = {
		NAME: f"{PREFIX} Żaneta {number}",
		PHONE: f"7001{number:05d}",
		ADDRESS: f"ul. Wczytana {number}",
		SINCE: "15.01.2026",
		CHILD: f"Matka Żółć {number}",
		BORN: "14.05.1990 00:00",
		BASIS: "zgoda rodziny",
		BASIS_SINCE: "12.01.2026",
		KIND: "SZKOŁA",
		INSTITUTION: "Szkoła Podstawowa nr 1",
	}
	return [{**first, **values}, {CHILD: f"Dziecko {number}", BORN: "1.09.2015"}]


def as_csv(rows: list[dict], encoding="cp1250", delimiter=";") -> bytes:
	"""The rows as Polish Excel saves them."""
	heads = list(dict.fromkeys(head for row in rows for head in row))
	text = StringIO()
	writer = csv.DictWriter(text, heads, delimiter=delimiter, lineterminator="\r\n")
	writer.writeheader()
	writer.writerows(rows)
	return text.getvalue().encode(encoding)


def as_xlsx(rows: list[dict], prepare=lambda sheet: None) -> bytes:
	heads = list(dict.fromkeys(head for row in rows for head in row))
	book = Workbook()
	book.active.append(heads)
	for row in rows:
		book.active.append([row.get(head) for head in heads])
	prepare(book.active)
	out = BytesIO()
	book.save(out)
	return out.getvalue()


def check(content: bytes) -> dict:
	return page.check(content=b64encode(content).decode())


def bring(content: bytes, rows: list[int], doubled: list[int] | None = None) -> list[dict]:
	"""Import as a request does: what is refused is undone."""
	arguments = {"rows": json.dumps(rows), "doubled": json.dumps(doubled or [])}
	try:
		brought = page.import_families(content=b64encode(content).decode(), **arguments)
	except Exception:
		frappe.db.rollback()
		raise
	frappe.db.commit()
	return brought


def count_traces() -> dict[str, int]:
	return {doctype: frappe.db.count(doctype) for doctype in TRACES}


def faults_of(answer: dict) -> list[tuple]:
	return [(fault["row"], fault["column"].rpartition(" (kolumna ")[0]) for fault in answer["faults"]]


@pytest.mark.parametrize("encoding", ["cp1250", "utf-8-sig", "utf-16"])
def test_a_file_of_polish_excel_comes_whole(encoding, coordinator):
	content = as_csv(household(1) + household(2), encoding)
	answer = check(content)
	assert not answer["faults"] and not answer["notes"] and not answer["error_rows"]
	assert [(family["row"], family["state"], family["people"]) for family in answer["families"]] == [
		(2, "new", 2),
		(4, "new", 2),
	]
	first = answer["families"][0]
	assert (first["basis_since"], first["assistant_since"]) == ("12.01.2026", "15.01.2026")
	brought = bring(content, [2, 4])
	family = frappe.get_doc("Family", brought[0]["name"])
	assert (family.representative, family.phone) == (f"{PREFIX} Żaneta 1", "700100001")
	assert (family.status, family.legal_basis) == ("Under Support", "Family Consent")
	assert [(row.full_name, str(row.birth_date)) for row in family.members] == [
		("Matka Żółć 1", "1990-05-14"),
		("Dziecko 1", "2015-09-01"),
	]
	assert [(row.kind, row.institution) for row in family.support_network] == [
		("szkoła", "Szkoła Podstawowa nr 1")
	]


def test_a_workbook_with_days_numbers_and_merged_cells(coordinator):
	rows = household(
		3, **{PHONE: 600100200.0, SINCE: datetime(2026, 1, 15, 8, 30), BORN: datetime(1990, 5, 14)}
	)
	rows[0]["Miejsce pracy, szkoła (Skład rodziny)"] = "SP 1"
	heads = list(rows[0])

	def merge(sheet):
		for head in (NAME, KIND, INSTITUTION, "Miejsce pracy, szkoła (Skład rodziny)"):
			column = heads.index(head) + 1
			sheet.merge_cells(start_row=2, end_row=3, start_column=column, end_column=column)

	content = as_xlsx(rows, merge)
	[brought] = bring(content, [check(content)["families"][0]["row"]])
	family = frappe.get_doc("Family", brought["name"])
	assert family.phone == "600100200"
	assert [row.workplace_or_school for row in family.members] == ["SP 1", "SP 1"]
	assert len(family.support_network) == 1


def test_the_example_of_the_template_is_sound_but_for_its_people(coordinator):
	book = load_workbook(BytesIO(make_template_workbook("Family")))
	del book[book.sheetnames[0]]
	out = BytesIO()
	book.save(out)
	answer = check(out.getvalue())
	assert faults_of(answer) == [(2, ASSISTANT), (2, SOCIAL_WORKER)]
	assert answer["families"][0]["people"] == 3


def test_an_empty_template_says_that_no_family_is_in_it(coordinator):
	answer = check(make_template_workbook("Family"))
	assert "nie ma żadnej rodziny" in answer["faults"][0]["text"]
	assert answer["families"] == []


@pytest.mark.parametrize(
	("head", "value", "words"),
	[
		(PHONE, "", "„brak”"),
		(PHONE, "brak numeru, dzwonić do sąsiadki", "numerem telefonu"),
		(SINCE, "wczoraj", "dd.mm.rrrr"),
		(SINCE, "15.01.2099", "przyszłości"),
		(BORN, "14.05.1790", "01.01.1900"),
		(BASIS, "umowa ustna", "Zgoda rodziny"),
		(KIND, "szkoła magii", "słowniku"),
		(INSTITUTION, "", "uzupełnić"),
		(ASSISTANT, "nikt@ops.example", "Asystent rodziny"),
		(ASSISTANT, email("social_worker"), "Asystent rodziny"),
		("W pieczy zastępczej (Skład rodziny)", "może", "„tak” albo „nie”"),
		(CHILD, "x" * 141, "140"),
		(BASIS_SINCE, "", "Od dnia"),
	],
)
def test_a_fault_names_its_row_and_column_and_what_to_do(head, value, words, coordinator):
	content = as_csv(household(1) + household(2, **{head: value}))
	answer = check(content)
	assert faults_of(answer) == [(4, head)]
	assert words in answer["faults"][0]["text"]
	assert [family["faults"] for family in answer["families"]] == [0, 1]
	with pytest.raises(page.TableRefusedError, match="4: "):
		bring(content, [2, 4])
	assert not frappe.db.exists("Family", {"representative": f"{PREFIX} Żaneta 1"})


def test_a_rule_of_the_form_names_the_row_of_the_person(coordinator):
	rows = household(1)
	left = "W gospodarstwie do (Skład rodziny)"
	since = "W gospodarstwie od (Skład rodziny)"
	labels = {df.fieldname: frappe._(df.label) for df in frappe.get_meta("Family Member").fields}
	left, since = f"{labels['left_on']} (Skład rodziny)", f"{labels['joined_on']} (Skład rodziny)"
	rows[1].update({left: "1.01.2020", since: "1.01.2021"})
	assert faults_of(check(as_csv(rows))) == [(3, left)]


def test_every_faulty_cell_of_a_family_is_named_at_once(coordinator):
	rows = household(1, **{PHONE: "", SINCE: "wczoraj", BASIS: "umowa"})
	assert faults_of(check(as_csv(rows))) == [(2, PHONE), (2, SINCE), (2, BASIS)]


def test_missing_unknown_and_repeated_columns(coordinator):
	rows = [{"przedstawiciel  RODZINY *": "Ktoś", "Uwagi": "x"}]
	answer = check(as_csv(rows))
	assert "Brakuje kolumny „Telefon”" in answer["faults"][0]["text"]
	assert "Uwagi (kolumna B)" in answer["notes"][0]
	answer = check("Telefon;Telefon;Przedstawiciel rodziny\r\n1;2;A".encode("cp1250"))
	assert faults_of(answer) == [(1, "Telefon")]


def test_rows_without_a_family_and_columns_of_the_family_further_down(coordinator):
	rows = [{CHILD: "Sierota"}, *household(1)]
	rows[2][ADDRESS] = "ul. Inna 2"
	assert faults_of(check(as_csv(rows))) == [(2, NAME), (4, ADDRESS)]


def test_a_formula_without_a_result_is_no_value(coordinator):
	answer = check(as_xlsx(household(1, **{ADDRESS: "=A1&B1"})))
	assert faults_of(answer) == [(2, ADDRESS)]
	assert "formułę" in answer["faults"][0]["text"]


def test_the_check_leaves_nothing_behind(coordinator):
	factories.make_family(representative=f"{PREFIX} Żaneta 1", phone="700100001", address="ul. Wczytana 1")
	frappe.db.commit()
	rows = (
		household(1)
		+ household(2)
		+ household(3, **{ADDRESS: "ul. Wczytana 1", ASSISTANT: email("assistant")})
	)
	before, series = count_traces(), frappe.db.sql("select name, current from tabSeries order by name")
	answer = check(as_csv(rows))
	assert [family["state"] for family in answer["families"]] == ["exists", "new", "similar"]
	waiting = len(frappe.db.after_commit._functions)
	frappe.db.commit()
	assert waiting == 0
	assert count_traces() == before
	assert frappe.db.sql("select name, current from tabSeries order by name") == series
	assert not frappe.local.message_log
	assert not frappe.flags.in_import and not frappe.flags.mute_emails


def test_a_family_on_file_is_shown_and_not_doubled(coordinator):
	content = as_csv(household(1) + household(2))
	[first] = bring(content, [2])
	answer = check(content)
	assert [family["state"] for family in answer["families"]] == ["exists", "new"]
	assert answer["families"][0]["matches"] == [
		{
			"name": first["name"],
			"representative": f"{PREFIX} Żaneta 1",
			"shared": "ten sam przedstawiciel, ten sam adres, ten sam telefon, to samo dziecko",
		}
	]
	with pytest.raises(page.TableRefusedError, match="już w programie"):
		bring(content, [2, 4])
	assert not frappe.db.exists("Family", {"representative": f"{PREFIX} Żaneta 2"})
	assert len(bring(content, [2], doubled=[2])) == 1


@pytest.mark.parametrize(
	("change", "state"),
	[
		({PHONE: "700100001"}, "exists"),
		({ADDRESS: "Wczytana 1"}, "exists"),
		({}, "similar"),
		({NAME: f"{PREFIX} Inna", PHONE: "+48 700 100 001"}, "similar"),
		({NAME: f"{PREFIX} Inna"}, "new"),
	],
)
def test_what_makes_a_family_the_same(change, state, coordinator):
	factories.make_family(
		representative=f"{PREFIX} Żaneta 1", phone="700 100 001", address="ul. Wczytana 1", members=[]
	)
	frappe.db.commit()
	row = {NAME: f"{PREFIX} Żaneta 1", PHONE: "700200002", ADDRESS: "ul. Druga 2", **change}
	assert [family["state"] for family in check(as_csv([row]))["families"]] == [state]


def test_one_family_twice_in_a_table_is_a_fault(coordinator):
	answer = check(as_csv(household(1) + household(1)))
	assert faults_of(answer) == [(4, NAME)]
	assert "w wierszu 2" in answer["faults"][0]["text"]


def test_the_people_are_put_on_the_case(coordinator):
	rows = household(1, **{ASSISTANT: email("assistant").upper(), SOCIAL_WORKER: "Marek Socjalny"})
	[brought] = bring(as_csv(rows), [2])
	assignments = frappe.get_all(
		"Case Assignment",
		{"family": brought["name"]},
		["part", "user", "from_date"],
		order_by="part",
	)
	assert [(each.part, each.user, each.from_date) for each in assignments] == [
		("Family Assistant", email("assistant"), getdate("2026-01-15")),
		("Social Worker", email("social_worker"), getdate()),
	]
	frappe.set_user(email("assistant"))
	assert frappe.get_list("Family", {"name": brought["name"]}, pluck="name", order_by="name")


def test_the_limit_of_families_counts_the_table_itself(coordinator):
	ceiling = int(get_ceiling(getdate()))
	rows = [
		row for number in range(ceiling + 1) for row in household(number, **{ASSISTANT: email("newcomer")})
	]
	answer = check(as_csv(rows))
	assert faults_of(answer) == [(2 * ceiling + 2, ASSISTANT)]
	assert "limit" in answer["faults"][0]["text"]


def test_all_or_nothing(coordinator, monkeypatch):
	written = page.write_family

	def refuse_the_third(family):
		if family.number == 6:
			frappe.throw("reguła odmawia")
		return written(family)

	monkeypatch.setattr(page, "write_family", refuse_the_third)
	content = as_csv(household(1) + household(2) + household(3))
	with pytest.raises(page.TableRefusedError, match="6: reguła odmawia"):
		bring(content, [2, 4, 6])
	assert not frappe.db.exists("Family", {"representative": ["like", f"{PREFIX}%"]})


def test_a_second_import_at_the_same_moment_waits_its_turn(coordinator):
	content = as_csv(household(1))
	page.begin_import()
	with pytest.raises(page.ImportUnderWayError):
		page.import_families(content=b64encode(content).decode(), rows="[2]")
	frappe.db.rollback()
	assert bring(content, [2])


def test_the_rows_with_errors_are_corrected_and_given_back(coordinator):
	rows = household(1) + household(2, **{PHONE: "", ADDRESS: "=1+1"}) + household(3)
	content = as_csv(rows)
	answer = check(content)
	bring(content, [2, 6])
	book = load_workbook(BytesIO(b64decode(answer["error_rows"])))
	sheet = book.active
	heads = [cell.value for cell in sheet[1]]
	assert (book.sheetnames, heads[-1], sheet.max_row) == (["Wiersze z błędami"], "Co poprawić", 3)
	assert "Telefon (kolumna B): Brakuje numeru" in sheet.cell(2, len(heads)).value
	address = sheet.cell(2, heads.index(ADDRESS) + 1)
	assert (address.value, address.data_type) == ("=1+1", "s") or address.quotePrefix
	sheet.cell(2, heads.index(PHONE) + 1).value = "700100002"
	sheet.cell(2, heads.index(ADDRESS) + 1).value = "ul. Wczytana 2"
	out = BytesIO()
	book.save(out)
	again = check(out.getvalue())
	assert not again["faults"] and not again["notes"]
	[second] = bring(out.getvalue(), [2])
	assert len(frappe.get_doc("Family", second["name"]).members) == 2
	assert [family["state"] for family in check(content)["families"]] == ["exists", "exists", "exists"]


def test_merged_rows_with_errors_come_back_as_they_were(coordinator):
	rows = household(3, **{PHONE: ""})
	heads = list(rows[0])

	def merge(sheet):
		for head in (NAME, KIND, INSTITUTION):
			column = heads.index(head) + 1
			sheet.merge_cells(start_row=2, end_row=3, start_column=column, end_column=column)

	book = load_workbook(BytesIO(b64decode(check(as_xlsx(rows, merge))["error_rows"])))
	book.active.cell(2, heads.index(PHONE) + 1).value = 700100003
	out = BytesIO()
	book.save(out)
	[brought] = bring(out.getvalue(), [2])
	family = frappe.get_doc("Family", brought["name"])
	assert (len(family.members), len(family.support_network)) == (2, 1)


def test_text_is_kept_as_it_was_written(coordinator):
	name = f'{PREFIX} <img src=x onerror="alert(1)"> & „Żółć”'
	content = as_csv(household(1, **{NAME: name, ADDRESS: "=cmd|' /C calc'!A0"}))
	answer = check(content)
	assert answer["families"][0]["representative"] == name
	[brought] = bring(content, [2])
	assert brought["representative"] == name
	assert frappe.db.get_value("Family", brought["name"], "address") == "=cmd|' /C calc'!A0"


@pytest.mark.parametrize(
	"content",
	[
		b"",
		b"\x00\x01\x02" * 100,
		b"PK\x03\x04" + b"x" * 100,
		b"\xd0\xcf\x11\xe0" + b"x" * 100,
		b"x" * (LARGEST_FILE + 1),
		b"\r\n;;;\r\n",
		as_xlsx([])[:2000],
	],
	ids=["empty", "binary", "no zip", "old excel", "large", "only separators", "cut"],
)
def test_what_is_no_table_is_refused_with_a_sentence(content, coordinator):
	with pytest.raises(page.TableRefusedError, match="Proszę"):
		check(content)


def test_a_workbook_that_unpacks_to_much_is_refused_unread(coordinator):
	from zipfile import ZIP_DEFLATED, ZipFile

	out = BytesIO(as_xlsx(household(1)))
	with ZipFile(out, "a", ZIP_DEFLATED) as packed:
		packed.writestr("xl/media/bomb", b"0" * 64 * 1024 * 1024)
	assert len(out.getvalue()) < 1024 * 1024
	with pytest.raises(page.TableRefusedError, match="za duży"):
		check(out.getvalue())


def test_only_headers_and_too_many_families(coordinator):
	heads = as_csv(household(1)).split(b"\r\n")[0]
	assert "nie ma żadnej rodziny" in check(heads)["faults"][0]["text"]
	rows = [{NAME: f"{PREFIX} {number}", PHONE: "brak"} for number in range(MOST_FAMILIES + 1)]
	answer = check(as_csv(rows))
	assert str(MOST_FAMILIES) in answer["faults"][0]["text"] and not answer["families"]


@pytest.mark.parametrize("rows", ["", "[]", "[3]", '["x"]', "{}", "[[2]]"])
def test_what_was_not_ticked_is_not_written(rows, coordinator):
	content = b64encode(as_csv(household(1))).decode()
	with pytest.raises(page.TableRefusedError):
		page.import_families(content=content, rows=rows)


@pytest.mark.parametrize(
	"person", ["assistant", "social_worker", "consultant", "administrator", "nobody", "clerk", "day_centre"]
)
def test_nobody_else_imports(person, as_user):
	with as_user(email(person)):
		for method in (page.check, page.import_families):
			with pytest.raises(frappe.PermissionError):
				method(content=b64encode(as_csv(household(1))).decode())


def test_the_head_imports_above_the_limit_with_a_reason(as_user):
	ceiling = int(get_ceiling(getdate()))
	rows = [row for number in range(ceiling) for row in household(number, **{ASSISTANT: email("newcomer")})]
	above = household(99, **{ASSISTANT: email("newcomer"), "Powód przydzielenia ponad limit": "zastępstwo"})
	with as_user(email("head")):
		frappe.local.lang = "pl"
		assert check(as_csv(rows + above))["faults"] == []
		assert faults_of(check(as_csv(rows + household(99, **{ASSISTANT: email("newcomer")})))) == [
			(2 * ceiling + 2, ASSISTANT)
		]


def test_days_ahead_of_today_are_refused_by_the_column(coordinator):
	tomorrow = add_days(getdate(), 1).strftime("%d.%m.%Y")
	rows = household(1, **{"Ostatnia ocena przed wprowadzeniem do systemu": tomorrow})
	assert faults_of(check(as_csv(rows))) == [(2, "Ostatnia ocena przed wprowadzeniem do systemu")]
