"""The ecomap: a family's household in the middle, institutions and people of its support network around it."""

from collections.abc import Sequence
from itertools import zip_longest
from math import hypot
from typing import NamedTuple

from opsfamily.core import svg

WIDTH, MARGIN = 380, 8
BOX_WIDTH, BOX_HEIGHT, GAP = 122, 58, 8
RADIUS, LEAST_HEIGHT = 50, 190
NAME_SIZE, KIND_SIZE = 11, 10
# Colour only repeats what the line says: (dashes, thickness, colour) of the kinds, in their order.
LINES = (
	(None, 2, "#1f4e79"),
	("7 3", 2, "#7a3b00"),
	("2 3", 2.2, "#2d5f2e"),
	("9 3 2 3", 2, "#5b2a6e"),
	(None, 4, "#45525e"),
	("12 4", 3.4, "#8a1c1c"),
	("3 3", 4, "#205c5c"),
	("9 3 2 3 2 3", 3, "#4a4a00"),
)
# Where the degree of cooperation is known, the line shows it instead: (dashes, thickness) of its kinds.
DOTTED, DASHED, SOLID, DOUBLE, THICK = (
	f"{line} Line" for line in ("Dotted", "Dashed", "Solid", "Double", "Thick")
)
DEGREE_LINES = {
	DOTTED: ("1.5 5", 2.4),
	DASHED: ("9 5", 2),
	SOLID: (None, 3),
	DOUBLE: (None, 6),
	THICK: (None, 7),
}
# A contact whose degree nobody has recorded, and the middle of a double line.
PLAIN, GAP_OF_DOUBLE, INK, PAPER = (None, 0.8), 2.4, "#000000", "#ffffff"
LEGEND_ROW, SAMPLE, LEGEND_SIZE = 16, 46, 11


class Degree(NamedTuple):
	"""How far the cooperation goes: the office's word, the kind of its line, its place in the legend."""

	name: str
	line: str
	rank: int = 0


class Contact(NamedTuple):
	"""An institution or a person of the network. kind: the office's word for it; details: all that is known."""

	kind: str
	name: str
	details: str = ""
	degree: Degree | None = None


class Words(NamedTuple):
	"""What the picture says by itself, in the reader's language. no_degree: of the plain line in the legend."""

	title: str
	description: str
	nobody: str
	no_degree: str = ""


def ecomap(household: str, contacts: Sequence[Contact], words: Words) -> str:
	"""The picture as SVG. Contacts of a kind stand together; without one the picture says so."""
	right, left = sides(sorted(contacts, key=lambda contact: contact.kind.casefold()))
	height = picture_height(max(len(right), len(left)))
	middle = height / 2
	by_degree = any(contact.degree for contact in contacts)
	lines = degree_lines_of if by_degree else lines_of
	drawn = [
		contact_at(contact, x, y, middle, line)
		for side, x in ((right, WIDTH - MARGIN - BOX_WIDTH), (left, MARGIN))
		for (contact, y), line in zip(placed(side, height), lines(side, contacts), strict=True)
	]
	note = [] if contacts else note_of(words.nobody, height)
	legend = legend_rows(contacts, words) if by_degree else []
	note += legend_at(legend, height)
	return svg.picture(
		WIDTH,
		height + LEGEND_ROW * len(legend) + (MARGIN if legend else 0),
		"ecomap",
		words.title,
		words.description,
		*drawn,
		household_at(household, middle),
		*note,
	)


def sides(contacts: list[Contact]) -> tuple[list[Contact], list[Contact]]:
	"""The contacts right and left of the household; the right side has one more when they are odd."""
	half = (len(contacts) + 1) // 2
	return contacts[:half], contacts[half:]


def picture_height(rows: int) -> float:
	return max(LEAST_HEIGHT, rows * (BOX_HEIGHT + GAP) - GAP + 2 * MARGIN)


def placed(side: list[Contact], height: float) -> list[tuple[Contact, float]]:
	"""Each contact of a side with the upper edge of its box, spread over the height."""
	step = (height - 2 * MARGIN) / max(len(side), 1)
	first = MARGIN + (step - BOX_HEIGHT) / 2
	return [(contact, first + number * step) for number, contact in enumerate(side)]


def lines_of(side: list[Contact], contacts: Sequence[Contact]) -> list[tuple]:
	"""The kind of line of each contact: one kind of support, one kind of line."""
	kinds = sorted({contact.kind for contact in contacts}, key=str.casefold)
	return [LINES[kinds.index(contact.kind) % len(LINES)] for contact in side]


def degree_lines_of(side: list[Contact], _contacts: Sequence[Contact]) -> list[tuple]:
	"""The line of each contact by its degree of cooperation; black, as only the line speaks."""
	return [(*line_of(contact.degree), INK) for contact in side]


def line_of(degree: Degree | None) -> tuple:
	"""(dashes, thickness); a kind of line that is not known here is drawn as a solid one."""
	return DEGREE_LINES.get(degree.line, DEGREE_LINES[SOLID]) if degree else PLAIN


