"""The genogram as an SVG picture in black on white: squares, circles, and the lines between them.

A man is a square, a woman a circle, whoever else a diamond; crossed out: has died; thick: lives with the family. A double
line: a couple; a broken one: parted; a thin one: a common child and nothing more known.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from opsfamily.core import svg
from opsfamily.core.genogram import (
	COMMON_CHILD,
	FEMALE,
	MALE,
	SEPARATED,
	TOGETHER,
	Couple,
	Place,
	Relative,
	get_couples,
	get_known_parents,
	lay_out,
)

INK, PAPER = "#000000", "#ffffff"
SLOT, MARGIN, LEAST_WIDTH = 100, 10, 380
SYMBOL, NAME_SIZE, LINE, NAME_LINES = 34, 11, 13, 3
THIN, THICK, LANE = 1.2, 3.6, 9
# Above the symbols of a row: room for the lines from the parents, and for couples that do not stand side by side.
HEADROOM, TEXT_GAP, BLOCK = 30, 5, SYMBOL + 5 + LINE * (NAME_LINES + 1)
SAMPLE, LEGEND_SIZE, LEGEND_ROW, LEGEND_COLUMN = 34, 10, 24, 180


class Words(NamedTuple):
	"""Texts of the picture in the reader's language; those after `nobody` are the legend's."""

	title: str
	description: str
	nobody: str
	male: str
	female: str
	unknown: str
	dead: str
	at_home: str
	together: str
	separated: str
	common_child: str


class Sheet(NamedTuple):
	"""Where everybody is drawn. centres: name → the middle of the symbol. feet: name → the end of the text under it.

	gaps: generation → where the room for lines under its people begins.
	"""

	width: float
	height: float
	centres: dict[str, tuple[float, float]]
	feet: dict[str, float]
	gaps: dict[int, float]


class Siblings(NamedTuple):
	"""The children of the same parents. lane: which of the level lines under the parents is theirs."""

	parents: tuple[str, ...]
	children: list[str]
	lane: int = 0


def get_width(people: Sequence[Relative]) -> float:
	"""Return the width that the picture needs to be read, in its own units (pixels on a screen)."""
	right = max((place.x for place in lay_out(people).values()), default=0)
	return max(LEAST_WIDTH, (right + 1) * SLOT + 2 * MARGIN)


def genogram(people: Sequence[Relative], words: Words) -> str:
	"""Return the picture as SVG; without people it says so. people: as `lay_out` takes them."""
	places, couples = lay_out(people), get_couples(people)
	siblings = get_siblings(people, places)
	sheet = make_sheet(people, places, siblings)
	legend = draw_legend(get_legend(people, couples, words), sheet)
	rows = -(-len(legend) // get_legend_columns(sheet))
	note = [] if people else [svg.text(words.nobody, sheet.width / 2, 40, 12, text_anchor="middle", fill=INK)]
	return svg.picture(
		sheet.width,
		sheet.height + rows * LEGEND_ROW + MARGIN,
		"genogram",
		words.title,
		words.description,
		*(draw_siblings(each, places, sheet) for each in siblings),
		*(draw_couple(couple, places, sheet) for couple in couples),
		*(draw_person(person, sheet) for person in people),
		*note,
		*legend,
	)


def get_siblings(people: Sequence[Relative], places: dict[str, Place]) -> list[Siblings]:
	"""Return the children of each parents; level lines that would touch lie in different lanes."""
	children: dict[frozenset, list[str]] = {}
	for person in people:
		if parents := get_known_parents(person, places):
			children.setdefault(frozenset(parents), []).append(person.name)
	found, taken = [], {}
	for parents, names in children.items():
		row, span = _get_span(parents, names, places)
		lanes = taken.setdefault(row, [])
		lane = next(
			(n for n, spans in enumerate(lanes) if all(_are_apart(span, s) for s in spans)), len(lanes)
		)
		if lane == len(lanes):
			lanes.append([])
		lanes[lane].append(span)
		found.append(Siblings(tuple(sorted(parents, key=lambda name: places[name].x)), names, lane))
	return found


def _get_span(
	parents: frozenset, names: list[str], places: dict[str, Place]
) -> tuple[int, tuple[float, float]]:
	xs = [places[name].x for name in (*parents, *names)]
	return max(places[name].generation for name in parents), (min(xs), max(xs))


def _are_apart(one: tuple[float, float], other: tuple[float, float]) -> bool:
	return one[1] < other[0] - 0.1 or other[1] < one[0] - 0.1


def make_sheet(people: Sequence[Relative], places: dict[str, Place], siblings: list[Siblings]) -> Sheet:
	"""Return where everybody is drawn; a row is as far from the next as the lines between them need."""
	width = get_width(people)
	right = max((place.x for place in places.values()), default=0)
	left = (width - right * SLOT) / 2
	tops, gaps, y = {}, {}, float(MARGIN)
	for generation in range(max((place.generation for place in places.values()), default=-1) + 1):
		lanes = [one.lane + 1 for one in siblings if places[one.parents[0]].generation == generation]
		tops[generation], gaps[generation] = y + 16, y + 16 + BLOCK
		y = gaps[generation] + (max(lanes) * LANE + HEADROOM if lanes else MARGIN)
	centres = {
		name: (left + place.x * SLOT, tops[place.generation] + SYMBOL / 2) for name, place in places.items()
	}
	feet = {person.name: centres[person.name][1] + _get_foot(person) for person in people}
	return Sheet(width, max(y, 60.0), centres, feet, gaps)


def _get_foot(person: Relative) -> float:
	return SYMBOL / 2 + TEXT_GAP + LINE * len(get_lines(person))


def get_lines(person: Relative) -> list[str]:
	"""Return the lines under a symbol: the name, then the caption."""
	name, room = person.name, SLOT - 10
	if any(svg.text_width(word, NAME_SIZE) > room for word in name.split()):
		# A double surname is broken where it is joined.
		name = name.replace("-", "- ")
	name = svg.wrapped(name, room, NAME_SIZE, NAME_LINES)
	return [*name, *svg.wrapped(person.caption, room, NAME_SIZE, 1)]


def draw_person(person: Relative, sheet: Sheet) -> str:
	"""Draw a symbol with name and caption under it; the title holds everything in words."""
	x, y = sheet.centres[person.name]
	lines = get_lines(person)
	named = len(lines) - bool(person.caption)
	return svg.element(
		"g",
		svg.element("title", svg.escape(person.full or person.name)),
		*draw_symbol(person.sex, person.at_home, person.is_dead, x, y, SYMBOL),
		*(
			svg.text(
				line,
				x,
				y + SYMBOL / 2 + TEXT_GAP + LINE * (number + 0.8),
				NAME_SIZE,
				text_anchor="middle",
				fill=INK,
				font_weight="bold" if number < named else None,
			)
			for number, line in enumerate(lines)
		),
	)


def draw_symbol(sex: str, at_home: bool, is_dead: bool, x: float, y: float, size: float) -> list[str]:
	"""Draw a square, a circle or a diamond around a point, with a cross over it for the dead."""
	half, look = size / 2, {"fill": PAPER, "stroke": INK, "stroke_width": THICK if at_home else THIN}
	if sex == MALE:
		shape = svg.element("rect", x=x - half, y=y - half, width=size, height=size, **look)
	elif sex == FEMALE:
		shape = svg.element("circle", cx=x, cy=y, r=half, **look)
	else:
		corners = ((x, y - half), (x + half, y), (x, y + half), (x - half, y))
		shape = svg.element("polygon", points=" ".join(f"{a:.1f},{b:.1f}" for a, b in corners), **look)
	reach = half if sex == MALE else half * (0.7 if sex == FEMALE else 0.5)
	cross = [(-reach, -reach, reach, reach), (-reach, reach, reach, -reach)] if is_dead else []
	return [shape, *(draw_line(x + a, y + b, x + c, y + d) for a, b, c, d in cross)]


def draw_couple(couple: Couple, places: dict[str, Place], sheet: Sheet) -> str:
	"""Draw the line between two people: from side to side of neighbours, else over the heads of those between them."""
	one, other = sorted((couple.one, couple.other), key=lambda name: places[name].x)
	(left, y), (right, _y) = sheet.centres[one], sheet.centres[other]
	if is_side_by_side(one, other, places):
		return draw_tie(couple.tie, left + SYMBOL / 2, right - SYMBOL / 2, y)
	over, top = y - SYMBOL / 2 - 8, y - SYMBOL / 2
	ends = [draw_line(x, over, x, top) for x in (left + 8, right - 8)]
	return svg.element("g", *ends, draw_tie(couple.tie, left + 8, right - 8, over))


def is_side_by_side(one: str, other: str, places: dict[str, Place]) -> bool:
	"""Return whether nobody stands between two people of a row."""
	row, left, right = places[one].generation, *sorted((places[one].x, places[other].x))
	return not any(place.generation == row and left < place.x < right for place in places.values())


def draw_tie(tie: str, left: float, right: float, y: float) -> str:
	"""Draw the kind of line: double, broken or thin."""
	if tie == TOGETHER:
		return svg.element("g", draw_line(left, y - 2, right, y - 2), draw_line(left, y + 2, right, y + 2))
	return draw_line(left, y, right, y, "6 5" if tie == SEPARATED else None)


def draw_siblings(one: Siblings, places: dict[str, Place], sheet: Sheet) -> str:
	"""Draw the lines from parents down to a level line, and from it down to each child."""
	bar = sheet.gaps[places[one.parents[0]].generation] + LANE * (one.lane + 0.5)
	starts = get_starts(one.parents, places, sheet)
	ends = [(sheet.centres[name][0], sheet.centres[name][1] - SYMBOL / 2) for name in one.children]
	xs = [x for x, _y in (*starts, *ends)]
	return svg.element(
		"g",
		*(draw_line(x, y, x, bar) for x, y in starts),
		draw_line(min(xs), bar, max(xs), bar),
		*(draw_line(x, bar, x, y) for x, y in ends),
	)


def get_starts(parents: tuple[str, ...], places: dict[str, Place], sheet: Sheet) -> list[tuple[float, float]]:
	"""Return where the lines to the children begin: between two neighbours, else under each parent's name."""
	if len(parents) == 2 and is_side_by_side(*parents, places):
		(left, y), (right, _y) = (sheet.centres[name] for name in parents)
		return [((left + right) / 2, y)]
	return [(sheet.centres[name][0], sheet.feet[name] + 2) for name in parents]


