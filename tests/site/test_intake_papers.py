"""The papers of the way to an assistant: risk list, request, both letters of assignment, the refusal."""

import pytest

import frappe

from opsfamily.core.requests import ASSIGNED, REFUSED, SENT
from opsfamily.ops_paper.together import make_blank_pdf
from opsfamily.permissions.session import acting_as
from opsfamily.tests.factories import (
	ASSISTANTS_PHONE,
	assign,
	day,
	email,
	make_family,
	make_notification,
	make_request,
	make_risk_list,
	moved,
	submitted,
)
from tests.site.papers import assert_in_order, one_line, page_of, pdf_text, text_of

pytestmark = pytest.mark.usefixtures("nothing_is_committed")

LIST, REQUEST = "Lista ryzyka", "Wniosek o przydzielenie asystenta"
TO_ASSISTANT = "Pismo o przydzieleniu dla asystenta"
TO_FAMILY, REFUSAL = "Pismo o przydzieleniu dla rodziny", "Odmowa przydzielenia asystenta"
DOCTYPES = {
	LIST: "Risk List",
	REQUEST: "Assistant Request",
	TO_ASSISTANT: "Assistant Request",
	TO_FAMILY: "Assistant Request",
	REFUSAL: "Assistant Request",
}
WORDING = {
	LIST: """LISTA RYZYKA | Rodzina: | Data wypełnienia: | Pracownik socjalny: | Czynniki ryzyka: | Lp. | Czynnik
		| tak | nie | nie wiadomo | Uwagi | Bezpieczeństwo dzieci | Dom i pieniądze | Suma wag odpowiedzi „tak”:
		| Wnioski: | data i podpis pracownika socjalnego""",
	REQUEST: """WNIOSEK O PRZYDZIELENIE ASYSTENTA RODZINY | Rodzina (przedstawiciel) | Adres | Podstawa wniosku:
		| Podstawa | Wywiad środowiskowy z dnia | Lista ryzyka | Uzasadnienie: | Proponowany asystent
		| data i podpis składającego wniosek | Rozstrzygnięcie | (data i podpis kierownika)""",
	TO_ASSISTANT: """PRZYDZIELENIE ASYSTENTA RODZINY | Na podstawie art. 11 i art. 15 | powierzam pracę z rodziną: | Przedstawiciel rodziny | Adres | Telefon | Podstawa pracy
		| Pracownik socjalny | Uzasadnienie wniosku: | (pieczęć i podpis kierownika)""",
	TO_FAMILY: """PRZYDZIELENIE ASYSTENTA RODZINY | Na podstawie art. 11 | przydzielam rodzinie asystenta rodziny: | Asystent rodziny | Telefon do asystenta
		| Podstawa pracy | (pieczęć i podpis kierownika) | Do wiadomości: | a/a
		| Informacja o przetwarzaniu danych osobowych:""",
	REFUSAL: """ODMOWA PRZYDZIELENIA ASYSTENTA RODZINY | Na podstawie art. 11 | asystent rodziny nie został przydzielony | Uzasadnienie:
		| (pieczęć i podpis kierownika) | Do wiadomości: | a/a | Informacja o przetwarzaniu danych osobowych:""",
}
HOSTILE = "<script>alert('x')</script> {{ 7*7 }} {% raw %} <b>gruby</b> & 1 < 2 😀"


@pytest.fixture
def family(site):
	family = make_family()
	assign(family.name, "social_worker", "Social Worker")
	return family


@pytest.fixture
def sent_request(family):
	notification = make_notification(family.name, interview_date=day(-8))
	risk_list = submitted(make_risk_list(family.name, "Yes"))
	papers = {"notification": notification.name, "risk_list": risk_list.name}
	with acting_as(email("social_worker")):
		return moved(make_request(family.name, basis="Interview and Analysis", **papers), SENT)


def decided(request, state: str, **values):
	with acting_as(email("head")):
		return moved(request, state, workload_reason="rodzina testowa", **values)


def wording(print_format: str) -> list[str]:
	return [one_line(piece) for piece in WORDING[print_format].split("|")]


@pytest.mark.parametrize("print_format", DOCTYPES)
def test_a_blank_paper_has_its_wording(print_format, site):
	blank = frappe.get_doc({"doctype": DOCTYPES[print_format]})
	assert_in_order(wording(print_format), text_of(page_of(blank, print_format)))


@pytest.mark.parametrize("print_format", DOCTYPES)
def test_so_has_its_pdf(print_format, site):
	text = pdf_text(make_blank_pdf(DOCTYPES[print_format], print_format), "-raw")
	for piece in wording(print_format)[-1:]:
		assert piece in one_line(text)


