"""The course of a case as an SVG picture: ratings of its assessments over time, and contacts per week."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from opsfamily.core import svg
from opsfamily.core.months import add_months

WIDTH, MARGIN = 380, 8
LEFT, RIGHT = 130, 366
ROW, HIGHEST, STEP = 34, 5, 4.5
BARS, AXIS = 74, 22
MOST_LABELS = 5
MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60)
WEEK = timedelta(days=7)


class Sphere(NamedTuple):
	"""A sphere of the family's life with its ratings by the day of the assessment.

	scale: the office's ratings from the worst to the best.
	"""

	label: str
	ratings: Sequence[tuple[date, int | str]]
	scale: Sequence[int | str] = (1, 2, 3, 4, 5)

	def get_level(self, rating: int | str) -> float:
		"""Return the rating's place on the scale, 0 to 1; the middle for one that the scale does not have now."""
		if rating not in self.scale or len(self.scale) == 1:
			return 0.5
		return self.scale.index(rating) / (len(self.scale) - 1)


class Words(NamedTuple):
	"""Texts of the picture in the reader's language."""

	title: str
	description: str
	contacts: str
	not_rated: str


class Span(NamedTuple):
	"""The first and the last day that the picture shows."""

	first: date
	last: date

	def x(self, day: date) -> float:
		"""Return the position of a day on the time axis."""
		days = max((self.last - self.first).days, 1)
		return LEFT + (RIGHT - LEFT) * (day - self.first).days / days


def course(spheres: Sequence[Sphere], contacts: Iterable[date], today: date, words: Words) -> str:
	"""Return the picture as SVG: a line of points for each sphere, and below a bar for each week's contacts."""
	weeks = contacts_by_week(contacts)
	span = get_span([day for sphere in spheres for day, _rating in sphere.ratings], weeks, today)
	top = MARGIN + len(spheres) * ROW
	height = top + BARS + AXIS + MARGIN
	return svg.picture(
		WIDTH,
		height,
		"course",
		words.title,
		words.description,
		*draw_month_lines(span, height),
		*(row for number, sphere in enumerate(spheres) for row in draw_sphere(sphere, number, span, words)),
		*draw_week_bars(weeks, span, top, words),
	)


def monday(day: date) -> date:
	"""Return the first day of the day's week."""
	return day - timedelta(days=day.weekday())


def contacts_by_week(contacts: Iterable[date]) -> dict[date, int]:
	"""Return Monday → number of contacts in that week; weeks without contacts are left out."""
	return dict(sorted(Counter(monday(day) for day in contacts).items()))


def get_span(assessed: list[date], weeks: dict[date, int], today: date) -> Span:
	"""Return the days to show: from the first assessment or contact, at least four weeks, to the end of a week."""
	last = max([monday(today), *assessed, *weeks]) + timedelta(days=6)
	return Span(monday(min([today - 4 * WEEK, *assessed, *weeks])), last)


def month_starts(span: Span) -> list[date]:
	"""Return the first days of the months to mark: evenly spread, no more than fit."""
	first = add_months(span.first.replace(day=1), 1)
	months = max((span.last.year - first.year) * 12 + span.last.month - first.month + 1, 0)
	step = next((step for step in MONTH_STEPS if months <= step * MOST_LABELS), months // MOST_LABELS + 1)
	marks = (add_months(first, number) for number in range(0, months, step))
	return [mark for mark in marks if mark <= span.last]


def draw_month_lines(span: Span, height: float) -> list[str]:
	"""Draw a line and a label at the beginning of each marked month."""
	drawn = []
	for mark in month_starts(span):
		x = span.x(mark)
		drawn.append(svg.element("line", x1=x, y1=MARGIN, x2=x, y2=height - AXIS, stroke="#cccccc"))
		anchor = "end" if x > RIGHT - 20 else "middle"
		label = {"text_anchor": anchor, "fill": "#000000"}
		drawn.append(svg.text(f"{mark:%m.%Y}", x, height - AXIS + 13, 10, **label))
	return drawn


def draw_sphere(sphere: Sphere, number: int, span: Span, words: Words) -> list[str]:
	"""Draw the sphere's name and its points, joined by a line, each with its rating inside."""
	top = MARGIN + number * ROW
	points = [
		(span.x(day), top + ROW - 8 - sphere.get_level(rating) * (HIGHEST - 1) * STEP, rating)
		for day, rating in sphere.ratings
	]
	drawn = [*draw_label(sphere.label, top), *draw_row_lines(top)]
	if not points:
		drawn.append(svg.text(words.not_rated, LEFT + 4, top + ROW / 2 + 3, 10, fill="#444444"))
	path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _rating in points)
	if len(points) > 1:
		drawn.append(svg.element("polyline", points=path, fill="none", stroke="#000000", stroke_width=1.4))
	return [*drawn, *(mark for point in points for mark in draw_point(*point))]


