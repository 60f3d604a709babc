"""Papers as PDF without the framework's print page: one page of HTML, one run of the PDF engine, no HTTP."""

import re
from collections.abc import Sequence

import frappe
from frappe.model.document import Document
from frappe.www.printview import get_rendered_template

from opsfamily.ops_paper.feet import get_foot, get_language, get_title
from opsfamily.ops_paper.pdf import LANGUAGE, Foot, finish_pdf
from opsfamily.permissions.access_log import write_line

STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
SHEETS = "opsfamily/templates/print_formats/sheets.html"
# The second paper of a card. The first is the DocType's default, which may be the office's layout.
SERVICE_CARD = "F5 Karta realizacji"


def make_pdf(
	documents: list[Document], print_formats: str | list[str], settings: dict | None = None
) -> bytes:
	"""Return one PDF with all papers of each document in turn, each paper on a new page.

	settings: changes of the office's Print Settings. Each print is logged. Raises PermissionError when the user
	may not print one of the documents.
	"""
	names = [print_formats] if isinstance(print_formats, str) else print_formats
	papers = [frappe.get_doc("Print Format", name) for name in names]
	sheets = [render_paper(document, paper, settings) for document in documents for paper in papers]
	feet = [get_foot(document, name) for document in documents for name in names]
	return make_sheet_pdf(sheets, get_title(documents, names), feet=feet, language=get_language(names))


def make_month_pdf(cards: list[Document]) -> bytes:
	"""Return one PDF with both monthly papers (F4, F5) of each card, card after card."""
	return make_pdf(cards, get_month_papers(cards[0].meta))


def get_month_papers(meta) -> list[str]:
	"""Return the papers of a month's card: the office's default, or ours where it has none; F5 unless it is switched off."""
	first = meta.default_print_format or frappe.get_cached_value("DocType", meta.name, "default_print_format")
	is_off = frappe.get_cached_value("Print Format", SERVICE_CARD, "disabled")
	return [first] if is_off else [first, SERVICE_CARD]


def make_sheet_pdf(
	sheet: str | list[str],
	title: str,
	landscape: bool = False,
	feet: list[str] | None = None,
	language: str = LANGUAGE,
) -> bytes:
	"""Return a PDF of ready markup, for a paper that is no print format; several sheets each on a new page.

	feet: for each sheet whose it is, for the foot of its pages; by default the title.
	"""
	sheets = [sheet] if isinstance(sheet, str) else sheet
	pdf = draw_sheets(sheets, title, landscape, language=language)
	return finish_pdf(pdf, title, feet or [title] * len(sheets), language)


def draw_sheets(
	sheets: list[str],
	title: str,
	landscape: bool = False,
	feet: Sequence[Foot] = (),
	language: str = LANGUAGE,
) -> bytes:
	"""Return the engine's PDF of ready markup, unfinished: each sheet on a new page, then a page for each foot.

	Starting the engine takes longer than drawing ten sheets, so what can be drawn together is.
	"""
	# Importing this opens a log file of the bench, so it must not happen at the top.
	from frappe.utils.pdf import get_pdf

	options = {"orientation": "Landscape"} if landscape else None
	values = {"sheets": with_each_style_once(sheets), "title": title, "feet": feet, "language": language}
	return get_pdf(frappe.render_template(SHEETS, values), options)


def with_each_style_once(sheets: list[str]) -> list[str]:
	"""Return the sheets with their style in the first one only, where all of them have the same.

	The platform and the PDF engine read each style again, and look through all of its rules for every cell.
	"""
	styles = [set(STYLE.findall(sheet)) for sheet in sheets]
	if len(set().union(*styles)) != 1 or not styles[0]:
		return sheets
	return [sheets[0], *(STYLE.sub("", sheet) for sheet in sheets[1:])]


def make_blank_pdf(doctype: str, print_format: str) -> bytes:
	"""Return a PDF of an empty form for the pen, even where the office does not allow drafts to be printed."""
	blank = frappe.get_doc({"doctype": doctype})
	return make_pdf([blank], print_format, {"allow_print_for_draft": 1})


def render_paper(
	document: Document, paper: Document, settings: dict | None = None, is_logged: bool = True
) -> str:
	"""Return a document on a print format as markup, and log the print (PermissionError).

	is_logged: false for a further form of a document whose print is logged already.
	"""
	document.check_permission("print")
	if is_logged:
		write_line(doctype=document.doctype, document=document.name, file_type="PDF", method="Print")
	return get_rendered_template(document, print_format=paper, meta=document.meta, settings=settings)