def test_a_risk_list_shows_every_item_and_its_answer(family):
	risk_list = make_risk_list(family.name, "Yes", conclusion="Potrzebny asystent.")
	risk_list.answers[1].update({"answer": "Not Known", "remark": "do ustalenia"})
	risk_list.save()
	page = page_of(risk_list, LIST)
	text = text_of(page)
	assert_in_order(wording(LIST), text)
	assert all(row.item_text in text for row in risk_list.answers)
	assert "do ustalenia" in text
	assert "Potrzebny asystent." in text
	assert "Suma wag odpowiedzi „tak”: 36 z 39; odpowiedzi „nie wiadomo”: 1." in text
	marked = [
		[cell.get_text() for cell in row.select("td")][2:5]
		for row in page.select(".sheet-row tr")
		if len(row.select("td")) == 6
	]
	assert marked[:2] == [["X", "", ""], ["", "", "X"]]


def test_a_request_shows_what_it_stands_on(sent_request):
	text = text_of(page_of(sent_request, REQUEST))
	assert_in_order(wording(REQUEST), text)
	for piece in ("Maria Testowa", "ul. Próbna 1", "art. 11", sent_request.risk_list, "Anna Asystentka"):
		assert piece in text
	assert "Marek Socjalny" in text


@pytest.mark.parametrize(
	("basis", "values", "shown"),
	[
		("Court Order", {"court_reference": "III Nsm 1/26", "court_date": "2026-08-03"}, "III Nsm 1/26"),
		("Za Życiem", {}, "bez wywiadu i analizy"),
		("Minor Parent", {"institution": "MOW w Lipowej Górze"}, "MOW w Lipowej Górze"),
	],
)
def test_a_request_shows_only_the_details_of_its_basis(family, basis, values, shown):
	text = text_of(page_of(make_request(family.name, basis=basis, **values), REQUEST))
	assert shown in text
	assert "Wywiad środowiskowy z dnia" not in text


def test_both_letters_of_an_assignment(sent_request):
	request = decided(sent_request, ASSIGNED)
	to_assistant = text_of(page_of(request, TO_ASSISTANT))
	assert_in_order(wording(TO_ASSISTANT), to_assistant)
	for piece in ("Anna Asystentka", "Maria Testowa", "500 100 200", "Marek Socjalny", request.name):
		assert piece in to_assistant
	to_family = text_of(page_of(request, TO_FAMILY))
	assert_in_order(wording(TO_FAMILY), to_family)
	for piece in ("Anna Asystentka", ASSISTANTS_PHONE, "ul. Próbna 1", "Grażyna Kierowniczka"):
		assert piece in to_family
	# What the workers wrote about the family is not for the letter to it.
	assert request.reason not in to_family
	assert request.workload_reason not in to_family


def test_the_refusal_says_why(sent_request):
	request = decided(sent_request, REFUSED, refusal_reason="rodzina nie wyraziła zgody")
	text = text_of(page_of(request, REFUSAL))
	assert_in_order(wording(REFUSAL), text)
	assert "rodzina nie wyraziła zgody" in text
	assert "Odmówiono przydzielenia, ponieważ rodzina nie wyraziła zgody" in text_of(
		page_of(request, REQUEST)
	)


@pytest.mark.parametrize("print_format", [TO_ASSISTANT, TO_FAMILY, REFUSAL])
def test_no_letter_before_its_decision(print_format, sent_request):
	text = text_of(page_of(sent_request, print_format))
	assert "Pisma nie ma" in text
	assert "Maria Testowa" not in text


def test_no_refusal_of_an_assignment_nor_the_other_way_round(sent_request):
	request = decided(sent_request, ASSIGNED)
	assert "Pisma nie ma" in text_of(page_of(request, REFUSAL))


def test_a_paper_prints_as_text_what_was_typed(family):
	risk_list = make_risk_list(family.name, conclusion=HOSTILE)
	risk_list.answers[0].remark = HOSTILE
	risk_list.save()
	request = make_request(family.name, reason=HOSTILE)
	for doc, print_format in ((risk_list, LIST), (request, REQUEST)):
		page = page_of(doc, print_format)
		assert not page.select("script, b")
		text = text_of(page)
		assert "{{ 7*7 }}" in text
		assert "49" not in text


def test_a_letter_shows_its_reader_nothing_of_a_foreign_family(sent_request):
	request = decided(sent_request, ASSIGNED)
	from opsfamily.ops_paper.intake import paper_family_address, paper_family_phone, paper_interview_of

	with acting_as(email("stranger")):
		assert paper_family_address(request) is None
		assert paper_family_phone(request) is None
		assert not paper_interview_of(request).interview_date
