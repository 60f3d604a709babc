"""What is added to a PDF after the engine has drawn it: title, language, and at the foot of each sheet whose it is.

Debian's wkhtmltopdf prints no running heads, so the feet are drawn as a second small PDF and laid over the pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from io import BytesIO
from typing import NamedTuple

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
	ArrayObject,
	BooleanObject,
	DecodedStreamObject,
	DictionaryObject,
	NameObject,
	TextStringObject,
)

import frappe

# A dot of this colour, hardly to be told from white, stands where a paper begins (`title` of the macros, sheets.html).
BEGINNING = re.compile(rb"0?\.992\d* 0?\.996\d* 0?\.988\d* (?:scn|rg)")
LANGUAGE, FOOT = "pl-PL", "/OpsFoot"
FEET = "opsfamily/templates/print_formats/feet.html"
ORIENTATIONS = ("Portrait", "Landscape")
# Millimetres from the top of its own page at which a foot is drawn, and from the bottom of the sheet where it is laid.
DRAWN_AT, LAID_AT, POINTS = 15, 11, 72 / 25.4


class Foot(NamedTuple):
	"""The foot of one sheet: whose it is, and „strona 2 z 3”."""

	whose: str
	page: str


def finish_pdf(pdf: bytes, title: str, feet: list[str] | None = None, language: str = LANGUAGE) -> bytes:
	"""Return the PDF with its title and language, and with a foot on each sheet of the papers that are longer than one.

	feet: for each paper in the PDF, in turn, whose it is. Where their number is not that of the papers found in the
	PDF, each sheet gets its number alone.
	"""
	writer = PdfWriter()
	writer.append_pages_from_reader(PdfReader(BytesIO(pdf)))
	if feet is not None:
		lay_feet(writer, number_sheets(find_beginnings(map(read_drawing, writer.pages)), feet))
	set_title(writer, title, language)
	out = BytesIO()
	writer.write(out)
	return out.getvalue()


def set_title(writer: PdfWriter, title: str, language: str) -> None:
	"""Write title and language, which archives and screen readers ask for."""
	writer.add_metadata({"/Title": title})
	root = writer._root_object
	root[NameObject("/Lang")] = TextStringObject(language)
	shown = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
	root[NameObject("/ViewerPreferences")] = shown


def find_beginnings(drawings: Iterable[bytes]) -> list[bool]:
	"""Return for each page (its drawing, as the PDF has it) whether a paper begins on it; the first page always does."""
	found = [bool(BEGINNING.search(drawing)) for drawing in drawings]
	return [True, *found[1:]] if found else []


def number_sheets(begins: list[bool], feet: list[str]) -> list[Foot | None]:
	"""Return the foot of each page, None on a paper of one sheet. begins: of each page, whether a paper begins on it."""
	firsts = [number for number, is_first in enumerate(begins) if is_first]
	if len(firsts) != len(feet):
		firsts, feet = [0], [""]
	sheets: list[Foot | None] = []
	for first, following, whose in zip(firsts, [*firsts[1:], len(begins)], feet, strict=True):
		total = following - first
		numbered = [Foot(whose, f"strona {number} z {total}") for number in range(1, total + 1)]
		sheets += numbered if total > 1 else [None] * total
	return sheets


def lay_feet(writer: PdfWriter, feet: list[Foot | None]) -> None:
	"""Draw the feet on their pages."""
	for orientation in ORIENTATIONS:
		pages = [
			(page, foot)
			for page, foot in zip(writer.pages, feet, strict=True)
			if foot and get_orientation(page) == orientation
		]
		if pages:
			drawn = draw_feet([foot for _page, foot in pages], orientation)
			for (page, _foot), over in zip(pages, drawn.pages, strict=False):
				lay_over(writer, page, over)


def get_orientation(page) -> str:
	"""Return the orientation of a page by its width and height."""
	return "Landscape" if page.mediabox.width > page.mediabox.height else "Portrait"


def draw_feet(feet: list[Foot], orientation: str) -> PdfReader:
	"""Return a PDF with one page for each foot, in the fonts of the papers."""
	# Importing this opens a log file of the bench, so it must not happen at the top.
	from frappe.utils.pdf import get_pdf

	options = {"orientation": orientation, "page-size": "A4", "margin-top": f"{DRAWN_AT}mm"}
	return PdfReader(BytesIO(get_pdf(frappe.render_template(FEET, {"feet": feet}), options)))


def lay_over(writer: PdfWriter, page, over) -> None:
	"""Draw one page over another: as a form, so that no line of either is read."""
	drawing = DecodedStreamObject()
	drawing.set_data(read_drawing(over))
	form = drawing.flate_encode()
	form[NameObject("/Type")] = NameObject("/XObject")
	form[NameObject("/Subtype")] = NameObject("/Form")
	form[NameObject("/BBox")] = ArrayObject(over.mediabox)
	form[NameObject("/Resources")] = over["/Resources"].clone(writer)
	resources = page[NameObject("/Resources")].get_object()
	forms = resources.setdefault(NameObject("/XObject"), DictionaryObject()).get_object()
	# Pages may share their resources, so each foot has a name of its own.
	name = f"{FOOT}{len(forms)}"
	forms[NameObject(name)] = writer._add_object(form)
	# The engine draws white below a foot; moved down, that is below the sheet.
	down = float(over.mediabox.height) - (DRAWN_AT + LAID_AT) * POINTS
	add_drawing(writer, page, f"1 0 0 1 0 {-down:.2f} cm {name} Do")


# drawings of a page


def add_drawing(writer: PdfWriter, page, text: str) -> None:
	"""Add a drawing to a page; what the page draws is closed off before.

	A stream is added as it is: merging a second page would read and write every line of the first.
	"""
	streams = [make_stream(writer, "q"), *get_streams(page), make_stream(writer, f"Q q {text} Q")]
	page[NameObject("/Contents")] = ArrayObject(streams)


def get_streams(page) -> list:
	"""Return what draws a page: references to one stream or more."""
	drawn = page.raw_get(NameObject("/Contents"))
	return list(drawn.get_object()) if isinstance(drawn.get_object(), ArrayObject) else [drawn]


def read_drawing(page) -> bytes:
	"""Return what draws a page, as the PDF has it."""
	return b"\n".join(stream.get_object().get_data() for stream in get_streams(page))


def make_stream(writer: PdfWriter, text: str):
	"""Return a reference to a new stream of the PDF."""
	stream = DecodedStreamObject()
	stream.set_data(text.encode("ascii"))
	return writer._add_object(stream)
