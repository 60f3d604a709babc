"""Rows of a table on its pages: long ones are continued, nothing is lost, and no page holds two lines."""

import re

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from opsfamily.ops_paper import pages
from opsfamily.ops_paper.pages import Row, lay_out

WIDTHS, ROOM = [20, 80], 244
texts = st.text(alphabet="abc ąę\n", max_size=6000)


def row(text: str, least: float = 10) -> Row:
	return Row([Markup("26.11.2026"), Markup(escape(text).replace("\n", "<br>"))], least)


def words(rows) -> list[str]:
	return [word for line in rows for word in re.sub(r"<br>", " ", str(line.cells[1])).split()]


@given(st.lists(texts, max_size=8), st.floats(0, 244), st.sampled_from([0, 35]))
def test_no_word_is_lost_and_none_is_printed_twice(found, first, tail):
	rows = [row(text) for text in found]
	laid = lay_out(rows, WIDTHS, first, ROOM, tail)
	assert words(line for page in laid for line in page) == words(rows)


@given(st.lists(texts, min_size=1, max_size=8), st.floats(60, 244))
def test_a_text_of_words_never_runs_over_its_page(found, first):
	laid = lay_out([row(text) for text in found], WIDTHS, first, ROOM)
	for page in laid[1:]:
		assert pages.measure(page, WIDTHS) <= ROOM


def test_a_long_row_is_continued_with_a_mark_and_its_last_part_has_the_line_below():
	long = row("słowo " * 900)._replace(below=[("Dojazd", "autobus")])
	laid = lay_out([row("krótki"), long], WIDTHS, 200, ROOM)
	assert len(laid) > 1
	begun, rest = laid[0][1], laid[1][0]
	assert begun.cells[0] == "26.11.2026" and not begun.below
	assert rest.cells[0] == pages.CONTINUED and laid[-1][-1].below == [("Dojazd", "autobus")]


def test_a_row_that_fits_the_next_page_is_moved_when_little_is_left():
	laid = lay_out([row("słowo " * 100)], WIDTHS, 40, ROOM)
	assert len(laid) == 1 and len(laid[0]) == 1


def test_small_lines_stand_with_the_end_of_their_text():
	cell = Markup(escape("słowo " * 400) + Markup('<div class="sheet-small">efekt</div>'))
	begun, rest = pages.split_text(cell, 60, 100)
	assert "efekt" not in begun and rest.endswith('<div class="sheet-small">efekt</div>')


def test_pictures_are_not_parted():
	assert pages.split_text(Markup('<img src="x"> słowo ') * 50, 60, 30) is None


def test_no_page_has_one_short_row_alone():
	laid = lay_out([row("x") for _ in range(13)], WIDTHS, 122, ROOM)
	assert [len(page) for page in laid] == [10, 3]


def test_what_stands_below_a_table_has_a_row_above_it():
	laid = lay_out([row("x") for _ in range(12)], WIDTHS, 125, ROOM, tail=35)
	assert len(laid) == 2 and pages.measure(laid[1], WIDTHS) + 35 <= ROOM
