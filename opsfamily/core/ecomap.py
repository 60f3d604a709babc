"""The ecomap as an SVG picture: a household in the middle, its support network around it."""

from collections.abc import Sequence
from itertools import zip_longest
from math import hypot
from typing import NamedTuple

from opsfamily.core import svg

WIDTH, MARGIN = 380, 8
BOX_WIDTH, BOX_HEIGHT, GAP = 122, 58, 8
RADIUS, LEAST_HEIGHT = 50, 190
NAME_SIZE, KIND_SIZE = 11, 10
# (dashes, thickness, colour) of each kind of support, in order. Colour only repeats what the line shows.
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
# Where the degree of cooperation is known, the line shows it instead of the kind: (dashes, thickness).
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
# PLAIN: a contact without a recorded degree. GAP_OF_DOUBLE: the thickness of the gap in a double line.
PLAIN, GAP_OF_DOUBLE, INK, PAPER = (None, 0.8), 2.4, "#000000", "#ffffff"
LEGEND_ROW, SAMPLE, LEGEND_SIZE = 16, 46, 11


class Degree(NamedTuple):
	"""A degree of cooperation: the office's name for it, its kind of line, its place in the legend."""

	name: str
	line: str
	rank: int = 0


class Contact(NamedTuple):
	"""An institution or a person of the network. kind: the office's name for it. details: everything else known."""

	kind: str
	name: str
	details: str = ""
	degree: Degree | None = None


class Words(NamedTuple):
	"""Texts of the picture in the reader's language. no_degree: the name of the plain line in the legend."""

	title: str
	description: str
	nobody: str
	no_degree: str = ""


def ecomap(household: str, contacts: Sequence[Contact], words: Words) -> str:
	"""Return the picture as SVG. Contacts are grouped by kind; without contacts the picture says so."""
	right, left = split_sides(sorted(contacts, key=lambda contact: contact.kind.casefold()))
	height = get_height(max(len(right), len(left)))
	middle = height / 2
	by_degree = any(contact.degree for contact in contacts)
	lines = get_lines_by_degree if by_degree else get_lines_by_kind
	drawn = [
		draw_contact(contact, x, y, middle, line)
		for side, x in ((right, WIDTH - MARGIN - BOX_WIDTH), (left, MARGIN))
		for (contact, y), line in zip(place_boxes(side, height), lines(side, contacts), strict=True)
	]
	note = [] if contacts else draw_note(words.nobody, height)
	legend = get_legend_rows(contacts, words) if by_degree else []
	note += draw_legend(legend, height)
	return svg.picture(
		WIDTH,
		height + LEGEND_ROW * len(legend) + (MARGIN if legend else 0),
		"ecomap",
		words.title,
		words.description,
		*drawn,
		draw_household(household, middle),
		*note,
	)


def split_sides(contacts: list[Contact]) -> tuple[list[Contact], list[Contact]]:
	"""Return the contacts on the right and on the left; the right side has one more when the number is odd."""
	half = (len(contacts) + 1) // 2
	return contacts[:half], contacts[half:]


def get_height(rows: int) -> float:
	"""Return the height of the picture for so many boxes on a side."""
	return max(LEAST_HEIGHT, rows * (BOX_HEIGHT + GAP) - GAP + 2 * MARGIN)


def place_boxes(side: list[Contact], height: float) -> list[tuple[Contact, float]]:
	"""Return each contact of a side with the upper edge of its box; the boxes are spread over the height."""
	step = (height - 2 * MARGIN) / max(len(side), 1)
	first = MARGIN + (step - BOX_HEIGHT) / 2
	return [(contact, first + number * step) for number, contact in enumerate(side)]


def get_lines_by_kind(side: list[Contact], contacts: Sequence[Contact]) -> list[tuple]:
	"""Return the line of each contact, one line for each kind of support."""
	kinds = sorted({contact.kind for contact in contacts}, key=str.casefold)
	return [LINES[kinds.index(contact.kind) % len(LINES)] for contact in side]


def get_lines_by_degree(side: list[Contact], _contacts: Sequence[Contact]) -> list[tuple]:
	"""Return the line of each contact by its degree of cooperation, always black."""
	return [(*get_line(contact.degree), INK) for contact in side]


def get_line(degree: Degree | None) -> tuple:
	"""Return (dashes, thickness) of a degree; an unknown kind of line is drawn solid."""
	return DEGREE_LINES.get(degree.line, DEGREE_LINES[SOLID]) if degree else PLAIN


