"""A field that an office puts in a list stands on our pages wherever such a document is a line, in the letters and on the
family's plan; one that it allows in quick entry is asked by a page with a form; a table of its own is compared."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup

import frappe
from frappe.custom.doctype.custom_field.custom_field import create_custom_fields

from opsfamily import api
from opsfamily.case.office_columns import get_listed_fields
from opsfamily.case.office_fields import get_office_fields, lacks_office_fields, set_office_fields
from opsfamily.core import plan_words
from opsfamily.core.comparison import ADDED, CHANGED, GONE
from opsfamily.core.requests import ASSIGNED, REFUSED, SENT
from opsfamily.ops_casework.page.assessment_comparison.comparison import get_parts
from opsfamily.ops_visits.page.month_close import month_close
from opsfamily.ops_visits.page.quick_visit import quick_visit
from opsfamily.tests.factories import (
	assign,
	day,
	email,
	fresh,
	make_assessment,
	make_family,
	make_plan,
	make_request,
	make_schedule,
	make_timesheet,
	make_visit,
	moved,
	submitted,
)
from tests.site.papers import assert_in_order, page_of, text_of

DEBT, MONTH = "Office Loan", "2026-03"
HOSTILE = "<b>x</b> {{ 7*7 }}"
LISTED, QUICK = {"in_list_view": 1}, {"allow_in_quick_entry": 1}


def field(fieldname: str, label: str, fieldtype: str = "Data", **values) -> dict:
	return {"fieldname": f"custom_{fieldname}", "label": label, "fieldtype": fieldtype, **values}


FIELDS = {
	"Assistant Timesheet": [
		field("budget", "Paragraf", "Select", options="\nA\nB", **LISTED),
		field("hidden_one", "Niepokazywane"),
		field("secret", "Poufne karty", permlevel=3, **LISTED),
	],
	"Family": [
		field("intercom", "Kod domofonu", **LISTED),
		field("dog", "Pies w domu", "Check", insert_after="custom_intercom", **LISTED),
		field("secret", "Poufne rodziny", permlevel=1, insert_after="custom_dog", **LISTED),
	],
	"Family Visit": [
		field("mood", "Nastrój", **LISTED, **QUICK),
		field("photo_taken", "Zdjęcia", "Check", insert_after="custom_mood", **QUICK),
		field("secret", "Poufne wizyty", permlevel=3, **QUICK),
		field("plain", "Tylko formularz"),
		field("map", "Mapa", "Geolocation", **QUICK),
	],
	"Scheduled Action": [field("cost", "Koszt", "Currency", **LISTED)],
	"Family Work Plan": [
		field("priority", "Priorytet", insert_after="main_goal", **LISTED),
		field("inner", "Do użytku służbowego", insert_after="weaknesses"),
	],
	"Action Schedule": [field("signal", "Umówiony sygnał", insert_after="evaluation_date")],
	"Agreed Action": [
		field("place", "Gdzie"),
		field("unprinted", "Nie dla rodziny", print_hide=1),
	],
	"Assistant Request": [
		field("session", "Protokół posiedzenia", insert_after="refusal_reason"),
		field("note", "Notatka kierownika", insert_after="refusal_reason", print_hide=1),
		field("wish", "Życzenie rodziny", insert_after="reason"),
	],
	"Family Assessment": [
		field("loans", "Pożyczki", "Table", options=DEBT, insert_after="sleep_study_rest"),
		field("loans_secret", "Pożyczki poufne", "Table", options=DEBT, permlevel=1),
	],
}
COLUMNS = [
	{"fieldname": "creditor", "fieldtype": "Data", "label": "Wierzyciel"},
	{"fieldname": "amount", "fieldtype": "Currency", "label": "Kwota"},
	{"fieldname": "illness", "fieldtype": "Data", "label": "Choroba", "permlevel": 1},
]


@pytest.fixture(scope="module")
def office(connected_site) -> Iterator[None]:
	"""Fields and a table as an administrator makes them; a new column commits, so they are taken away again."""
	frappe.set_user("Administrator")
	doctype = {"doctype": "DocType", "name": DEBT, "module": "Custom", "custom": 1, "istable": 1}
	frappe.get_doc({**doctype, "fields": COLUMNS}).insert()
	create_custom_fields(FIELDS)
	frappe.db.commit()
	frappe.clear_cache()
	yield
	frappe.db.rollback()
	frappe.set_user("Administrator")
	for of, fields in FIELDS.items():
		for each in fields:
			frappe.delete_doc("Custom Field", f"{of}-{each['fieldname']}", force=True)
	frappe.delete_doc("DocType", DEBT, force=True)
	frappe.db.commit()
	frappe.clear_cache()


@pytest.fixture
def family(office, site) -> str:
	name = make_family(
		representative="Rodzina Stron",
		custom_intercom=HOSTILE,
		custom_dog=1,
		custom_secret="nikomu",
	).name
	assign(name, from_date=day(-1000))
	assign(name, "social_worker", "Social Worker", from_date=day(-1000))
	assign(name, "consultant", "Consultant", from_date=day(-1000))
	return name


# what an office put in its list


def test_only_what_is_listed_and_readable_is_shown(office, as_user):
	with as_user(email("consultant")):
		assert [df.fieldname for df in get_listed_fields("Family")] == ["custom_intercom", "custom_dog"]
	with as_user(email("assistant")):
		names = [df.fieldname for df in get_listed_fields("Family")]
		assert names == ["custom_intercom", "custom_dog", "custom_secret"]
		assert [df.label for df in get_listed_fields("Assistant Timesheet")] == ["Paragraf"]


def test_the_month_has_the_columns_of_the_list_of_cards(family, as_user):
	make_visit(family, visit_date=f"{MONTH}-10")
	without = make_family(representative="Rodzina Bez Karty").name
	assign(without, from_date=day(-1000))
	make_timesheet(family, month=MONTH, custom_budget="B", custom_hidden_one="nie", custom_secret="nie")
	with as_user(email("assistant")):
		own = month_close.screen(MONTH)
	with as_user(email("coordinator")):
		section = month_close.screen(MONTH)
		of_one = month_close.section_rows(MONTH, email("assistant"))
	assert own["own_labels"] == section["own_labels"] == ["Paragraf"]
	for rows in (own["own"]["rows"], rows_of_section(section), of_one):
		found = {row["family"]: row["own"] for row in rows}
		assert (found[family], found[without]) == (["B"], [])


def rows_of_section(screen: dict) -> list[dict]:
	return [row for group in screen["section"]["assistants"] for row in group["rows"]]


def test_the_phone_says_what_to_know_of_a_family(family, as_user):
	with as_user(email("assistant")):
		[row] = [row for row in quick_visit.start()["families"] if row["name"] == family]
	assert row["own"] == [f"Kod domofonu: {HOSTILE}", "Pies w domu: Tak", "Poufne rodziny: nikomu"]


def test_the_familys_page_says_them_of_each_line(family, as_user):
	plan = submitted(make_plan(family, custom_priority="dzieci", custom_inner="nie"))
	submitted(make_schedule(plan))
	action = frappe.get_last_doc("Scheduled Action", {"family": family})
	action.db_set("custom_cost", Decimal("12.5"))
	make_visit(family, visit_date=day(-1), custom_mood="spokojny", custom_plain="nie")
	with as_user(email("assistant")):
		page = BeautifulSoup(api.family_overview(family), "html5lib")
		paper = text_of(page_of(fresh(frappe.get_doc("Family", family)), "Rodzina w zarysie"))
	text = text_of(page)
	for line in ("Pies w domu: Tak", "Koszt: 12,50 zł", "Priorytet: dzieci", "Nastrój: spokojny"):
		assert line.replace(" zł", "\u00a0zł") in text.replace(" zł", "\u00a0zł")
	assert f"Kod domofonu: {HOSTILE}" in text and not page.select(".fo-head b")
	assert "Do użytku" not in text and "Tylko formularz" not in text
	for line in ("Koszt: 12,50", "Nastrój: spokojny"):
		assert line in paper


def test_the_familys_page_keeps_the_level(family, as_user):
	with as_user(email("consultant")):
		text = text_of(BeautifulSoup(api.family_overview(family), "html5lib"))
	assert "Pies w domu" in text
	assert "Poufne" not in text and "nikomu" not in text


# what it allows in quick entry


def test_a_page_with_a_form_asks_what_is_allowed_in_quick_entry(office, as_user):
	with as_user(email("assistant")):
		asked = get_office_fields("Family Visit", quick_visit.get_known_fields("visit"), quick_visit.ROWS)
		[mood, taken] = asked["fields"]
		assert not lacks_office_fields(frappe.new_doc("Family Visit"), quick_visit.get_known_fields("visit"))
	assert (mood["fieldname"], mood["reqd"]) == ("custom_mood", 0)
	assert (taken["fieldname"], taken["reqd"]) == ("custom_photo_taken", 0)
	# What the page has no room for and may stay empty is the form's alone.
	assert asked["elsewhere"] == []


def test_it_lands_in_the_visit_and_what_is_not_asked_does_not(family, as_user):
	sent = {"custom_mood": HOSTILE, "custom_photo_taken": 1, "custom_plain": "nie", "custom_secret": "nie"}
	visit = {
		"mode": "visit",
		"family": family,
		"kind": "wizyta w rodzinie",
		"visit_date": str(day(-1)),
		"from_time": "10:00",
		"to_time": "11:00",
		"actions": "rozmowa",
		"office": sent,
	}
	with as_user(email("assistant")):
		name = quick_visit.save("k" * 24, visit)["name"]
	stored = frappe.get_doc("Family Visit", name)
	assert frappe.utils.strip_html(stored.custom_mood) == "x {{ 7*7 }}" and stored.custom_photo_taken == 1
	assert not stored.custom_plain and not stored.custom_secret


def test_what_was_cleared_is_cleared(office, as_user):
	doc = frappe.new_doc("Family Visit")
	doc.update({"custom_mood": "zły", "custom_photo_taken": 1})
	known = quick_visit.get_known_fields("visit")
	with as_user(email("assistant")):
		set_office_fields(doc, {"custom_mood": ""}, known)
		assert (doc.custom_mood, doc.custom_photo_taken) == (None, 1)
		for bad in ({"a": 1}, ["x"]):
			set_office_fields(doc, {"custom_mood": bad}, known)
	assert doc.custom_mood is None


# letters and the family's own plan


@pytest.mark.parametrize(
	("paper", "state"),
	[
		("Pismo o przydzieleniu dla rodziny", ASSIGNED),
		("Pismo o przydzieleniu dla asystenta", ASSIGNED),
		("Odmowa przydzielenia asystenta", REFUSED),
	],
)
def test_a_letter_says_what_belongs_to_the_decision(family, as_user, paper, state):
	own = {"custom_session": "nr 7/2026", "custom_note": "tajne", "custom_wish": "rano"}
	with as_user(email("social_worker")):
		request = moved(make_request(family, **own), SENT)
	values = {"refusal_reason": "brak podstaw"} if state == REFUSED else {"workload_reason": "próba"}
	with as_user(email("head")):
		text = text_of(page_of(moved(request, state, **values), paper))
	assert_in_order(["Protokół posiedzenia nr 7/2026", "(pieczęć i podpis"], text)
	assert "Notatka" not in text and "tajne" not in text
	assert ("Życzenie rodziny rano" in text) == (paper == "Pismo o przydzieleniu dla asystenta")


@pytest.mark.parametrize("language", plan_words.PAPERS)
def test_the_plan_for_the_family_says_what_was_agreed(family, language):
	plan = submitted(make_plan(family, custom_priority="dzieci", custom_inner="służbowe"))
	agreed = {"party": "Family", "action": "Zapisać Jana", "due_date": "2026-11-20", "custom_place": "szkoła"}
	schedule = submitted(
		make_schedule(plan, actions=[{**agreed, "custom_unprinted": "nie"}], custom_signal="dwa dzwonki")
	)
	text = text_of(page_of(fresh(schedule), plan_words.PAPERS[language]))
	assert_in_order(
		["Priorytet dzieci", "Zapisać Jana", "Gdzie: szkoła", "Umówiony sygnał dwa dzwonki"], text
	)
	assert "służbowe" not in text and "Nie dla rodziny" not in text


# a table of the office's own between two assessments


@pytest.fixture
def pair(family) -> list:
	before = [{"creditor": "Bank", "amount": 1200}, {"creditor": "Gmina", "amount": 80}]
	after = [{"creditor": "bank", "amount": 900, "illness": "x"}, {"creditor": HOSTILE}, {}]
	return [
		make_assessment(family, assessment_date="2026-02-01", custom_loans=before),
		make_assessment(
			family,
			assessment_date="2026-08-01",
			custom_loans=after,
			custom_loans_secret=[{"creditor": "ZUS"}],
		),
	]


def compared(pair: list) -> dict[str, object]:
	lines = [line for part in get_parts(*map(fresh, pair)) for line in part.lines]
	return {str(line.label): line for line in lines}


def test_its_rows_are_compared_under_its_name(pair, as_user):
	with as_user(email("assistant")):
		found = compared(pair)
	bank = found["Pożyczki: bank"]
	assert (bank.change, bank.words) == (CHANGED, "zmiana: Kwota, Choroba")
	assert "<strong>Kwota: 900,00" in bank.later.replace("\u00a0", " ")
	assert found["Pożyczki: Gmina"].change == GONE
	assert found["Pożyczki: &lt;b&gt;x&lt;/b&gt; {{ 7*7 }}"].change == ADDED
	assert found["Pożyczki"].change == ADDED, "a row without a name is a line as well"
	assert found["Pożyczki poufne: ZUS"].change == ADDED


def test_its_levels_hold(pair, as_user):
	with as_user(email("social_worker")):
		found = compared(pair)
	assert found["Pożyczki: bank"].words == "zmiana: Kwota"
	assert "Choroba" not in str(found) and "poufne" not in str(found)
