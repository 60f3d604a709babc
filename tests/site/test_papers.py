import re
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

import frappe
from frappe.utils import flt

import opsfamily
from opsfamily import api
from opsfamily.core.timesheet import SENT
from opsfamily.ops_casework.page.assessment_comparison.comparison import get_parts
from opsfamily.ops_paper import custom_fields
from opsfamily.ops_paper import jinja as helpers
from opsfamily.ops_paper.together import make_blank_pdf, make_pdf, with_each_style_once
from opsfamily.ops_visits.doctype.assistant_timesheet import contacts
from opsfamily.setup.demo import papers as demo_papers
from opsfamily.tests.factories import (
	accepted,
	assign,
	day,
	email,
	fresh,
	make_assessment,
	make_evaluation,
	make_family,
	make_plan,
	make_running_schedule,
	make_schedule,
	make_timesheet,
	make_visit,
	moved,
)
from tests.site.papers import (
	DOCTYPES,
	DRAWN,
	F1,
	F2,
	F3,
	F4,
	F5,
	SCHEDULE,
	assert_in_order,
	blank,
	one_line,
	page_of,
	pdf_text,
	text_of,
	wording,
)

pytestmark = pytest.mark.usefixtures("nothing_is_committed")

HOSTILE = "<script>alert('x')</script> {{ 7*7 }} {% raw %} <b>gruby</b> & 1 < 2 😀"
TEMPLATES = sorted(Path(opsfamily.__file__).parent.glob("**/print_format*/**/*.html"))


@pytest.fixture
def family():
	family = make_family()
	assign(family.name)
	assign(family.name, "social_worker", "Social Worker")
	return family


def demo_document(demo, print_format: str):
	doctype = DOCTYPES[print_format]
	return frappe.get_doc(doctype, demo[doctype])


# wording


@pytest.mark.parametrize("print_format", DOCTYPES)
def test_a_filled_paper_has_the_forms_wording_in_its_order(demo, print_format):
	assert_in_order(wording(print_format), text_of(page_of(demo_document(demo, print_format), print_format)))


@pytest.mark.parametrize("print_format", DOCTYPES)
def test_a_blank_paper_has_the_forms_wording_in_its_order(print_format):
	assert_in_order(wording(print_format), text_of(page_of(blank(print_format), print_format)))


@pytest.mark.parametrize("print_format", DOCTYPES)
def test_so_has_the_pdf(demo, print_format):
	doctype = DOCTYPES[print_format]
	filled = frappe.get_print(doctype, demo[doctype], print_format, as_pdf=True)
	for pdf in (filled, make_blank_pdf(doctype, print_format)):
		assert_in_order(wording(print_format), one_line(pdf_text(pdf, "-raw")))


@pytest.mark.parametrize("print_format", DOCTYPES)
def test_no_platforms_bar_and_no_draft_mark_in_a_pdf(family, print_format):
	text = pdf_text(make_blank_pdf(DOCTYPES[print_format], print_format)).lower()
	for words in ("get pdf", "print\n", "drukuj", "wydruk", "draft", "szkic", "wersja robocza"):
		assert words not in text


def test_a_draft_prints_without_a_mark(family):
	assessment = make_assessment(family.name)
	pdf = frappe.get_print("Family Assessment", assessment.name, as_pdf=True)
	text = pdf_text(pdf)
	assert "Ocena sytuacji rodziny" in text
	assert not re.search(r"draft|szkic|get pdf", text, re.IGNORECASE)


def test_drafts_print_unless_an_office_forbids_it():
	assert frappe.get_meta("Print Settings").get_field("allow_print_for_draft").default == "1"


def test_a_cancelled_paper_says_so(family):
	assessment = make_assessment(family.name)
	assessment.submit()
	assessment.cancel()
	frappe.db.set_single_value("Print Settings", "allow_print_for_cancelled", 1)
	assert "ANULOWANO" in text_of(page_of(fresh(assessment), F1))


def test_each_doctype_has_its_paper_by_default():
	for print_format in (F1, F2, SCHEDULE, F3, F4):
		assert frappe.get_meta(DOCTYPES[print_format]).default_print_format == print_format


# blank forms


def rows_with(page, cells: int) -> int:
	return sum(len(row.find_all("td", recursive=False)) == cells for row in page.select("tr"))


