from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opsfamily.core import course
from opsfamily.core.course import Span, Sphere

SVG = "{http://www.w3.org/2000/svg}"
TODAY = date(2026, 11, 25)
WORDS = course.Words("Przebieg", "Oceny i kontakty", "Kontakty w tygodniu", "bez ocen")
LABELS = ["Wychowawcza", "Edukacyjna", "Konflikty", "Przemoc", "Struktura", "Więzi", "Inne"]
days = st.dates(date(2020, 1, 1), date(2027, 12, 31))


def drawn(spheres, contacts=(), today=TODAY) -> ElementTree.Element:
	return ElementTree.fromstring(course.course(spheres, contacts, today, WORDS))


def rated(*ratings: tuple[date, int]) -> list[Sphere]:
	return [Sphere(label, ratings) for label in LABELS]


def points(root) -> list[tuple[float, float]]:
	return [(float(ring.get("cx")), float(ring.get("cy"))) for ring in root.iter(f"{SVG}circle")]


def bars(root) -> list[ElementTree.Element]:
	return [rect for rect in root.findall(f"{SVG}rect") if rect.get("fill") != "#ffffff"]


def texts(root) -> list[str]:
	return [text.text for text in root.iter(f"{SVG}text")]


def test_without_anything_every_sphere_says_so():
	root = drawn(rated())
	assert texts(root).count(WORDS.not_rated) == 7
	assert not points(root) and not bars(root)


def test_one_assessment_has_points_and_no_line():
	root = drawn(rated((date(2026, 8, 17), 2)))
	assert len(points(root)) == 7 and not root.findall(f".//{SVG}polyline")
	assert texts(root).count("2") == 7
	assert WORDS.not_rated not in texts(root)


def test_many_assessments_are_joined_and_a_better_rating_stands_higher():
	root = drawn([Sphere("Więzi", [(date(2026, 1, 5), 1), (date(2026, 6, 5), 5), (date(2026, 11, 5), 3)])])
	(first_x, first), (_x, best), (last_x, last) = points(root)
	assert best < last < first and first_x < last_x
	assert len(root.find(f".//{SVG}polyline").get("points").split()) == 3


def test_a_sphere_that_was_not_rated_leaves_a_gap():
	root = drawn([Sphere("Więzi", []), Sphere("Inne", [(TODAY, 4)])])
	assert len(points(root)) == 1 and texts(root).count(WORDS.not_rated) == 1


def test_contacts_are_counted_by_weeks_that_begin_on_monday():
	sunday, monday = date(2026, 11, 1), date(2026, 11, 2)
	weeks = course.contacts_by_week([monday, sunday, monday + timedelta(days=6), monday])
	assert weeks == {date(2026, 10, 26): 1, date(2026, 11, 2): 3}


def test_bars_are_as_high_as_the_week_was_full():
	root = drawn([], [TODAY, TODAY, TODAY, TODAY - timedelta(days=7)])
	low, high = (float(bar.get("height")) for bar in bars(root))
	assert high == pytest.approx(3 * low, abs=0.2)
	assert {"1", "3"} <= set(texts(root))


def test_two_years_fit():
	contacts = [TODAY - timedelta(days=7 * number) for number in range(104)]
	ratings = [(TODAY - timedelta(days=180 * number), number + 1) for number in range(4, -1, -1)]
	root = drawn(rated(*ratings), contacts)
	found = bars(root)
	assert len(found) == 104
	assert all(float(bar.get("width")) < 2.5 for bar in found)
	labels = [text for text in texts(root) if "." in text]
	assert 2 <= len(labels) <= course.MOST_LABELS
	# The count of the fullest week stands beside the axis, not over a hundred bars.
	assert texts(root).count("1") == 7 + 1


@given(st.lists(days, max_size=40), st.lists(st.tuples(days, st.integers(1, 5)), max_size=8), days)
def test_all_stays_within_the_picture(contacts, ratings, today):
	root = drawn([Sphere("Więzi", sorted(ratings))], contacts, today)
	_left, _top, width, height = map(float, root.get("viewBox").split())
	for x, y in points(root):
		assert course.LEFT - 0.1 <= x <= course.RIGHT + 0.1 and 0 <= y <= height
	for bar in bars(root):
		assert float(bar.get("x")) >= course.LEFT - 0.1
		assert float(bar.get("x")) + float(bar.get("width")) <= width
		assert float(bar.get("height")) > 0 and float(bar.get("y")) >= 0


@given(days, st.integers(0, 4000))
def test_months_are_marked_evenly_and_sparingly(first, length):
	marks = course.month_starts(Span(first, first + timedelta(days=length)))
	assert len(marks) <= course.MOST_LABELS + 1
	assert all(mark.day == 1 and first < mark <= first + timedelta(days=length) for mark in marks)


def test_hostile_labels_are_text():
	hostile = "<script>alert('x')</script>"
	root = drawn([Sphere(hostile, [(TODAY, 3)])])
	assert not [node for node in root.iter() if "script" in node.tag]
	assert hostile in [title.text for title in root.iter(f"{SVG}title")]
