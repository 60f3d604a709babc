"""„Plan dla rodziny” in Ukrainian, Russian and English, with the Polish words beside them."""

from io import BytesIO

import pytest
from pypdf import PdfReader

import frappe

from opsfamily.core import plan_words
from opsfamily.ops_paper.together import make_blank_pdf, make_pdf
from opsfamily.tests.factories import assign, fresh, make_family, make_running_schedule
from tests.site.papers import page_of, pdf_text, text_of

pytestmark = pytest.mark.usefixtures("nothing_is_committed")

OTHERS = {language: paper for language, paper in plan_words.PAPERS.items() if language != "pl"}
# The day of the evaluation in words.
DAYS = {"uk": "30 листопада 2026 р.", "ru": "30 ноября 2026 г.", "en": "November 30, 2026"}


@pytest.fixture
def schedule():
	family = make_family()
	assign(family.name)
	schedule = make_running_schedule(
		family.name,
		actions=[{"party": "Family", "action": "Zapisać Jana do <poradni>", "due_date": "2026-11-20"}],
	)
	schedule.db_set("evaluation_date", "2026-11-30")
	return fresh(schedule)


@pytest.mark.parametrize("language", OTHERS)
def test_its_fixed_words_and_the_polish_ones_beside_them(schedule, language):
	text = text_of(page_of(schedule, OTHERS[language]))
	words, polish = plan_words.get_words(language), plan_words.get_words("pl")
	for key in words.keys() - {"yes", "no_tasks"}:
		assert f"{words[key]} / {polish[key]}" in text
	assert "Zapisać Jana do <poradni>" in text
	assert DAYS[language] in text


@pytest.mark.parametrize("language", OTHERS)
def test_its_pdf_is_readable_and_says_its_language(schedule, language):
	pdf = make_pdf([schedule], OTHERS[language])
	assert plan_words.get_words(language)["goal"] in " ".join(pdf_text(pdf).split())
	assert PdfReader(BytesIO(pdf)).trailer["/Root"]["/Lang"] == plan_words.TAGS[language]


@pytest.mark.parametrize("language", OTHERS)
def test_a_blank_one_for_the_pen(language):
	pdf = make_blank_pdf("Action Schedule", OTHERS[language])
	assert len(PdfReader(BytesIO(pdf)).pages) == 1


def test_the_polish_one_has_polish_words_alone(schedule):
	text = text_of(page_of(schedule, plan_words.PAPERS["pl"]))
	assert "NASZ PLAN" in text and " / " not in text


def test_the_offices_own_text_in_that_language(schedule):
	settings = frappe.get_single("OPS Settings")
	row = {
		"used_in": "Family Plan in Ukrainian",
		"from_date": "2020-01-01",
		"text": "Ми говоримо українською.",
	}
	settings.append("dated_texts", row)
	settings.save()
	assert "Ми говоримо українською." in text_of(page_of(schedule, OTHERS["uk"]))
	assert "Ми говоримо українською." not in text_of(page_of(schedule, OTHERS["ru"]))