def draw_label(label: str, top: float) -> list[str]:
	"""Draw a row's label in at most two lines; the title holds the whole label."""
	lines = svg.wrapped(label, LEFT - MARGIN - 10, 10.5, 2)
	first = top + ROW / 2 - (len(lines) - 1) * 5.75 + 3
	texts = (
		svg.text(line, MARGIN, first + number * 11.5, 10.5, fill="#000000")
		for number, line in enumerate(lines)
	)
	return [svg.element("g", svg.element("title", svg.escape(label)), *texts)]


def draw_row_lines(top: float) -> list[str]:
	"""Draw the row's floor and thinner lines at the lowest and the highest rating."""
	across = {"x1": LEFT, "x2": RIGHT}
	low, high, floor = top + ROW - 8, top + ROW - 8 - (HIGHEST - 1) * STEP, top + ROW
	thin = {"stroke": "#bbbbbb", "stroke_width": 0.6, "stroke_dasharray": "2 2"}
	return [
		*(svg.element("line", **across, y1=y, y2=y, **thin) for y in (low, high)),
		svg.element("line", x1=MARGIN, x2=RIGHT, y1=floor, y2=floor, stroke="#dddddd"),
	]


def draw_point(x: float, y: float, rating: int | str) -> list[str]:
	"""Draw a ring with the rating inside, of a word its first letters; the picture's description has it whole."""
	look = {"text_anchor": "middle", "font_weight": "bold", "fill": "#000000"}
	return [
		svg.element("circle", cx=x, cy=y, r=6.5, fill="#ffffff", stroke="#000000", stroke_width=1.2),
		svg.text(svg.escape(str(rating)[:2]), x, y + 3.4, 9.5, **look),
	]


def draw_week_bars(weeks: dict[date, int], span: Span, top: float, words: Words) -> list[str]:
	"""Draw a bar for each week with contacts; narrow bars have only the largest number next to the axis."""
	floor, most = top + BARS, max(weeks.values(), default=0)
	room = span.x(span.first + WEEK) - span.x(span.first)
	drawn = [*draw_label(words.contacts, top + 20)]
	for week, count in weeks.items():
		height = (BARS - 18) * count / most
		bar = {"x": span.x(week), "y": floor - height, "width": max(room * 0.75, 0.8), "height": height}
		drawn.append(svg.element("rect", **bar, fill="#3d4a57"))
		if room > 8:
			middle = span.x(week) + room * 0.375
			look = {"text_anchor": "middle", "fill": "#000000"}
			drawn.append(svg.text(str(count), middle, floor - height - 3, 10, **look))
	if most and room <= 8:
		drawn.append(svg.text(str(most), LEFT - 4, top + 24, 10, text_anchor="end", fill="#000000"))
		drawn.append(svg.element("line", x1=LEFT, x2=RIGHT, y1=top + 18, y2=top + 18, stroke="#bbbbbb"))
	drawn.append(svg.text("0", LEFT - 4, floor + 3, 10, text_anchor="end", fill="#000000"))
	drawn.append(svg.element("line", x1=LEFT, x2=RIGHT, y1=floor, y2=floor, stroke="#000000"))
	return drawn