def draw_line(x1: float, y1: float, x2: float, y2: float, dashes: str | None = None) -> str:
	"""Draw a black line between two points."""
	look = {"stroke": INK, "stroke_width": THIN, "stroke_dasharray": dashes}
	return svg.element("line", x1=float(x1), y1=float(y1), x2=float(x2), y2=float(y2), **look)


def get_legend(people: Sequence[Relative], couples: list[Couple], words: Words) -> list[tuple[str, str]]:
	"""Return (what is drawn, its name) of everything in the picture that needs a name."""
	ties = {couple.tie for couple in couples}
	signs = (
		(MALE, words.male, any(person.sex == MALE for person in people)),
		(FEMALE, words.female, any(person.sex == FEMALE for person in people)),
		("", words.unknown, any(person.sex not in (MALE, FEMALE) for person in people)),
		("dead", words.dead, any(person.is_dead for person in people)),
		("home", words.at_home, any(person.at_home for person in people)),
		(TOGETHER, words.together, TOGETHER in ties),
		(SEPARATED, words.separated, SEPARATED in ties),
		(COMMON_CHILD, words.common_child, COMMON_CHILD in ties),
	)
	return [(sign, name) for sign, name, is_drawn in signs if is_drawn]


def get_legend_columns(sheet: Sheet) -> int:
	"""Return how many signs of the legend stand side by side."""
	return max(1, int((sheet.width - 2 * MARGIN) // LEGEND_COLUMN))


def draw_legend(signs: list[tuple[str, str]], sheet: Sheet) -> list[str]:
	"""Draw the signs with their names under the picture."""
	drawn, columns = [], get_legend_columns(sheet)
	for number, (sign, name) in enumerate(signs):
		x = MARGIN + LEGEND_COLUMN * (number % columns)
		y = sheet.height + LEGEND_ROW * (number // columns + 0.5)
		shown = svg.wrapped(name, LEGEND_COLUMN - SAMPLE - 12, LEGEND_SIZE, 2)
		first = y + 3.5 - 5.5 * (len(shown) - 1)
		texts = (
			svg.text(line, x + SAMPLE + 6, first + 11 * row, LEGEND_SIZE, fill=INK)
			for row, line in enumerate(shown)
		)
		drawn.append(svg.element("g", *draw_sample(sign, x, y), *texts))
	return drawn


def draw_sample(sign: str, x: float, y: float) -> list[str]:
	"""Draw one sign of the legend, at most SAMPLE wide."""
	if sign in (TOGETHER, SEPARATED, COMMON_CHILD):
		return [draw_tie(sign, x, x + SAMPLE, y)]
	shape = MALE if sign in ("dead", "home") else sign
	return draw_symbol(shape, sign == "home", sign == "dead", x + SAMPLE / 2, y, 14)