def contact_at(contact: Contact, x: float, y: float, middle: float, line: tuple) -> str:
	"""A line from the household to a box with the contact's kind and name; the whole text in a title."""
	dashes, thickness, colour = line
	stroke = {"stroke": colour, "stroke_width": thickness, "stroke_dasharray": dashes}
	# What the border of a box says by its kind of support, the line alone says of a degree.
	border = {"stroke": colour, "stroke_width": 1} if colour == INK else stroke
	edge, centre = (x if x > WIDTH / 2 else x + BOX_WIDTH), y + BOX_HEIGHT / 2
	ends = (*on_circle(edge, centre, middle), edge, centre)
	box = {"x": x, "y": y, "width": BOX_WIDTH, "height": BOX_HEIGHT, "rx": 4}
	return svg.element(
		"g",
		svg.element("title", svg.escape(full_text(contact))),
		stroke_between(ends, **stroke),
		*middle_of_double(contact.degree, ends),
		svg.element("rect", **box, fill="#ffffff", **border),
		*box_texts(contact, x + BOX_WIDTH / 2, y),
	)


def stroke_between(ends: tuple[float, float, float, float], **stroke: object) -> str:
	return svg.element("line", **dict(zip(("x1", "y1", "x2", "y2"), ends, strict=True)), **stroke)


def middle_of_double(degree: Degree | None, ends: tuple[float, float, float, float]) -> list[str]:
	"""The white in the middle that makes one broad line two."""
	is_double = degree and degree.line == DOUBLE
	return [stroke_between(ends, stroke=PAPER, stroke_width=GAP_OF_DOUBLE)] if is_double else []


def legend_rows(contacts: Sequence[Contact], words: Words) -> list[tuple[Degree | None, str]]:
	"""Each degree that is drawn, the loosest first, with its name; last the plain line, where there is one."""
	degrees = {contact.degree for contact in contacts if contact.degree}
	rows: list = [(degree, degree.name) for degree in sorted(degrees, key=lambda one: (one.rank, one.name))]
	is_plain = any(not contact.degree for contact in contacts)
	return [*rows, (None, words.no_degree)] if is_plain else rows


def legend_at(rows: list[tuple[Degree | None, str]], top: float) -> list[str]:
	"""The legend's samples and names, from `top` down."""
	drawn = []
	for number, (degree, name) in enumerate(rows):
		y = top + MARGIN / 2 + LEGEND_ROW * (number + 0.5)
		ends = (MARGIN, y, MARGIN + SAMPLE, y)
		dashes, thickness = line_of(degree)
		shown = svg.wrapped(name, WIDTH - 2 * MARGIN - SAMPLE - 10, LEGEND_SIZE, 1)
		drawn += [
			stroke_between(ends, stroke=INK, stroke_width=thickness, stroke_dasharray=dashes),
			*middle_of_double(degree, ends),
			*(svg.text(line, MARGIN + SAMPLE + 10, y + 4, LEGEND_SIZE, fill=INK) for line in shown),
		]
	return drawn


def on_circle(x: float, y: float, middle: float) -> tuple[float, float]:
	"""Where a line from the household's centre towards a point leaves its circle."""
	across, down = x - WIDTH / 2, y - middle
	part = RADIUS / hypot(across, down)
	return WIDTH / 2 + across * part, middle + down * part


def box_texts(contact: Contact, x: float, y: float) -> list[str]:
	room = BOX_WIDTH - 10
	kind = svg.wrapped(contact.kind, room, KIND_SIZE, 1)
	name = svg.wrapped(contact.name, room, NAME_SIZE, 3)
	texts = [(line, KIND_SIZE, {"font_style": "italic"}) for line in kind]
	texts += [(line, NAME_SIZE, {"font_weight": "bold"}) for line in name]
	first = y + BOX_HEIGHT / 2 - (len(texts) - 1) * 6.5 + 3.5
	return [
		svg.text(words, x, first + number * 13, size, text_anchor="middle", fill="#000000", **look)
		for number, (words, size, look) in enumerate(texts)
	]


def full_text(contact: Contact) -> str:
	heading = ": ".join(filter(None, (contact.kind, contact.name)))
	return ", ".join(filter(None, (heading, contact.details)))


def household_at(household: str, middle: float) -> str:
	lines = svg.wrapped(household, 2 * RADIUS - 18, 12, 4)
	first = middle - (len(lines) - 1) * 7.5 + 4
	circle = {"cx": WIDTH / 2, "cy": middle, "r": RADIUS, "fill": "#eeeeee"}
	return svg.element(
		"g",
		svg.element("title", svg.escape(household)),
		svg.element("circle", **circle, stroke="#000000", stroke_width=2.5),
		*(
			svg.text(line, WIDTH / 2, first + number * 15, 12, text_anchor="middle", fill="#000000")
			for number, line in enumerate(lines)
		),
	)


def note_of(nobody: str, height: float) -> list[str]:
	lines = zip_longest(svg.wrapped(nobody, WIDTH - 20, NAME_SIZE, 2), (20, 6))
	return [
		svg.text(line, WIDTH / 2, height - above, NAME_SIZE, text_anchor="middle", fill="#000000")
		for line, above in lines
		if line
	]