def test_the_blank_forms_have_their_empty_rows():
	assert rows_with(page_of(blank(F1), F1), 5) == 8
	assert rows_with(page_of(blank(F2), F2), 6) == 5
	assert [
		len(cell.select(".sheet-line"))
		for cell in page_of(blank(F2), F2).select("td")
		if cell.select(".sheet-line")
	] == [6, 6, 6, 6]
	assert rows_with(page_of(blank(SCHEDULE), SCHEDULE), 6) == 5
	assert sum(len(row.select("td")) == 3 for row in page_of(blank(F3), F3).select(".sheet-row tr")) == 6
	assert rows_with(page_of(blank(F4), F4), 6) == 12
	assert len(page_of(blank(F5), F5).select("td[rowspan]")) == 2 * 8


@pytest.mark.parametrize("print_format", DOCTYPES)
def test_a_blank_form_holds_no_values(print_format):
	text = text_of(page_of(blank(print_format), print_format))
	assert not re.search(r"None|\d:\d\d|0,00|20\d\d|no such|\{\{", text), text


@pytest.mark.parametrize("print_format", DOCTYPES)
def test_a_blank_form_takes_few_pages(print_format):
	pages = len(PdfReader(BytesIO(make_blank_pdf(DOCTYPES[print_format], print_format))).pages)
	assert pages == (2 if print_format in (F1, F2) else 1)


def test_a_blank_form_for_whoever_may_create_one(as_user):
	with as_user(email("assistant")):
		api.blank_form("Family Assessment")
	assert frappe.local.response.type == "pdf"
	assert frappe.local.response.filename == f"{F1} - pusty.pdf"
	assert "Ocena sytuacji rodziny" in pdf_text(frappe.local.response.filecontent)


def test_the_second_paper_of_a_card_is_chosen_by_name(as_user):
	with as_user(email("assistant")):
		api.blank_form("Assistant Timesheet", F5)
	assert "KARTA REALIZACJI" in pdf_text(frappe.local.response.filecontent)


def test_no_blank_form_for_others(as_user):
	with as_user(email("social_worker")), pytest.raises(frappe.PermissionError):
		api.blank_form("Family Assessment")


@pytest.mark.parametrize(
	("doctype", "print_format"), [("User", None), ("Family Visit", None), ("Family Assessment", F5)]
)
def test_no_blank_form_where_there_is_no_paper(doctype, print_format):
	with pytest.raises(frappe.ValidationError):
		api.blank_form(doctype, print_format)


# the case's figures


def test_the_assessments_incomes_with_their_sums(demo):
	text = text_of(page_of(demo_document(demo, F1), F1))
	pieces = [
		"świadczenie wychowawcze (3 × 800 zł): 2 400,00 zł",
		"Razem: 5 126,50 zł",
		"1 025,30 zł (orientacyjnie – nie jest to dochód w rozumieniu ustawy o pomocy społecznej)",
		"zaległość czynszowa 3 600 zł",
	]
	assert_in_order(pieces, text)


def test_the_card_and_the_sum_of_its_hours(demo):
	card = demo_document(demo, F4)
	page = page_of(card, F4)
	assert rows_with(page, 6) == 13
	assert_in_order(["październik 2026", "15:00–17:00", "razem ilość godzin: 25:15"], text_of(page))
	assert "rozmowa telefoniczna" not in text_of(page)
	assert len(page_of(card, F5).select("td[rowspan]")) == 2 * 14
	assert "12:30–12:50 Katarzyna Zielińska rozmowa telefoniczna" in text_of(page_of(card, F5))


def test_the_actions_stand_under_their_outcomes(demo):
	page = page_of(demo_document(demo, F3), F3)
	first = next(row for row in page.select(".sheet-row tr") if row.select("td"))
	done, partly, not_done = (one_line(cell.get_text(" ")) for cell in first.select("td"))
	assert partly.endswith("zasady stosowane w dni powszednie, w weekendy jeszcze nie")
	assert done and not not_done
	assert_in_order(
		["Z perspektywy rodziny", "asystenta rodziny: Rodzice", "socjalnego: Lodówka"], text_of(page)
	)


def test_a_rating_prints_only_where_it_was_given(family):
	text = text_of(page_of(make_assessment(family.name, parenting="spokojna", parenting_rating="3"), F1))
	assert text.count("ocena:") == 1
	assert "spokojna ocena: 3/5" in text


# plan and schedule


def test_a_plan_prints_its_running_schedule(family):
	running = make_running_schedule(family.name)
	plan = frappe.get_doc("Family Work Plan", running.plan)
	draft = running.new_version()
	assert helpers.paper_schedule_of(plan).name == running.name
	draft.evaluation_date = "2026-12-01"
	draft.submit()
	assert helpers.paper_schedule_of(plan).name == draft.name


