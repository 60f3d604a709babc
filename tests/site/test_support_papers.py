"""The papers of consents and „Za życiem”: their wording, filled and blank, and what they never show."""

import pytest

import frappe

from opsfamily.ops_paper.together import make_blank_pdf
from opsfamily.tests.factories import (
	assign,
	email,
	fresh,
	make_authorisation,
	make_catalogue,
	make_consent,
	make_family,
	make_placement,
	make_running_schedule,
	submitted,
)
from tests.site.papers import F2, assert_in_order, one_line, page_of, pdf_text, text_of
from tests.site.test_papers import HOSTILE

pytestmark = pytest.mark.usefixtures("nothing_is_committed")

AUTHORISATION, CATALOGUE, CONSENT = "Upoważnienie", "Katalog wsparcia", "Zgoda"
DOCTYPES = {AUTHORISATION: "Authorisation", CATALOGUE: "Support Catalogue", CONSENT: "Consent"}
WORDING = {
	AUTHORISATION: """UPOWAŻNIENIE | Ja, niżej podpisana/y | (imię i nazwisko) | upoważniam asystenta rodziny
		| do występowania w moim imieniu, na moje żądanie | przed podmiotem: | Zakres upoważnienia:
		| Obowiązuje od dnia: | do dnia: | Wiem, że upoważnienie mogę w każdej chwili odwołać.
		| podpis osoby upoważniającej | podpis asystenta rodziny""",
	CATALOGUE: """KATALOG MOŻLIWEGO DO UZYSKANIA WSPARCIA | „Za życiem” | Osoba uprawniona:
		| Wniosek wpłynął dnia: | Katalog sporządzono dnia: | I. Potrzeby i możliwe wsparcie | potrzeba
		| forma wsparcia | podmiot | uzgodniony krok | stan
		| II. Wystąpienia asystenta w imieniu osoby uprawnionej | data | podmiot | co zrobiono | wynik
		| upoważnienie | podpis osoby uprawnionej | podpis asystenta rodziny""",
	CONSENT: """ZGODA | Ja, niżej podpisana/y | Rodzaj zgody: | Treść zgody: | Wiem, że zgodę mogę w każdej
		chwili wycofać. | Data: | podpis osoby wyrażającej zgodę""",
}


@pytest.fixture
def family() -> str:
	family = make_family().name
	assign(family)
	return family


def pieces(print_format: str) -> list[str]:
	return [one_line(piece) for piece in WORDING[print_format].split("|")]


def make(print_format: str, family: str, **values):
	maker = {AUTHORISATION: make_authorisation, CATALOGUE: make_catalogue, CONSENT: make_consent}
	return maker[print_format](family, **values)


@pytest.mark.parametrize("print_format", DOCTYPES)
def test_a_filled_paper_has_its_wording(family, print_format):
	document = make(print_format, family)
	text = text_of(page_of(document, print_format))
	assert_in_order(pieces(print_format), text)
	assert "Maria Testowa" in text
	printed = frappe.get_print(document.doctype, document.name, print_format, as_pdf=True)
	assert_in_order(pieces(print_format), one_line(pdf_text(printed, "-raw")))


@pytest.mark.parametrize("print_format", DOCTYPES)
def test_a_blank_paper_has_its_wording(print_format):
	pdf = make_blank_pdf(DOCTYPES[print_format], print_format)
	assert_in_order(pieces(print_format), one_line(pdf_text(pdf, "-raw")))


@pytest.mark.parametrize(
	("print_format", "values"),
	[
		(AUTHORISATION, {"scope": HOSTILE}),
		(CATALOGUE, {"issuer": HOSTILE, "needs": [{"need": HOSTILE, "step_agreed": HOSTILE}]}),
		(CONSENT, {"text": HOSTILE}),
	],
)
def test_typed_text_stays_text(family, print_format, values):
	page = page_of(make(print_format, family, **values), print_format)
	assert not page.select("script, b")
	assert HOSTILE in text_of(page)


def test_a_special_authorisation_names_its_body_and_a_general_one_says_any(family):
	special = text_of(page_of(make_authorisation(family), AUTHORISATION))
	assert "szczególne" in special and "Zakład Ubezpieczeń Społecznych" in special
	general = text_of(page_of(make_authorisation(family, reach="General"), AUTHORISATION))
	assert "ogólne" in general and "przed podmiotem: każdy podmiot" in general
	assert "do odwołania" in general


def test_a_withdrawn_authorisation_and_consent_say_so(family):
	authorisation = submitted(make_authorisation(family))
	authorisation.withdrawn_on = "2026-10-20"
	authorisation.save()
	assert "Odwołano dnia: 20 października 2026" in text_of(page_of(fresh(authorisation), AUTHORISATION))
	consent = make_consent(family, withdrawn_on="2026-10-20", next_step="End the Work")
	assert_in_order(["WYCOFANIE ZGODY", "20 października 2026"], text_of(page_of(consent, CONSENT)))


def test_the_catalogue_shows_needs_steps_and_their_ground(family):
	authorisation = submitted(make_authorisation(family))
	step = {"step_date": "2026-10-05", "body": authorisation.body, "step": "wniosek", "result": "przyjęto"}
	text = text_of(page_of(make_catalogue(family, steps=[step]), CATALOGUE))
	needs = ["rehabilitacja dziecka", "rehabilitacja społeczna i zawodowa", "do załatwienia"]
	assert_in_order([*needs, "05.10.2026", "wniosek", "przyjęto", authorisation.name], text)


def test_what_entitles_is_printed_for_its_readers_only(family, as_user):
	catalogue = make_catalogue(family, issuer="dr Tajna")
	assign(family, "social_worker", "Social Worker")
	with as_user(email("assistant")):
		assert "dr Tajna" in text_of(page_of(fresh(catalogue), CATALOGUE))
	with as_user(email("social_worker")):
		assert "dr Tajna" not in text_of(page_of(fresh(catalogue), CATALOGUE))


def test_the_foster_care_coordinator_signs_the_plan_while_a_placement_runs(family):
	signature = "podpis koordynatora rodzinnej pieczy zastępczej"
	plan = frappe.get_doc("Family Work Plan", make_running_schedule(family).plan)
	assert signature not in text_of(page_of(plan, F2))
	placement = make_placement(family)
	assert signature in text_of(page_of(plan, F2))
	placement.update({"until_date": "2026-11-01", "end_code": "Returned Home"})
	placement.save()
	assert signature not in text_of(page_of(plan, F2))


@pytest.mark.parametrize("print_format", DOCTYPES)
def test_a_blank_paper_is_one_sheet(print_format):
	assert pdf_text(make_blank_pdf(DOCTYPES[print_format], print_format)).count("\f") == 1
