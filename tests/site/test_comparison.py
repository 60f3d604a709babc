"""Two assessments side by side, as their reader may see them."""

import pytest
from bs4 import BeautifulSoup

import frappe

from opsfamily import api
from opsfamily.core.comparison import ADDED, CHANGED, GONE, SAME
from opsfamily.ops_casework.page.assessment_comparison import comparison
from opsfamily.ops_casework.page.assessment_comparison.comparison import AssessmentsOfTwoFamiliesError
from opsfamily.tests.factories import assign, confirmed, email, fresh, make_assessment, make_family, submitted
from tests.site.papers import one_line, pdf_text

HOSTILE = "<script>alert('x')</script> {{ 7*7 }} & 😀"
EARLIER = {
	"assessment_date": "2026-02-01",
	"housing_order": "brak lodówki",
	"debts": "czynsz 3 600 zł",
	"parenting_rating": "2",
	"bonds_rating": "4",
	"violence_rating": "1",
	"violence": "procedura zakończona",
	"third_party_note": "powiedziała sąsiadka",
	"incomes": [
		{"recipient": "Maria", "source": "zasiłek", "amount": 500},
		{"recipient": "Jan", "source": "praca", "amount": 900},
	],
	"household": [
		{"full_name": "Maria Testowa", "kinship": "matka", "health": "cukrzyca"},
		{"full_name": "Jan Testowy", "kinship": "syn", "workplace_or_school": "SP 2"},
		{"full_name": "Piotr Testowy"},
	],
}
LATER = {
	**EARLIER,
	"assessment_date": "2026-08-01",
	"housing_order": "kupiona lodówka",
	"debts": "",
	"residents": 4,
	"parenting_rating": "4",
	"bonds_rating": "3",
	"violence_rating": "3",
	"incomes": [
		{"recipient": "Maria", "source": "zasiłek", "amount": 650},
		{"recipient": "Maria", "source": "pół etatu", "amount": 2000},
	],
	"household": [
		{"full_name": "Maria Testowa", "kinship": "matka", "health": "cukrzyca wyrównana"},
		{"full_name": "Jan Testowy", "kinship": "syn", "workplace_or_school": "SP 3"},
		{"full_name": "Zosia Testowa"},
	],
}


@pytest.fixture
def family(site):
	family = make_family()
	for key, part in (("assistant", "Family Assistant"), ("social_worker", "Social Worker")):
		assign(family.name, key, part)
	return family


@pytest.fixture
def pair(family):
	return [submitted(make_assessment(family.name, **values)) for values in (EARLIER, LATER)]


def lines(pair, user: str) -> dict[str, comparison.Line]:
	"""Label → line, of fields whose label stands once; rows by their name."""
	from opsfamily.permissions.session import acting_as

	with acting_as(user):
		parts = comparison.get_parts(*(fresh(doc) for doc in pair))
	return {line.label: line for part in parts for line in part.lines}


def said(line: comparison.Line) -> tuple:
	return (str(line.earlier), str(line.later), line.change, line.words)


def test_fields_that_changed_came_and_went(pair):
	found = lines(pair, email("assistant"))
	assert said(found["Porządek, higiena, standard wyposażenia"]) == (
		"brak lodówki",
		"<strong>kupiona lodówka</strong>",
		CHANGED,
		"zmiana",
	)
	assert (found["Zadłużenia"].change, found["Zadłużenia"].words) == (GONE, "ubyło")
	assert found["Adres"].change == SAME and found["Adres"].sign == ""
	assert found["Dochód razem"].change == CHANGED


def test_a_rating_says_whether_it_is_better(pair):
	found = lines(pair, email("assistant"))
	assert said(found["Sfera wychowawcza: ocena"]) == ("2", "<strong>4</strong>", CHANGED, "lepiej")
	assert found["Więzi emocjonalne: ocena"].words == "gorzej"
	assert found["Struktura i role: ocena"].words == "bez zmian"


def test_rows_of_the_household_and_of_the_incomes(pair):
	found = lines(pair, email("assistant"))
	assert found["Jan Testowy"].words == "zmiana: Miejsce pracy, szkoła"
	assert "<strong>Miejsce pracy, szkoła: SP 3</strong>" in found["Jan Testowy"].later
	assert found["Zosia Testowa"].change == ADDED and not found["Zosia Testowa"].earlier
	assert found["Piotr Testowy"].change == GONE and not found["Piotr Testowy"].later
	with_incomes = comparison.get_parts(*pair)
	incomes = [
		(line.label, line.change)
		for part in with_incomes
		for line in part.lines
		if "Źródło dochodu" in line.earlier + line.later
	]
	assert incomes == [("Maria", CHANGED), ("Maria", ADDED), ("Jan", GONE)]


