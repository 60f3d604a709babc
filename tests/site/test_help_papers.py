"""The paper of an intervention: its wording, filled and blank; what happened is for readers of level 1 only."""

import pytest

import frappe

from opsfamily.ops_paper.together import make_blank_pdf
from opsfamily.permissions.session import acting_as
from opsfamily.tests.factories import assign, email, fresh, make_family
from opsfamily.tests.make_help import make_intervention
from tests.site.papers import assert_in_order, one_line, page_of, pdf_text, text_of

pytestmark = pytest.mark.usefixtures("nothing_is_committed")

DOCTYPE, PAPER = "Intervention", "Notatka z interwencji"
WORDING = """NOTATKA Z INTERWENCJI | w sytuacji zagrożenia życia lub zdrowia – do akt sprawy, nie dla rodziny | nr
	| rodzina – imię i nazwisko przedstawiciela | data i godzina | miejsce | kto był w niebezpieczeństwie | pracownik
	| Co widziano i słyszano: | Co zrobiono: | Kogo powiadomiono: | podmiot | data | godzina | w jaki sposób
	| numer lub znak sprawy | Procedura „Niebieskie Karty”: | kto wszczął | data wszczęcia | data i podpis pracownika"""
HOSTILE = "<script>alert('x')</script> {{ 7*7 }} <b>gruby</b> & 1 < 2"


def wording() -> list[str]:
	return [one_line(piece) for piece in WORDING.split("|")]


@pytest.fixture
def family(site) -> str:
	name = make_family(members=[{"full_name": "Jan Testowy"}]).name
	assign(name)
	return name


def test_the_blank_paper_has_its_wording(site):
	assert_in_order(wording(), text_of(page_of(frappe.get_doc({"doctype": DOCTYPE}), PAPER)))
	text = one_line(pdf_text(make_blank_pdf(DOCTYPE, PAPER), "-raw"))
	assert wording()[0] in text and wording()[-1] in text


def test_the_filled_paper(family):
	record = make_intervention(family, blue_card_by="policja", blue_card_on="2026-10-14", place="Lipowa 3")
	text = text_of(page_of(fresh(record), PAPER))
	assert_in_order(wording(), text)
	values = (
		"14.10.2026",
		"17:40",
		"Lipowa 3",
		"Jan Testowy",
		"parapecie",
		"Zdjęto",
		"telefonicznie",
		"17:45",
	)
	assert all(value in text for value in values)


def test_hostile_text_prints_as_text(family):
	record = make_intervention(family, seen=HOSTILE, done=HOSTILE, place=HOSTILE, blue_card_by=HOSTILE)
	page = page_of(fresh(record), PAPER)
	assert not page.select("script, .paper b") and text_of(page).count("{{ 7*7 }}") == 4


def test_without_level_1_it_tells_nothing(family):
	record = make_intervention(family, blue_card_by="policja")
	frappe.db.delete("DocPerm", {"parent": DOCTYPE, "role": "Family Assistant", "permlevel": 1})
	frappe.clear_cache(doctype=DOCTYPE)
	try:
		with acting_as(email("assistant")):
			doc = fresh(record)
			doc.before_print()
			text = text_of(page_of(doc, PAPER))
	finally:
		frappe.db.rollback()
		frappe.clear_cache(doctype=DOCTYPE)
	assert "Maria Testowa" in text
	assert not any(word in text for word in ("parapecie", "Zdjęto", "policja", "Jan Testowy"))
