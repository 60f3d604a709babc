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


class Contact(NamedTuple):
	"""An institution or a person of the network. kind: the office's word for it; details: all that is known."""

	kind: str
	name: str
	details: str = ""


class Words(NamedTuple):
	"""What the picture says by itself, in the reader's language."""

	title: str
	description: str
	nobody: str


def ecomap(household: str, contacts: Sequence[Contact], words: Words) -> str:
	"""The picture as SVG. Contacts of a kind stand together; without one the picture says so."""
	right, left = sides(sorted(contacts, key=lambda contact: contact.kind.casefold()))
	height = picture_height(max(len(right), len(left)))
	middle = height / 2
	drawn = [
		contact_at(contact, x, y, middle, line)
		for side, x in ((right, WIDTH - MARGIN - BOX_WIDTH), (left, MARGIN))
		for (contact, y), line in zip(placed(side, height), lines_of(side, contacts), strict=True)
	]
	note = [] if contacts else note_of(words.nobody, height)
	return svg.picture(
		WIDTH,
		height,
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


def contact_at(contact: Contact, x: float, y: float, middle: float, line: tuple) -> str:
	"""A line from the household to a box with the contact's kind and name; the whole text in a title."""
	dashes, thickness, colour = line
	stroke = {"stroke": colour, "stroke_width": thickness, "stroke_dasharray": dashes}
	edge, centre = (x if x > WIDTH / 2 else x + BOX_WIDTH), y + BOX_HEIGHT / 2
	from_x, from_y = on_circle(edge, centre, middle)
	box = {"x": x, "y": y, "width": BOX_WIDTH, "height": BOX_HEIGHT, "rx": 4}
	return svg.element(
		"g",
		svg.element("title", svg.escape(full_text(contact))),
		svg.element("line", x1=from_x, y1=from_y, x2=edge, y2=centre, **stroke),
		svg.element("rect", **box, fill="#ffffff", **stroke),
		*box_texts(contact, x + BOX_WIDTH / 2, y),
	)


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
