"""The paper of a family's history: its wording, filled and blank; the genogram on it; hostile text stays text."""

import pytest

import frappe

from opsfamily.ops_paper.together import make_blank_pdf, make_pdf
from opsfamily.patches.v1_3 import create_history_dictionaries
from opsfamily.tests.factories import assign, make_family
from opsfamily.tests.make_history import EVENT_KIND, HELP_KIND, make_history
from tests.site.papers import assert_in_order, one_line, page_of, pdf_text, text_of
from tests.site.test_papers import HOSTILE

pytestmark = pytest.mark.usefixtures("nothing_is_committed")

PAPER = "Historia rodziny i genogram"
WORDING = """HISTORIA RODZINY I GENOGRAM | przedstawiciel rodziny | stan na dzień
	| miejsce pracy wskazane przez rodzinę | ZDARZENIA WEDŁUG LAT | kiedy | rodzaj zdarzenia | kogo dotyczyło
	| co się wydarzyło | GENOGRAM | ZASOBY RODZINY | POWTARZAJĄCE SIĘ WZORCE
	| POMOC MATERIALNA UDZIELANA OBOK PRACY Z RODZINĄ | rodzaj pomocy | od dnia | do dnia | kto udziela
	| podpis członka rodziny | podpis osoby sporządzającej"""
PIECES = [one_line(piece) for piece in WORDING.split("|")]


@pytest.fixture
def family() -> str:
	family = make_family().name
	assign(family)
	return family


def make_whole(family: str, word: str = "siostra"):
	return make_history(
		family,
		as_of="2026-11-02",
		work_place=word,
		resources=word,
		patterns=word,
		events=[{"year": 2019, "month": 5, "kind": EVENT_KIND, "who": word, "description": word}],
		relatives=[{"full_name": "Zofia Dawna", "sex": "Female", "illness": word, "remark": word}],
		material_help=[{"kind": HELP_KIND, "from_date": "2026-10-01", "body": word, "remark": word}],
	)


def test_a_filled_paper_has_its_wording_its_genogram_and_everybody_in_words(family):
	page = page_of(make_whole(family), PAPER)
	assert_in_order(PIECES, text_of(page))
	assert page.select("svg") and len(page.select("svg circle")) > 1
	for text in ("05.2019", "Zofia Dawna – kobieta", "CHOROBY I UZALEŻNIENIA KREWNYCH", "01.10.2026"):
		assert text in text_of(page)


def test_the_paper_is_polish_whoever_prints_it(family):
	history = make_whole(family)
	frappe.local.lang = "en"
	try:
		text = text_of(page_of(history, PAPER))
	finally:
		frappe.local.lang = "pl"
	assert "Zofia Dawna – kobieta" in text and "mieszka z rodziną" in text and "lives with" not in text


def test_a_blank_paper_has_room_to_draw():
	text = one_line(pdf_text(make_blank_pdf("Family History", PAPER)))
	for piece in PIECES:
		assert piece in text, piece
	assert "None" not in text and "kwadrat – mężczyzna" in text


def test_hostile_text_is_printed_as_text(family):
	history = make_whole(family, HOSTILE)
	page = page_of(history, PAPER)
	assert not page.select("script, b")
	assert text_of(page).count(HOSTILE) == 9
	assert "alert('x')" in pdf_text(make_pdf([history], PAPER))


def test_dictionaries_are_created_once_and_stay_the_offices(site):
	frappe.db.delete("History Event Kind", {"name": "narodziny"})
	frappe.db.set_value("Material Help Kind", HELP_KIND, "disabled", 1)
	for _again in range(2):
		create_history_dictionaries.execute()
		assert frappe.db.exists("History Event Kind", "narodziny")
		assert frappe.db.get_value("Material Help Kind", HELP_KIND, "disabled") == 1


def count_heads(page, *labels: str) -> int:
	heads = [[cell.text.strip() for cell in head.select("th")] for head in page.select(".sheet-head")]
	return heads.count(list(labels))


def test_a_table_is_broken_where_its_page_ends_and_not_before(family):
	people = [{"full_name": f"Krewny {number}", "sex": "Male", "remark": "uwaga"} for number in range(6)]
	page = page_of(make_history(family, relatives=people), PAPER)
	assert count_heads(page, "osoba", "uwagi") == 1
	many = [{**row, "full_name": f"Krewna {number}"} for number, row in enumerate(people * 10)]
	other = make_family().name
	page = page_of(make_history(other, relatives=many), PAPER)
	heads = count_heads(page, "osoba", "uwagi")
	# About thirty rows on a page of their own, and the head above each part.
	assert 2 <= heads <= 4
