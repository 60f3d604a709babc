from hypothesis import given
from hypothesis import strategies as st

from opsfamily.ops_paper import pages

heights = st.lists(st.floats(1, 600), max_size=40)


@given(heights, st.floats(0, 267))
def test_every_row_stands_on_one_page_in_its_order(rows, first):
	found = pages.split(rows, first, 249)
	assert [number for page in found for number in page] == list(range(len(rows)))


@given(heights, st.floats(0, 267))
def test_rows_fit_their_page_unless_one_is_longer(rows, first):
	found = pages.split(rows, first, 249)
	for room, page in zip([max(first, 249), *[249] * len(found)], found, strict=False):
		assert sum(rows[number] for number in page) <= room or any(rows[number] > 249 for number in page)


def test_no_rows_make_one_empty_page():
	assert pages.split([], 100, 249) == [[]]


def test_a_table_begins_on_the_next_page_when_its_first_row_does_not_fit():
	assert pages.split([20, 20], 10, 249) == [[0, 1]]


def test_a_row_longer_than_a_page_begins_where_it_stands():
	assert pages.split([50, 600, 20], 100, 249) == [[0], [1, 2]]


def test_lines_of_a_text():
	assert pages.text_height("", 50) == pages.LINE
	assert pages.text_height("jedna<br>druga", 50) == 2 * pages.LINE
	assert pages.text_height("słowo " * 20, 50) > 3 * pages.LINE
	assert pages.text_height("&lt;" * 5, 50) == pages.LINE


def test_a_drawn_signature_needs_room():
	assert pages.text_height('<img src="data:image/png;base64,AAAA">', 50) == pages.PICTURE


def test_texts_one_under_the_other_add_up():
	stacked = pages.row_height([["góra", "dół"], "obok"], [50, 50], 0)
	assert stacked == 2 * (pages.LINE + pages.PADDING)


def test_a_row_has_its_least_height():
	assert pages.row_height(["", ""], [50, 50], 10) == 10


def test_a_letter_head_takes_room():
	assert pages.letter_head_height(None) == 0
	assert pages.letter_head_height("<div>OPS<br>ulica</div>") == 2 * pages.LINE + pages.BELOW_LETTER_HEAD
	assert pages.letter_head_height('<img src="/files/herb.png">') > 20
