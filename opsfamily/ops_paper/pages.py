"""Estimates of where the table of a paper continues on its next page.

Debian's wkhtmltopdf does not repeat table heads, so each page gets a table of its own. Heights and widths are
in millimetres of a sheet with margins of 15 mm. Estimates are rather too high (a line stays empty) than too low
(a row moves to a page without a head).
"""

import re
from html import unescape
from textwrap import wrap

SHEET_HEIGHT, SHEET_WIDTH = 262, 180
# Of a sans serif of 10 points with a line height of 1.25.
LINE, LETTER = 4.45, 1.65
PADDING, HEAD, PICTURE = 3, 18, 12
LETTER_HEAD_PICTURE, BELOW_LETTER_HEAD = 25, 4


def text_height(markup: str, width: float) -> float:
	"""Return the height of a text in a column `width` wide; a drawn signature counts as PICTURE."""
	text = re.sub(r"<[^>]*>", "", re.sub(r"<br\s*/?>|</div>|</p>", "\n", markup))
	letters = max(1, int(width / LETTER))
	lines = unescape(text).rstrip().split("\n")
	wrapped = sum(1 if len(line) <= letters else len(wrap(line, letters)) for line in lines)
	return max(wrapped * LINE, markup.count("<img") * PICTURE)


def row_height(cells: list, widths: list[float], least: float) -> float:
	"""Return the height of a row. cells: texts, or lists of texts one under the other; widths: percents."""
	heights = [
		sum(text_height(str(text), width * SHEET_WIDTH / 100 - PADDING) + PADDING for text in _as_list(cell))
		for cell, width in zip(cells, widths, strict=False)
	]
	return max([least, *heights])


def letter_head_height(markup: str | None) -> float:
	"""Return the height of the office's letter head."""
	if not markup:
		return 0
	pictures = markup.count("<img") * LETTER_HEAD_PICTURE
	return max(text_height(markup, SHEET_WIDTH), pictures) + BELOW_LETTER_HEAD


def split(heights: list[float], first: float, further: float) -> list[list[int]]:
	"""Return numbers of the rows on each page, with `first` millimetres left on the first, `further` on others.

	A row longer than a page is not moved; it continues on the next page.
	"""
	pages, left = [[]], first
	for number, height in enumerate(heights):
		if height > left and (pages[-1] or height <= further):
			pages.append([])
			left = further
		pages[-1].append(number)
		left -= height if height <= left else height % further
	return pages if pages[0] or len(pages) == 1 else pages[1:]


def _as_list(cell) -> list:
	return cell if isinstance(cell, list) else [cell]
