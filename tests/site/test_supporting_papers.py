"""The agreement with a supporting family: its wording, filled and blank."""

import pytest

import frappe

from opsfamily.ops_paper.together import make_blank_pdf
from opsfamily.tests.factories import assign, fresh, make_family
from opsfamily.tests.make_supporting import DOCTYPE, make_agreement, make_supporting_family
from tests.site.papers import assert_in_order, one_line, page_of, pdf_text, text_of

pytestmark = pytest.mark.usefixtures("nothing_is_committed")

PAPER = "Umowa z rodziną wspierającą"
WORDING = """UMOWA Z RODZINĄ WSPIERAJĄCĄ | numer umowy | zawarta w dniu | strony umowy | rodzina wspierająca
	| rodzina wspierana | od dnia | do dnia | 1. Rodzina wspierająca pomaga rodzinie przy współpracy asystenta rodziny.
	| pomoc w zakresie | zadania | 2. Gmina zwraca koszty związane z udzielaniem pomocy. | zasady zwrotu kosztów
	| miesięcznie najwyżej | 3. Umowę poprzedziła opinia kierownika | wywiad w dniu | opinia w dniu | podpis za gminę
	| podpisy rodziny wspierającej"""
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
	doc = make_agreement(family, monthly_limit=300, until_date="2027-09-30", agreement_number="RW/3")
	text = text_of(page_of(fresh(doc), PAPER))
	assert_in_order(wording(), text)
	values = ("RW/3", "Wrona", "300,00", "opieka i wychowanie dziecka", "pozytywna", "r.")
	assert all(value in text for value in values)
	assert "prowadzenie gospodarstwa" not in text


def test_hostile_text_prints_as_text(family):
	fields = ("supporting_people", "tasks", "parties", "cost_rules", "agreement_number")
	doc = make_supporting_family(family, **dict.fromkeys(fields, HOSTILE))
	page = page_of(fresh(doc), PAPER)
	assert not page.select("script, .paper b") and text_of(page).count("{{ 7*7 }}") == len(fields)