def test_level_one_is_for_who_holds_it(pair):
	seen, hidden = (
		" ".join(f"{line.label} {line.earlier} {line.later}" for line in lines(pair, email(key)).values())
		for key in ("assistant", "social_worker")
	)
	for word in ("cukrzyca", "procedura zakończona", "Przemoc"):
		assert word in seen and word not in hidden
	assert "Jan Testowy" in hidden
	# Of the member whose health alone changed, the others see no change.
	assert lines(pair, email("social_worker"))["Maria Testowa"].change == SAME


def test_what_third_parties_said_is_not_on_it(pair):
	assert "sąsiadka" not in comparison.render_comparison(*pair)


def test_the_newest_and_the_one_before_it_by_default(family, pair, as_user):
	draft = make_assessment(family.name, assessment_date="2026-09-01")
	cancelled = submitted(confirmed(make_assessment(family.name, assessment_date="2026-10-01")))
	cancelled.cancel()
	with as_user(email("assistant")):
		answer = api.assessment_comparison(family.name)
		of_one = api.assessment_comparison(family.name, later=pair[1].name)
	assert (answer["later"], answer["earlier"]) == (draft.name, pair[1].name)
	assert [choice["value"] for choice in answer["choices"]] == [draft.name, pair[1].name, pair[0].name]
	assert "wersja robocza" in answer["choices"][0]["label"]
	assert (of_one["later"], of_one["earlier"]) == (pair[1].name, pair[0].name)


def test_any_two(family, pair, as_user):
	with as_user(email("assistant")):
		answer = api.assessment_comparison(family.name, later=pair[0].name, earlier=pair[1].name)
	assert "gorzej" in answer["html"]


def test_one_assessment_is_compared_with_nothing(family, as_user):
	make_assessment(family.name)
	with as_user(email("assistant")):
		answer = api.assessment_comparison(family.name)
	assert answer["html"] == "Nie ma dwóch ocen do porównania." and answer["earlier"] is None


def test_two_families_are_not_compared(pair):
	other = make_assessment(make_family().name)
	with pytest.raises(AssessmentsOfTwoFamiliesError, match=other.name):
		comparison.render_comparison(pair[0], other)


@pytest.mark.parametrize("key", ["stranger", "nobody", "administrator", "other_assistant"])
def test_others_are_refused(family, pair, as_user, key):
	with as_user(email(key)):
		with pytest.raises(frappe.PermissionError):
			api.assessment_comparison(family.name)
		with pytest.raises(frappe.PermissionError):
			api.assessment_comparison_pdf(later=pair[1].name, earlier=pair[0].name)


def test_a_foreign_assessment_is_not_compared_with_ones_own(family, pair, as_user):
	foreign = make_assessment(make_family().name)
	with as_user(email("assistant")), pytest.raises(frappe.PermissionError):
		api.assessment_comparison(family.name, later=pair[1].name, earlier=foreign.name)


def test_both_are_logged_as_opened(family, pair, as_user):
	with as_user(email("assistant")):
		api.assessment_comparison(family.name)
	for doc in pair:
		assert frappe.db.count("View Log", {"reference_name": doc.name, "viewed_by": email("assistant")}) == 1


def test_in_black_and_white_a_change_has_a_sign_and_a_word(pair):
	text = one_line(BeautifulSoup(comparison.render_comparison(*pair), "html5lib").get_text(" "))
	for words in ("≠ zmiana", "+ doszło", "− ubyło", "≠ lepiej", "bez zmian"):
		assert words in text


def test_hostile_text_is_text(family):
	for on in ("2026-02-01", "2026-08-01"):
		rows = [{"full_name": HOSTILE, "kinship": HOSTILE}]
		make_assessment(family.name, assessment_date=on, parenting=f"{on} {HOSTILE}", household=rows)
	html = api.assessment_comparison(family.name)["html"]
	page = BeautifulSoup(html, "html5lib")
	assert not page.select("script")
	assert one_line(page.get_text(" ")).count(HOSTILE) == 5


def test_the_pdf(pair, as_user, nothing_is_committed):
	with as_user(email("assistant")):
		api.assessment_comparison_pdf(later=pair[1].name, earlier=pair[0].name)
	text = one_line(pdf_text(frappe.local.response.filecontent))
	assert "PORÓWNANIE OCEN" in text and "kupiona lodówka" in text and "1 sierpnia 2026" in text
	logged = frappe.get_all(
		"Access Log",
		{"export_from": "Family Assessment", "user": email("assistant")},
		pluck="reference_document",
	)
	assert {doc.name for doc in pair} <= set(logged)