def test_a_plan_prints_its_newest_draft_when_none_is_submitted(family):
	plan = make_plan(family.name)
	assert rows_with(page_of(plan, F2), 6) == 5
	schedule = make_schedule(plan)
	assert helpers.paper_schedule_of(plan).name == schedule.name
	assert "Trening budżetowy" in text_of(page_of(plan, F2))


def test_the_expected_effect_is_the_offices_choice(family):
	schedule = make_running_schedule(family.name)
	assert "Stały plan dnia przewidywany efekt: spokój" in text_of(page_of(schedule, SCHEDULE))
	settings = frappe.get_single("OPS Settings")
	settings.print_expected_effect = 0
	settings.save()
	assert "przewidywany" not in text_of(page_of(schedule, SCHEDULE))


def test_other_parties_stand_below(family):
	other = {
		"party": "Other Party",
		"party_name": "Kurator sądowy",
		"action": "Nadzór",
		"due_date": "2026-12-01",
	}
	schedule = make_schedule(make_plan(family.name), actions=[other])
	assert_in_order(
		[
			"w terminie",
			"Inne podmioty",
			"Kurator sądowy – Nadzór",
			"w terminie 01.12.2026",
			"Ocena realizacji",
		],
		text_of(page_of(schedule, SCHEDULE)),
	)


def test_the_foster_care_coordinator_signs_when_a_child_is_in_care(family):
	schedule = make_running_schedule(family.name)
	signature = "podpis koordynatora rodzinnej pieczy zastępczej"
	assert signature not in text_of(page_of(schedule, SCHEDULE))
	family.members[1].in_foster_care = 1
	family.save()
	assert signature in text_of(page_of(schedule, SCHEDULE))


def test_pending_actions_stand_below_the_columns(family):
	evaluation = make_evaluation(make_running_schedule(family.name))
	assert "W trakcie realizacji: Stały plan dnia; Trening budżetowy" in text_of(page_of(evaluation, F3))


# signatures


@pytest.fixture
def signed_card(family):
	make_visit(family.name, signature_mode="On Screen", signature=DRAWN, signed_by="Maria Testowa")
	make_visit(
		family.name,
		visit_date="2026-10-06",
		signature_mode="Signature Refused",
		refusal_reason="spieszyła się",
	)
	return make_timesheet(family.name)


def test_a_signature_prints_in_its_cell(signed_card):
	rows = [
		row.find_all("td") for row in page_of(signed_card, F4).select("tr") if len(row.find_all("td")) == 6
	]
	assert rows[0][5].img["src"] == DRAWN
	assert not rows[1][5].img and "spieszyła się" in rows[1][5].get_text()


def test_signatures_come_in_one_query(signed_card, monkeypatch):
	asked = []
	monkeypatch.setattr(
		contacts,
		"get_signatures",
		lambda visits, _family: asked.append(visits) or dict.fromkeys(visits, DRAWN),
	)
	page_of(signed_card, F4)
	assert asked == [[signed_card.rows[0].visit]]


def test_signatures_are_for_readers_of_the_card(signed_card, as_user):
	with as_user(email("stranger")):
		assert contacts.paper_signatures(signed_card) == {}
	with as_user(email("assistant")):
		assert list(contacts.paper_signatures(signed_card).values()) == [DRAWN]


def test_only_a_picture_is_printed_as_a_signature(signed_card, monkeypatch):
	monkeypatch.setattr(
		contacts, "get_signatures", lambda visits, _family: dict.fromkeys(visits, "https://example.org/x.png")
	)
	assert contacts.paper_signatures(signed_card) == {}


# long papers


@pytest.fixture
def long_card(family):
	for number in range(1, 32):
		make_visit(
			family.name, visit_date=f"2026-10-{number:02d}", place="mieszkanie rodziny, pokój dzieci " * 3
		)
	return make_timesheet(family.name)


def test_a_long_card_repeats_its_head_and_has_one_total(long_card):
	pages = pdf_text(make_pdf([long_card], F4), "-layout").rstrip("\f").split("\f")
	assert len(pages) > 1
	assert all("Lp." in page and "miejsce spotkania" in page for page in pages)
	assert ["razem" in page for page in pages] == [False] * (len(pages) - 1) + [True]
	numbers = [
		int(n) for page in pages for n in re.findall(r"^\s*(\d+)\s+\d\d\.10\.2026", page, re.MULTILINE)
	]
	assert numbers == list(range(1, 32))


