"""Papers of control packs bound into PDFs: first page, contents, feet and page numbers.

The engine starts twice, however many packs there are: for all papers, and, when their pages are counted, for all first
pages and contents together with the feet of all sheets.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject

import frappe

from opsfamily.core.control_pack import find_marks, get_first_pages, get_mark, split_pages
from opsfamily.ops_paper.pdf import (
	LANGUAGE,
	Foot,
	add_drawing,
	find_beginnings,
	lay_over,
	number_sheets,
	read_drawing,
	set_title,
)
from opsfamily.ops_paper.together import draw_sheets

if TYPE_CHECKING:
	from opsfamily.ops_casework.doctype.control_pack.control_pack import ControlPack

FRONT = "opsfamily/templates/print_formats/control_pack_front.html"
# Stands above each entry of a pack; the colour of the dot tells on which page it begins.
MARK = (
	'<div style="font-size: 7pt">[poz. {number}]'
	'<div style="width: 0.4mm; height: 0.4mm; background-color: rgb{colour}"></div></div>'
)
ROWS_ON_A_PAGE = 30
TITLE = "Akta rodziny do kontroli"
FONT_KIND = {"/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
FONT, SIZE, MARGIN = "/OpsNumbers", 8, 24


class Item(NamedTuple):
	"""An entry of the contents. label: the paper's name; sheets: its markup."""

	label: str
	document: str
	day: object
	sheets: list[str]


class Body(NamedTuple):
	"""The papers of one pack. marks: of each page, the entries that begin on it; feet: of each page, or None."""

	pages: list
	marks: list[tuple[int, ...]]
	feet: list[Foot | None]


class Front(NamedTuple):
	"""The first pages of one pack and their feet."""

	pages: list
	feet: list[Foot | None]


def bind(packs: list[ControlPack], contents: list[list[Item]]) -> list[tuple[bytes, int]]:
	"""Return (PDF, number of pages) of each pack. contents: the entries of each."""
	bodies = draw_bodies(packs, contents)
	fronts, over = draw_fronts(packs, contents, bodies)
	drawn = iter(over)
	return [
		put_together(f"{TITLE} – {pack.name}", [*front.pages, *body.pages], [*front.feet, *body.feet], drawn)
		for pack, front, body in zip(packs, fronts, bodies, strict=True)
	]


# papers


def draw_bodies(packs: list[ControlPack], contents: list[list[Item]]) -> list[Body]:
	"""Return the papers of each pack, drawn in one run."""
	entries = [item for items in contents for item in items]
	numbers = [number for items in contents for number, _item in enumerate(items, start=1)]
	pdf = PdfReader(BytesIO(draw_sheets(mark_sheets(entries, numbers), TITLE)))
	drawings = [read_drawing(page) for page in pdf.pages]
	whose = [text for pack, items in zip(packs, contents, strict=True) for text in get_feet(pack, items)]
	feet = number_sheets(find_beginnings(drawings), whose)
	parts, pages = split_pages(find_marks(drawings), map(len, contents)), list(pdf.pages)
	return [
		Body(pages[first : first + len(marks)], marks, feet[first : first + len(marks)])
		for first, marks in parts
	]


def mark_sheets(entries: list[Item], numbers: list[int]) -> list[str]:
	"""Return all sheets, the first of each entry with its number in the contents of its pack."""
	sheets = []
	for place, (item, number) in enumerate(zip(entries, numbers, strict=True), start=1):
		mark = MARK.format(number=number, colour=get_mark(place))
		sheets += [mark + item.sheets[0], *item.sheets[1:]]
	return sheets


def get_feet(pack: ControlPack, items: list[Item]) -> list[str]:
	"""Return whose each sheet is, for its foot."""
	return [
		" · ".join((item.label, pack.representative or pack.family))
		for item in items
		for _sheet in item.sheets
	]


# first pages and contents


def draw_fronts(
	packs: list[ControlPack], contents: list[list[Item]], bodies: list[Body]
) -> tuple[list[Front], list]:
	"""Return the first pages of each pack, and a page for each foot of all packs in turn, drawn in one run.

	They are drawn anew where one of them is longer than thought, as that moves the pages behind it.
	"""
	lengths = [1 + ceil(len(items) / ROWS_ON_A_PAGE) for items in contents]
	for _attempt in range(3):
		sheets = [
			render_front(*pack, length)
			for *pack, length in zip(packs, contents, bodies, lengths, strict=True)
		]
		of_fronts = [
			number_sheets([True, *[False] * (length - 1)], [pack.name])
			for pack, length in zip(packs, lengths, strict=True)
		]
		feet = [
			foot
			for front, body in zip(of_fronts, bodies, strict=True)
			for foot in (*front, *body.feet)
			if foot
		]
		pages = list(PdfReader(BytesIO(draw_sheets(sheets, TITLE, feet=feet))).pages)
		pages, over = pages[: len(pages) - len(feet)], pages[len(pages) - len(feet) :]
		parts = split_fronts(pages)
		if list(map(len, parts)) == lengths:
			break
		lengths = list(map(len, parts))
	return [Front(*front) for front in zip(parts, of_fronts, strict=True)], over


def split_fronts(pages: list) -> list[list]:
	"""Return the pages of each front."""
	fronts: list[list] = []
	for page, begins in zip(pages, find_beginnings(map(read_drawing, pages)), strict=True):
		if begins:
			fronts.append([])
		fronts[-1].append(page)
	return fronts


def render_front(pack: ControlPack, items: list[Item], body: Body, length: int) -> str:
	"""Return the first page and the contents, where they take so many pages."""
	pages = get_first_pages(body.marks, length)
	rows = [(number, item, pages.get(number, "")) for number, item in enumerate(items, start=1)]
	ticked = [row for row in pack.papers if row.include]
	values = {"pack": pack, "rows": rows, "ticked": ticked, "left_out": len(pack.papers) - len(ticked)}
	return frappe.render_template(FRONT, values)


# page numbers


def put_together(title: str, pages: list, feet: list[Foot | None], drawn: Iterator) -> tuple[bytes, int]:
	"""Return one PDF of the pages, each with its foot and its number, and how many pages it has.

	drawn: yields the page of the next foot.
	"""
	writer = PdfWriter()
	for page in pages:
		writer.add_page(page)
	font = DictionaryObject(
		{NameObject(key): NameObject(value) for key, value in (("/Type", "/Font"), *FONT_KIND.items())}
	)
	for number, (page, foot) in enumerate(zip(writer.pages, feet, strict=True), start=1):
		if foot:
			lay_over(writer, page, next(drawn))
		write_number(writer, page, font, f"{number} / {len(pages)}")
	set_title(writer, title, LANGUAGE)
	out = BytesIO()
	writer.write(out)
	return out.getvalue(), len(pages)


def write_number(writer: PdfWriter, page, font: DictionaryObject, text: str) -> None:
	"""Write a text in the middle of the page's foot."""
	resources = page[NameObject("/Resources")].get_object()
	fonts = resources.setdefault(NameObject("/Font"), DictionaryObject()).get_object()
	fonts[NameObject(FONT)] = font
	middle = float(page.mediabox.width) / 2 - 10
	add_drawing(writer, page, f"BT {FONT} {SIZE} Tf 0 g {middle:.1f} {MARGIN} Td ({text}) Tj ET")
