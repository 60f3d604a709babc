"""The paper of a child's card: its wording, filled and blank; nobody of the whole family on it; hostile text stays text."""

import pytest

from opsfamily.ops_paper.together import make_blank_pdf, make_pdf
from opsfamily.tests.factories import assign, day, fresh, make_family
from opsfamily.tests.make_child_card import STATE, make_child_card
from tests.site.papers import assert_in_order, one_line, page_of, pdf_text, text_of
from tests.site.test_papers import HOSTILE

pytestmark = pytest.mark.usefixtures("nothing_is_committed")

PAPER = "Karta dziecka"
WORDING = """KARTA DZIECKA | osoby wokół dziecka, władza rodzicielska, terminy | dziecko | przedstawiciel rodziny
	| stan na dzień | OSOBY WOKÓŁ DZIECKA | kto | nazwa, osoba | telefon | WŁADZA RODZICIELSKA | rodzic, opiekun
	| zakres władzy | od dnia | sąd, sygnatura; treść orzeczenia | TERMINY | dzień | sprawa | z kim, gdzie
	| załatwiono | podpis osoby sporządzającej"""
PIECES = [one_line(piece) for piece in WORDING.split("|")]


def make_whole(word: str = "kl. VI"):
	tutor = {"kind": "szkoła", "institution": word, "contact": word, "phone": "22 555 02 11"}
	therapist = {"kind": "poradnia", "institution": "Poradnia ojca"}
	family = make_family(support_network=[{**tutor, "child": "Jan Testowy"}, therapist]).name
	assign(family)
	authority = {"person": "Maria Testowa", "state": STATE, "decision": word, "scope": word}
	dates = [{"due_on": day(3), "what": word, "with_whom": word}]
	return make_child_card(family, authority=[authority], dates=dates)


def test_a_filled_paper_has_its_wording_and_the_childs_own_people(site):
	page = page_of(make_whole(), PAPER)
	assert_in_order(PIECES, text_of(page))
	assert "22 555 02 11" in text_of(page) and STATE in text_of(page)
	assert "Poradnia ojca" not in text_of(page)


def test_a_blank_paper_has_rows_to_fill_in(site):
	text = one_line(pdf_text(make_blank_pdf("Child Card", PAPER)))
	for piece in PIECES:
		assert piece in text, piece
	assert "None" not in text and "WIZYTY ZDROWOTNE" not in text


def test_health_appointments_print_for_who_may_read_them(site):
	card = make_whole()
	values = {"due_on": day(4), "what": "logopeda", "goal": "mowa"}
	card.append("health_dates", values).db_insert()
	text = text_of(page_of(fresh(card), PAPER))
	assert "WIZYTY ZDROWOTNE" in text and "logopeda" in text


def test_hostile_text_is_printed_as_text(site):
	card = make_whole(HOSTILE)
	page = page_of(card, PAPER)
	assert not page.select("script, b")
	assert text_of(page).count(HOSTILE) == 6
	assert "alert('x')" in pdf_text(make_pdf([card], PAPER))