def test_several_cards_begin_on_pages_of_their_own(demo):
	card = demo_document(demo, F4)
	pages = pdf_text(make_pdf([card, frappe.get_doc(card.as_dict())], F4)).rstrip("\f").split("\f")
	assert len(pages) == 2
	assert all("Miesięczna karta" in page for page in pages)


def test_a_text_longer_than_a_page_flows_on(family):
	lines = [f"wiersz-{number}" for number in range(200)]
	pdf = make_pdf([make_assessment(family.name, education="\n".join(lines))], F1)
	assert re.findall(r"wiersz-\d+", pdf_text(pdf)) == lines
	assert len(PdfReader(BytesIO(pdf)).pages) > 4


# hostile text


def test_hostile_text_prints_as_text(family):
	assessment = make_assessment(family.name, representative=HOSTILE, parenting=HOSTILE, debts=HOSTILE)
	page = page_of(fresh(assessment), F1)
	assert not page.select("script, b")
	assert text_of(page).count(HOSTILE) == 3
	assert "alert('x')" in pdf_text(make_pdf([assessment], F1))
	assert "{{ 7*7 }}" in pdf_text(make_pdf([assessment], F1))


def test_a_word_without_end_stays_on_the_paper(family):
	assessment = make_assessment(family.name, parenting="x" * 10_000)
	assert "x" * 10_000 in page_of(assessment, F1).get_text()
	text = pdf_text(make_pdf([assessment], F1), "-bbox")
	words = re.findall(r'xMax="([\d.]+)" yMax="[\d.]+">(x+)<', text)
	assert sum(len(word) for _right, word in words) == 10_000
	# A4 is 595 points wide, the margin 42.
	assert max(flt(right) for right, _word in words) <= 595 - 42