def draw_contact(contact: Contact, x: float, y: float, middle: float, line: tuple) -> str:
	"""Draw a line from the household to a box with the contact's kind and name; the title holds all details."""
	dashes, thickness, colour = line
	stroke = {"stroke": colour, "stroke_width": thickness, "stroke_dasharray": dashes}
	# The border repeats the line of a kind of support; a degree is shown by the line alone.
	border = {"stroke": colour, "stroke_width": 1} if colour == INK else stroke
	edge, centre = (x if x > WIDTH / 2 else x + BOX_WIDTH), y + BOX_HEIGHT / 2
	ends = (*get_point_on_circle(edge, centre, middle), edge, centre)
	box = {"x": x, "y": y, "width": BOX_WIDTH, "height": BOX_HEIGHT, "rx": 4}
	return svg.element(
		"g",
		svg.element("title", svg.escape(full_text(contact))),
		draw_stroke(ends, **stroke),
		*draw_gap_of_double(contact.degree, ends),
		svg.element("rect", **box, fill="#ffffff", **border),
		*draw_box_texts(contact, x + BOX_WIDTH / 2, y),
	)


def draw_stroke(ends: tuple[float, float, float, float], **stroke: object) -> str:
	"""Draw a line between two points."""
	return svg.element("line", **dict(zip(("x1", "y1", "x2", "y2"), ends, strict=True)), **stroke)


def draw_gap_of_double(degree: Degree | None, ends: tuple[float, float, float, float]) -> list[str]:
	"""Draw the white gap that makes two lines of a double one; nothing for other lines."""
	is_double = degree and degree.line == DOUBLE
	return [draw_stroke(ends, stroke=PAPER, stroke_width=GAP_OF_DOUBLE)] if is_double else []


def get_legend_rows(contacts: Sequence[Contact], words: Words) -> list[tuple[Degree | None, str]]:
	"""Return each degree that is drawn with its name, the loosest first; the plain line is last, if drawn."""
	degrees = {contact.degree for contact in contacts if contact.degree}
	rows: list = [(degree, degree.name) for degree in sorted(degrees, key=lambda one: (one.rank, one.name))]
	is_plain = any(not contact.degree for contact in contacts)
	return [*rows, (None, words.no_degree)] if is_plain else rows


def draw_legend(rows: list[tuple[Degree | None, str]], top: float) -> list[str]:
	"""Draw the samples and names of the legend, from `top` down."""
	drawn = []
	for number, (degree, name) in enumerate(rows):
		y = top + MARGIN / 2 + LEGEND_ROW * (number + 0.5)
		ends = (MARGIN, y, MARGIN + SAMPLE, y)
		dashes, thickness = get_line(degree)
		shown = svg.wrapped(name, WIDTH - 2 * MARGIN - SAMPLE - 10, LEGEND_SIZE, 1)
		drawn += [
			draw_stroke(ends, stroke=INK, stroke_width=thickness, stroke_dasharray=dashes),
			*draw_gap_of_double(degree, ends),
			*(svg.text(line, MARGIN + SAMPLE + 10, y + 4, LEGEND_SIZE, fill=INK) for line in shown),
		]
	return drawn


def get_point_on_circle(x: float, y: float, middle: float) -> tuple[float, float]:
	"""Return the point where a line from the household's centre to a point leaves the circle."""
	across, down = x - WIDTH / 2, y - middle
	part = RADIUS / hypot(across, down)
	return WIDTH / 2 + across * part, middle + down * part


def draw_box_texts(contact: Contact, x: float, y: float) -> list[str]:
	"""Draw kind and name, centred in a box around `x` whose upper edge is `y`."""
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
	"""Return kind, name and details of a contact in one line."""
	heading = ": ".join(filter(None, (contact.kind, contact.name)))
	return ", ".join(filter(None, (heading, contact.details)))


def draw_household(household: str, middle: float) -> str:
	"""Draw the circle with the household's name."""
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


def draw_note(nobody: str, height: float) -> list[str]:
	"""Draw the note of a picture without contacts."""
	lines = zip_longest(svg.wrapped(nobody, WIDTH - 20, NAME_SIZE, 2), (20, 6))
	return [
		svg.text(line, WIDTH / 2, height - above, NAME_SIZE, text_anchor="middle", fill="#000000")
		for line, above in lines
		if line
	]
