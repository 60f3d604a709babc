"""A family's competences over time as an SVG picture in black and white: a row for each area, three heights for the levels."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from opsfamily.core import svg
from opsfamily.core.competences import LEVELS, Course, get_rank
from opsfamily.core.course import (
	AXIS,
	MARGIN,
	RIGHT,
	ROW,
	WIDTH,
	Span,
	draw_label,
	draw_month_lines,
	draw_row_lines,
	get_span,
)

STEP, FLOOR, RADIUS = 9, 8, 4
LEGEND = 30


class Words(NamedTuple):
	"""Texts of the picture in the reader's language. levels: in the order of LEVELS; worked: a mark without a level."""

	title: str
	description: str
	levels: tuple[str, str, str]
	worked: str


def competences(courses: Sequence[Course], today: date, words: Words) -> str:
	"""Return the picture as SVG: an open ring while trained, a half one with help, a full one alone, and a line between."""
	span = get_span([day for course in courses for day in course.worked], {}, today)
	height = MARGIN + len(courses) * ROW + AXIS
	return svg.picture(
		WIDTH,
		height + LEGEND,
		"competences",
		words.title,
		words.description,
		*draw_month_lines(span, height),
		*(drawn for number, course in enumerate(courses) for drawn in draw_course(course, number, span)),
		*draw_legend(height + 8, words),
	)


def draw_course(course: Course, number: int, span: Span) -> list[str]:
	"""Draw an area: its name, a tick for each day on which it was worked on, its levels."""
	top = MARGIN + number * ROW
	points = [(span.x(day), get_y(top, level), level) for day, level in course.steps]
	drawn = [*draw_label(course.area, top), *draw_row_lines(top)]
	for day in course.worked:
		drawn.append(draw_tick(span.x(day), top + ROW))
	if len(points) > 1:
		path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _level in points)
		drawn.append(svg.element("polyline", points=path, fill="none", stroke="#000000", stroke_width=1))
	return [*drawn, *(mark for point in points for mark in draw_level(*point))]


def get_y(top: float, level: str) -> float:
	"""Return the height of a level in the row that begins at `top`."""
	return top + ROW - FLOOR - get_rank(level) * STEP


def draw_tick(x: float, floor: float) -> str:
	"""Draw a short line that stands on the floor of the row."""
	return svg.element("line", x1=x, y1=floor - 4, x2=x, y2=floor, stroke="#000000", stroke_width=1)


def draw_level(x: float, y: float, level: str) -> list[str]:
	"""Draw the mark of a level: a ring that is empty, filled below, or full."""
	ring = {"cx": x, "cy": y, "r": float(RADIUS), "stroke": "#000000", "stroke_width": 1.2}
	drawn = [svg.element("circle", **ring, fill="#000000" if level == LEVELS[-1] else "#ffffff")]
	if level == LEVELS[1]:
		half = f"M{x - RADIUS:.1f},{y:.1f} a{RADIUS},{RADIUS} 0 0 0 {2 * RADIUS},0 z"
		drawn.append(svg.element("path", d=half, fill="#000000"))
	return drawn


def draw_legend(top: float, words: Words) -> list[str]:
	"""Draw what the marks mean, in one line."""
	drawn, x = [], float(MARGIN + RADIUS)
	for level, word in zip(LEVELS, words.levels, strict=True):
		drawn += [*draw_level(x, top + 6, level), svg.text(word, x + 8, top + 9.5, 9.5, fill="#000000")]
		x += 22 + svg.text_width(word, 9.5)
	drawn.append(draw_tick(min(x, float(RIGHT)), top + 10))
	return [*drawn, svg.text(words.worked, x + 6, top + 9.5, 9.5, fill="#000000")]
