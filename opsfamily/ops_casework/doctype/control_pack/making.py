"""The PDF of a control pack: one HTML of all papers and one run of the PDF engine, then contents and page numbers."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject

import frappe

from opsfamily.core.control_pack import Paper, find_marks, get_first_pages, get_mark
from opsfamily.ops_casework.doctype.control_pack import terms
from opsfamily.ops_casework.doctype.control_pack.papers import get_papers, why_left_out
from opsfamily.ops_paper.custom_fields import paper_fields
from opsfamily.ops_paper.pdf import LANGUAGE, add_drawing, read_drawing, set_title
from opsfamily.ops_paper.together import make_sheet_pdf, render_paper
from opsfamily.ops_paper.values import paper_month
from opsfamily.permissions.access_log import write_line

if TYPE_CHECKING:
	from frappe.model.document import Document

	from opsfamily.ops_casework.doctype.control_pack.control_pack import ControlPack

TEMPLATES = "opsfamily/templates/print_formats"
FRONT, TERMS, PLAIN = (f"{TEMPLATES}/control_pack_{part}.html" for part in ("front", "terms", "plain"))
# Stands above each entry of the pack; the colour of the dot tells on which page it begins.
MARK = (
	'<div style="font-size: 7pt">[poz. {number}]'
	'<div style="width: 0.4mm; height: 0.4mm; background-color: rgb{colour}"></div></div>'
)
ROWS_ON_A_PAGE = 30
TITLE = "Akta rodziny do kontroli"
TERMS_TITLE = "Czego brakuje / co było po terminie"
FONT_KIND = {"/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
FONT, SIZE, MARGIN = "/OpsNumbers", 8, 24


class Item(NamedTuple):
	"""An entry of the contents. label: the paper's name; sheets: its markup."""

	label: str
	document: str
	day: object
	sheets: list[str]


def make_pack(
	pack: ControlPack, tell: Callable[[int, int], None] = lambda _done, _total: None
) -> tuple[bytes, int]:
	"""Return the PDF of the pack and its number of pages, with the rights and levels of the session's user.

	tell: called with how many papers are rendered, of how many.
	"""
	items = [make_terms(pack), *render_papers(pack, tell)]
	body = PdfReader(BytesIO(make_sheet_pdf(mark_sheets(items), pack.name, feet=get_feet(pack, items))))
	marks = find_marks(read_drawing(page) for page in body.pages)
	front = make_front(pack, items, marks)
	return put_together([front, body], f"{TITLE} – {pack.name}")


def render_papers(pack: ControlPack, tell: Callable[[int, int], None]) -> list[Item]:
	"""Return the papers of the pack: all but those that are left out and not ticked."""
	ticked, items = pack.get_ticked(), []
	papers = get_papers(pack.family, *pack.get_period())
	for number, paper in enumerate(papers, start=1):
		doc = frappe.get_doc(*paper.key)
		if paper.key in ticked or not why_left_out(doc):
			items.append(render(doc, paper))
		tell(number, len(papers))
	return items


def render(doc: Document, paper: Paper) -> Item:
	"""Return a paper as it prints, on its forms or, where it has none, on a plain sheet."""
	label = frappe._(paper.doctype)
	if doc.get("month"):
		# A card is of a month, and prints on both of its forms.
		return Item(
			f"{label} – {paper_month(doc.month)} (F4, F5)", paper.name, None, render_forms(doc, paper)
		)
	return Item(label, paper.name, paper.day, render_forms(doc, paper))


def render_forms(doc: Document, paper: Paper) -> list[str]:
	"""Return the markup of a paper, one sheet for each of its forms."""
	forms = [frappe.get_cached_doc("Print Format", form) for form in paper.forms]
	return [render_paper(doc, form) for form in forms] or [render_plain(doc)]


def render_plain(doc: Document) -> str:
	"""Return a document without a form as a sheet of its fields, and log it as printed (PermissionError)."""
	doc.check_permission("read")
	write_line(doctype=doc.doctype, document=doc.name, file_type="PDF", method="Print")
	doc.before_print()
	return frappe.render_template(PLAIN, {"doc": doc, "rows": paper_fields(doc)})


def make_terms(pack: ControlPack) -> Item:
	"""Return the sheet „czego brakuje / co było po terminie” of the family and the period."""
	period = (pack.family, *pack.get_period())
	values = {"pack": pack, **terms.get_sheet(*period)._asdict()}
	return Item(TERMS_TITLE, "", None, [frappe.render_template(TERMS, values)])


def mark_sheets(items: list[Item]) -> list[str]:
	"""Return all sheets, the first of each entry with its number in the contents."""
	sheets = []
	for number, item in enumerate(items, start=1):
		mark = MARK.format(number=number, colour=get_mark(number))
		sheets += [mark + item.sheets[0], *item.sheets[1:]]
	return sheets


def get_feet(pack: ControlPack, items: list[Item]) -> list[str]:
	"""Return whose each sheet is, for its foot."""
	return [
		" · ".join((item.label, pack.representative or pack.family))
		for item in items
		for _sheet in item.sheets
	]


def make_front(pack: ControlPack, items: list[Item], marks: list[tuple[int, ...]]) -> PdfReader:
	"""Return the first page and the contents; they are rendered anew where they are longer than thought."""
	before = 1 + ceil(len(items) / ROWS_ON_A_PAGE)
	for _attempt in range(3):
		pages = get_first_pages(marks, before)
		rows = [(number, item, pages.get(number, "")) for number, item in enumerate(items, start=1)]
		ticked = [row for row in pack.papers if row.include]
		values = {"pack": pack, "rows": rows, "ticked": ticked, "left_out": len(pack.papers) - len(ticked)}
		front = PdfReader(BytesIO(make_sheet_pdf(frappe.render_template(FRONT, values), pack.name)))
		if len(front.pages) == before:
			break
		before = len(front.pages)
	return front


# page numbers


def put_together(parts: list[PdfReader], title: str) -> tuple[bytes, int]:
	"""Return one PDF of the parts with a number at the foot of each page, and how many pages it has."""
	writer, total = PdfWriter(), sum(len(part.pages) for part in parts)
	for part in parts:
		for page in part.pages:
			writer.add_page(page)
	font = DictionaryObject(
		{NameObject(key): NameObject(value) for key, value in (("/Type", "/Font"), *FONT_KIND.items())}
	)
	for number, page in enumerate(writer.pages, start=1):
		write_number(writer, page, font, f"{number} / {total}")
	set_title(writer, title, LANGUAGE)
	out = BytesIO()
	writer.write(out)
	return out.getvalue(), total


def write_number(writer: PdfWriter, page, font: DictionaryObject, text: str) -> None:
	"""Write a text in the middle of the page's foot."""
	resources = page[NameObject("/Resources")].get_object()
	fonts = resources.setdefault(NameObject("/Font"), DictionaryObject()).get_object()
	fonts[NameObject(FONT)] = font
	middle = float(page.mediabox.width) / 2 - 10
	add_drawing(writer, page, f"BT {FONT} {SIZE} Tf 0 g {middle:.1f} {MARGIN} Td ({text}) Tj ET")
