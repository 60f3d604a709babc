from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opsfamily.core import svg

HOSTILE = '<script>alert(\'x\')</script> " onload="x" & ]]> {{ 7*7 }} 😀\x00\x1b'


def test_what_people_wrote_is_text():
	drawn = svg.element("g", svg.text(HOSTILE, 1, 2), data_name=HOSTILE)
	root = ElementTree.fromstring(drawn)
	assert [child.tag for child in root.iter()] == ["g", "text"]
	assert root[0].text == root.get("data-name") == HOSTILE.replace("\x00", "").replace("\x1b", "")


@given(st.text())
def test_any_text_makes_a_picture(words):
	root = ElementTree.fromstring(svg.picture(10, 10, "x", words, words, svg.text(words, 1, 1)))
	assert root.get("role") == "img"


def test_attributes():
	assert svg.element("line", x1=1.0, y1=2.26, stroke_width=None, class_="a") == (
		'<line x1="1" y1="2.3" class="a"/>'
	)


def test_a_picture_is_named_for_those_who_do_not_see_it():
	root = ElementTree.fromstring(svg.picture(20, 10, "map", "Mapa", "Dwie osoby"))
	spoken = {child.get("id"): child.text for child in root if child.get("id")}
	assert spoken == {"map-title": "Mapa", "map-desc": "Dwie osoby"}
	assert root.get("aria-labelledby") == "map-title map-desc"
	assert root.get("viewBox") == "0 0 20 10"


@pytest.mark.parametrize(
	("words", "expected"),
	[
		("", []),
		("  \n ", []),
		("SP nr 2", ["SP nr 2"]),
		("Poradnia leczenia uzależnień", ["Poradnia leczenia", "uzależnień"]),
		("Poradnia leczenia uzależnień w Lipowej Górze", ["Poradnia leczenia", "uzależnień w…"]),
	],
)
def test_wrapping(words, expected):
	assert svg.wrapped(words, 95, 10, 2) == expected


@given(st.text(), st.integers(20, 200), st.integers(1, 4))
def test_no_line_is_too_wide(words, width, lines):
	found = svg.wrapped(words, width, 10, lines)
	assert len(found) <= lines
	for line in found:
		assert svg.text_width(line, 10) <= width


@given(st.text(), st.integers(20, 200))
def test_nothing_is_lost_while_there_is_room(words, width):
	found = "".join(svg.wrapped(words, width, 10, 10_000))
	assert "".join(found.split()) == "".join(words.split())


def test_a_no_break_space_keeps_words_together():
	assert svg.wrapped("Maria Testowa osób:\u00a05", 82, 10, 3) == ["Maria Testowa", "osób:\u00a05"]


def test_a_word_without_end_is_broken():
	assert len(svg.wrapped("x" * 1000, 100, 10, 3)) == 3
	assert svg.wrapped("x" * 1000, 100, 10, 3)[-1].endswith("…")
