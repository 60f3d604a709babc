"""PDFs of the platform's own print get feet, title and language over HTTP; the browser's print gets them as a style."""

import json
from io import BytesIO

import pytest
from pypdf import PdfReader

from opsfamily.tests.factories import assign, email, make_assessment, make_family
from tests.rest.http import Person

F1 = "F1 Ocena sytuacji rodziny"
PRINT = "frappe.utils.print_format"
WORDS = "Rodzice rozmawiają z dziećmi o szkole. " * 60


@pytest.fixture(scope="module")
def made(committed) -> dict:
	"""Two assessments, each longer than a sheet, of a family with a name that a style could not hold as it is."""

	def make() -> dict:
		family = make_family(representative='Żaneta "Ł" Stopkowa')
		assign(family.name, "client")
		pair = [make_assessment(family.name, parenting=WORDS, education=WORDS) for _number in range(2)]
		return {"Family": family, "First": pair[0], "Second": pair[1]}

	return committed(make)


def read(answer) -> PdfReader:
	assert answer.status_code == 200, answer.text
	assert answer.headers["Content-Type"].startswith("application/pdf")
	return PdfReader(BytesIO(answer.content))


def get_lines(pdf: PdfReader) -> list[str]:
	return [" ".join(page.extract_text().split())[-90:] for page in pdf.pages]


def test_the_platforms_pdf_has_feet_title_and_language(made):
	asked = {"doctype": "Family Assessment", "name": made["First"].name, "format": F1}
	pdf = read(Person(email("client")).call(f"{PRINT}.download_pdf", **asked))
	total = len(pdf.pages)
	for number, line in enumerate(get_lines(pdf), start=1):
		assert line.endswith(f'{F1} · Żaneta "Ł" Stopkowa strona {number} z {total}')
	assert pdf.metadata.title == f"{F1} – {made['First'].name}"
	assert pdf.trailer["/Root"]["/Lang"] == "pl-PL"


def test_several_papers_in_one_pdf_are_numbered_one_by_one(made):
	names = json.dumps([made["First"].name, made["Second"].name])
	asked = {"doctype": "Family Assessment", "name": names, "format": F1}
	lines = get_lines(read(Person(email("client")).call(f"{PRINT}.download_multi_pdf", **asked)))
	half = len(lines) // 2
	expected = [f"strona {number} z {half}" for number in range(1, half + 1)] * 2
	assert [line[-len(text) :] for line, text in zip(lines, expected, strict=True)] == expected


def test_a_browsers_print_has_the_foot_as_a_style(made):
	asked = {"doctype": "Family Assessment", "name": made["First"].name, "format": F1}
	page = Person(email("client")).get("/printview", params=asked).text
	assert "@bottom-left" in page and "counter(pages)" in page
	assert "Żaneta \\22 Ł\\22  Stopkowa" in page


def test_a_pdf_of_the_core_is_left_alone(made):
	answer = Person(email("client")).do(f"{PRINT}.report_to_pdf", html="<p>zestawienie</p>")
	assert "/Lang" not in read(answer).trailer["/Root"]