def test_the_text_has_ten_points_on_paper(demo):
	words = pdf_text(make_pdf([demo_document(demo, F4)], F4), "-bbox")
	top, bottom = re.search(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">mieszkanie<', words).groups()
	# Its letters reach from 0.905 of the size above the base line to 0.212 below it.
	assert 9.7 <= (flt(bottom) - flt(top)) / 1.117 <= 11


def test_line_breaks_are_kept(family):
	cell = page_of(make_assessment(family.name, bonds="raz\ndwa"), F1).find(string="raz").parent
	assert cell.br


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_value_in_a_template_is_escaped(template):
	macros = set(re.findall(r"macro (\w+)", "".join(path.read_text() for path in TEMPLATES)))
	# Markup that is safe already: numbers that the template counts, widths, letter head, whole sheets.
	plain = {"tag", "loop.index", "text", "sheet", "line", "width", '"." * 40', '"." * 30'}
	for value in re.findall(r"\{\{-?\s*(.*?)\s*-?\}\}", template.read_text(), re.DOTALL):
		called = re.match(r"(\w+)\(", value)
		styled = re.match(r"widths\[|mm\b|cells \| length|upper \| length|label_width|'' if|\"\.\" \*", value)
		escaped = re.search(r"\| (e|paper_text|default\(\"\"\) \| e)$", value)
		if called and called[1] in macros:
			continue
		# `a or b | e` escapes b alone.
		assert " or " not in value or value.startswith("("), value
		assert escaped or styled or value in plain, value


# permission levels


def test_health_and_violence_print_for_their_readers_only(family, as_user):
	assessment = make_assessment(family.name, violence="opis przemocy", violence_rating="2")
	texts = {}
	for key in ("assistant", "social_worker"):
		with as_user(email(key)):
			texts[key] = text_of(page_of(fresh(assessment), F1))
	for secret in ("cukrzyca", "opis przemocy", "ocena: 2/5"):
		assert secret in texts["assistant"]
		assert secret not in texts["social_worker"]
	assert_in_order(wording(F1), texts["social_worker"])
	assert "Maria Testowa" in texts["social_worker"]


def test_an_offices_own_format_cannot_show_more(family, as_user):
	assessment = make_assessment(family.name, violence="opis przemocy")
	frappe.get_doc(
		{
			"doctype": "Print Format",
			"name": "Test own format",
			"doc_type": "Family Assessment",
			"standard": "No",
			"custom_format": 1,
			"html": "<div class='paper'>[{{ doc.violence }}][{{ doc.household[0].health }}]</div>",
		}
	).insert()
	assert text_of(page_of(fresh(assessment), "Test own format")) == "[opis przemocy][cukrzyca]"
	with as_user(email("social_worker")):
		assert text_of(page_of(fresh(assessment), "Test own format")) == "[None][None]"


def test_a_stranger_prints_nothing(family, as_user):
	assessment = make_assessment(family.name)
	with as_user(email("stranger")), pytest.raises(frappe.PermissionError):
		make_pdf([fresh(assessment)], F1)


# the office's own fields


CUSTOM_FIELDS = {
	"Family Assessment": [
		{
			"fieldname": "custom_heating",
			"label": "Ogrzewanie",
			"fieldtype": "Data",
			"insert_after": "residents",
		},
		{
			"fieldname": "custom_checked",
			"label": "Sprawdzono",
			"fieldtype": "Date",
			"insert_after": "custom_heating",
		},
		{
			"fieldname": "custom_unprinted",
			"label": "Nie drukuj",
			"fieldtype": "Data",
			"insert_after": "residents",
			"print_hide": 1,
		},
		{
			"fieldname": "custom_secret",
			"label": "Tajne",
			"fieldtype": "Data",
			"insert_after": "bonds",
			"permlevel": 1,
		},
	],
	"Family Member": [
		{
			"fieldname": f"custom_member_{number}",
			"label": f"Kolumna {number}",
			"fieldtype": "Data",
			"insert_after": "health",
		}
		for number in (3, 2, 1)
	],
	"Timesheet Row": [
		{"fieldname": "custom_fare", "label": "Dojazd", "fieldtype": "Currency", "insert_after": "course"},
	],
}


@pytest.fixture(scope="module")
def added_fields(connected_site):
	"""Fields as an office adds them by Customize Form; adding a column commits, so they are taken away again."""
	from frappe.custom.doctype.custom_field.custom_field import create_custom_fields

	frappe.db.rollback()
	create_custom_fields(CUSTOM_FIELDS)
	frappe.db.commit()
	frappe.clear_cache()
	yield
	frappe.db.rollback()
	for doctype, fields in CUSTOM_FIELDS.items():
		for field in fields:
			frappe.delete_doc("Custom Field", f"{doctype}-{field['fieldname']}")
	frappe.db.commit()
	frappe.clear_cache()


def test_an_added_field_is_compared(added_fields, family):
	pair = [make_assessment(family.name, custom_heating=heating) for heating in ("piec <kaflowy>", "gaz")]
	found = {line.label: line for part in get_parts(*pair) for line in part.lines}
	assert (found["Ogrzewanie"].earlier, found["Ogrzewanie"].words) == ("piec &lt;kaflowy&gt;", "zmiana")
	assert "ukryte" not in str(found)


def test_an_added_field_prints_at_the_end_of_its_section(added_fields, family):
	assessment = make_assessment(
		family.name, custom_heating="piec <kaflowy>", custom_checked="2026-08-01", custom_unprinted="ukryte"
	)
	text = text_of(page_of(assessment, F1))
	assert_in_order(
		[
			"warunki do spania, nauki i wypoczynku",
			"Ogrzewanie piec <kaflowy>",
			"Sprawdzono 01.08.2026",
			"SYTUACJA FINANSOWA RODZINY",
		],
		text,
	)
	assert "ukryte" not in text and "Nie drukuj" not in text


def test_an_added_field_stands_on_the_blank_form(added_fields):
	assert_in_order(["WARUNKI", "Ogrzewanie", "SYTUACJA"], text_of(page_of(blank(F1), F1)))


def test_an_added_field_keeps_its_level(added_fields, family, as_user):
	assessment = make_assessment(family.name, custom_secret="sekret")
	assert_in_order(["więzi emocjonalne", "Tajne sekret", "inne"], text_of(page_of(fresh(assessment), F1)))
	with as_user(email("social_worker")):
		text = text_of(page_of(fresh(assessment), F1))
	assert "Tajne" not in text and "sekret" not in text


def test_an_added_field_of_a_row_is_a_column_while_there_is_room(added_fields, family):
	person = {
		"full_name": "Maria",
		**{f"custom_member_{number}": f"wartość {number}" for number in (1, 2, 3)},
	}
	page = page_of(make_assessment(family.name, household=[person]), F1)
	assert rows_with(page, 7) == 1
	assert_in_order(
		["uzależnienia", "Kolumna 1", "Kolumna 2", "Maria", "wartość 1", "wartość 2", "Kolumna 3: wartość 3"],
		text_of(page),
	)


def test_an_added_field_of_a_contact_is_a_column_of_both_cards(added_fields, demo):
	card = demo_document(demo, F4)
	card.rows[0].custom_fare = 4.4
	assert rows_with(page_of(card, F4), 7) == 13
	for print_format in (F4, F5):
		assert_in_order(["Dojazd", "4,40 zł"], text_of(page_of(card, print_format)))


@pytest.mark.parametrize("print_format", DOCTYPES)
def test_every_section_has_a_place_for_added_fields(monkeypatch, demo, print_format):
	asked = set()

	def noted(doc, sections):
		asked.update((doc.doctype, section) for section in sections)
		return []

	doc = demo_document(demo, print_format)
	jenv = frappe.get_jenv()
	monkeypatch.setitem(jenv.globals, "paper_custom_fields", noted)
	# v16 keeps templates from one request to the next, with the functions that they were read with.
	monkeypatch.setattr(jenv, "cache", {})
	page_of(doc, print_format)
	sections = [df.fieldname for df in doc.meta.fields if df.fieldtype == "Section Break"]
	# What third parties said is never printed for the family, and so is what an office adds beside it.
	sections = set(sections) - {"third_party_section"}
	assert {(doc.doctype, section) for section in sections} <= asked
	assert (doc.doctype, "third_party_section") not in asked


# letter head


def test_the_letter_head_stands_on_the_paper(demo):
	assert text_of(page_of(demo_document(demo, F4), F4)).startswith(
		"Ośrodek Pomocy Społecznej w Lipowej Górze"
	)


def test_without_a_letter_head_the_offices_name_stands_there(demo):
	frappe.db.set_value("Letter Head", {"is_default": 1}, "is_default", 0)
	frappe.db.set_single_value("OPS Settings", "office_name", "OPS <w> Próbie")
	frappe.clear_document_cache("OPS Settings", "OPS Settings")
	# The Desk asks for none where there is none.
	for no_letterhead in (0, 1):
		page = page_of(demo_document(demo, F4), F4, no_letterhead=no_letterhead)
		assert text_of(page).startswith("OPS <w> Próbie")


def test_a_sheet_with_a_head_of_its_own_gets_none(demo):
	text = text_of(page_of(demo_document(demo, F4), F4, no_letterhead=1))
	assert text.startswith("Miesięczna karta")


# everything for the demo


def test_all_papers_of_the_demo_family_are_written(demo, tmp_path):
	paths = demo_papers.print_papers(str(tmp_path))
	names = {Path(path).name for path in paths}
	assert len(names) == 57
	for path in map(Path, paths):
		assert path.read_bytes().startswith(b"%PDF" if path.suffix == ".pdf" else b"PK")


def test_an_accepted_card_prints(family):
	make_visit(family.name, visit_date=day(-1))
	card = make_timesheet(family.name, month=str(day(-1))[:7])
	card = moved(card, SENT, early_reason="No More Visits")
	assert "razem ilość godzin: 2:00" in text_of(page_of(accepted(card), F4))


def test_added_sections_end_none_of_ours():
	fields = [
		frappe._dict(fieldname="section_1", fieldtype="Section Break"),
		frappe._dict(fieldname="own_section", fieldtype="Section Break", is_custom_field=1),
		frappe._dict(fieldname="own", fieldtype="Data", is_custom_field=1),
		frappe._dict(fieldname="section_2", fieldtype="Section Break"),
		frappe._dict(fieldname="other", fieldtype="Data", is_custom_field=1),
	]
	found = custom_fields.group_by_section(frappe._dict(fields=fields))
	assert [[df.fieldname for df in found[name]] for name in ("section_1", "section_2")] == [
		["own_section", "own"],
		["other"],
	]


# one style for many sheets


STYLED = "<style>.paper {{ color: {0} }}</style><div>{1}</div>"


def test_a_style_that_all_sheets_bring_is_read_once():
	sheets = [STYLED.format("black", number) for number in range(3)]
	assert with_each_style_once(sheets) == [sheets[0], "<div>1</div>", "<div>2</div>"]


def test_sheets_of_two_styles_keep_both():
	sheets = [STYLED.format("black", 1), STYLED.format("blue", 2), STYLED.format("black", 3)]
	assert with_each_style_once(sheets) == sheets
	assert with_each_style_once(["<div></div>"]) == ["<div></div>"]
