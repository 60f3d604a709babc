"""Every sheet says whose it is, and a PDF has its title and its language."""

from io import BytesIO

import pytest
from pypdf import PdfReader

import frappe

from opsfamily.ops_paper.together import make_blank_pdf, make_pdf, make_sheet_pdf
from opsfamily.ops_paper.values import css_text
from opsfamily.tests.factories import make_assessment, make_family
from tests.site.papers import F1, F4, F5, page_of

pytestmark = pytest.mark.usefixtures("nothing_is_committed")


def read(pdf: bytes) -> PdfReader:
	return PdfReader(BytesIO(pdf))


def last_lines(pdf: bytes) -> list[str]:
	"""Return the foot of each page, one line of text."""
	texts = [page.extract_text() for page in read(pdf).pages]
	return [" ".join(text.split())[-90:] for text in texts]


@pytest.fixture
def assessment():
	# Longer than one sheet in each sphere.
	text = "Rodzice rozmawiają z dziećmi o szkole. " * 60
	return make_assessment(make_family().name, parenting=text, education=text)


def test_each_sheet_of_a_longer_paper_says_whose_it_is(assessment):
	pdf = make_pdf([assessment], F1)
	total = len(read(pdf).pages)
	assert total > 1
	for number, line in enumerate(last_lines(pdf), start=1):
		assert f"{F1} · {assessment.representative}" in line
		assert line.endswith(f"strona {number} z {total}")


def test_a_month_of_cards_numbers_each_paper_by_itself():
	sheets = ["<div>krótka</div>", "<div>długa</div>" + "<p>wiersz</p>" * 120, "<div>krótka</div>"]
	lines = last_lines(make_sheet_pdf(sheets, "Karty", feet=["pierwsza", "druga · Żaneta Łęcka", "trzecia"]))
	assert "pierwsza" not in lines[0] and "trzecia" not in lines[-1]
	between = lines[1:-1]
	assert len(between) > 1
	for number, line in enumerate(between, start=1):
		assert line.endswith(f"druga · Żaneta Łęcka strona {number} z {len(between)}")


def test_a_blank_form_has_its_name_and_the_page_alone():
	lines = last_lines(make_blank_pdf("Family Assessment", F1))
	assert all(f"{F1} strona" in line for line in lines)


def test_a_sheet_across_has_its_foot_too():
	pdf = make_sheet_pdf("<p>wiersz</p>" * 120, "Lista obecności", landscape=True)
	page = read(pdf).pages[0]
	assert page.mediabox.width > page.mediabox.height
	assert all("Lista obecności strona" in line for line in last_lines(pdf))


@pytest.mark.parametrize("paper", [F4, F5])
def test_a_pdf_has_title_and_language_for_archives(paper):
	pdf = read(make_blank_pdf("Assistant Timesheet", paper))
	assert pdf.metadata.title == paper
	assert pdf.trailer["/Root"]["/Lang"] == "pl-PL"
	assert pdf.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]


def test_a_title_names_the_document_and_nobody(assessment):
	title = read(make_pdf([assessment], F1)).metadata.title
	assert title == f"{F1} – {assessment.name}"
	assert assessment.representative not in title


def test_a_name_cannot_leave_the_style_of_a_browsers_print():
	shown = css_text('A"} </style><script>\\')
	assert not set('"<>{}/') & set(shown.replace("\\", ""))
	assert page_of(frappe.get_doc({"doctype": "Family Assessment"}), F1).find("style", media="print") is None
