"""Estimates of where the table of a paper continues on its next page.

Debian's wkhtmltopdf does not repeat table heads, so each page gets a table of its own. Heights and widths are
in millimetres of a sheet with margins of 15 mm. Estimates are rather too high (a line stays empty) than too low
(a row moves to a page without a head).
"""

from __future__ import annotations

import re
from html import unescape
from textwrap import wrap
from typing import NamedTuple

from markupsafe import Markup

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
		sum(text_height(str(text), width * SHEET_WIDTH / 100 - PADDING) + PADDING for text in as_list(cell))
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


def as_list(cell) -> list:
	"""Return the texts of a cell."""
	return cell if isinstance(cell, list) else [cell]


# A row is continued on the next page only where moving it would leave more than this of a page empty.
EMPTY_AT_MOST = 60
# A page that holds less than this of a table looks like a mistake.
LEAST_ON_LAST = 30
CONTINUED = Markup("<i>c.d.</i>")
BREAK = re.compile(r"(<br\s*/?>|\s+)")
TAG_OTHER_THAN_BREAKS = re.compile(r"<(?!br\s*/?>|wbr\s*/?>)")
SMALL_LINES = '<div class="sheet-small">'
LEADING = re.compile(r"^(<br\s*/?>|\s+)+")


def lay_out(
	rows: list[Row], widths: list[float], first: float, further: float, tail: float = 0
) -> list[list[Row]]:
	"""Return the rows of each page of a table, with `first` millimetres left on the first page.

	A long row is continued on the next page. No page but the first holds less than LEAST_ON_LAST where a row can
	be moved to it. tail: millimetres of what stands below the table and must not stand on a page alone.
	"""
	layout, left, waiting = [[]], first, list(rows)
	while waiting:
		row = waiting.pop(0)
		height = row.get_height(widths)
		if height <= left:
			layout[-1].append(row)
			left -= height
			continue
		begun, rest = row.split(widths, left) if left > EMPTY_AT_MOST else (None, row)
		if begun:
			layout[-1].append(begun)
		elif not layout[-1] and left >= further:
			# Nothing of it can be parted: the engine breaks it where the page ends.
			layout[-1].append(rest)
			left = further - height % further
			continue
		layout.append([])
		left = further
		waiting.insert(0, rest)
	pages = layout if layout[0] or len(layout) == 1 else layout[1:]
	return balance(pages, widths, further, left, tail)


def balance(
	pages: list[list[Row]], widths: list[float], further: float, left: float, tail: float
) -> list[list[Row]]:
	"""Return the pages with one or more rows moved on, so that neither the tail nor two lines stand alone."""
	if left < tail and len(pages[-1]) > 1:
		pages.append([pages[-1].pop()])
	if len(pages) < 2:
		return pages
	last, before = pages[-1], pages[-2]
	while len(before) > 2 and measure(last, widths) < LEAST_ON_LAST:
		if measure([before[-1], *last], widths) + tail > further:
			break
		last.insert(0, before.pop())
	return pages


def measure(rows: list[Row], widths: list[float]) -> float:
	"""Return the height of the rows."""
	return sum(row.get_height(widths) for row in rows)


class Row(NamedTuple):
	"""A row of a table. cells: texts, or lists of texts one under the other; least: its least height in millimetres.

	below: the (label, value) pairs of the line under it.
	"""

	cells: list
	least: float
	below: list | tuple = ()

	def get_height(self, widths: list[float]) -> float:
		"""Return the row's height in millimetres, with the line below it."""
		line = "; ".join(f"{label}: {value}" for label, value in self.below)
		return row_height(self.cells, widths, self.least) + (row_height([line], [100], 0) if line else 0)

	def split(self, widths: list[float], height: float) -> tuple[Row | None, Row]:
		"""Return the part of the row that fits into `height`, and the rest; (None, the row) where it cannot be parted.

		The rest has „c.d.” in its first cell, the line below, and what is left of the long texts.
		"""
		begun, rest = [], []
		for cell, width in zip(self.cells, widths, strict=False):
			room = width * SHEET_WIDTH / 100 - PADDING
			fits = row_height([cell], [width], 0) <= height
			parts = (cell, empty_like(cell)) if fits else split_text(cell, room, height - PADDING)
			if parts is None:
				return None, self
			begun.append(parts[0])
			rest.append(parts[1])
		rest[0] = [CONTINUED, *rest[0][1:]] if isinstance(rest[0], list) else CONTINUED
		return Row(begun, self.least), Row(rest, min(self.least, 7), self.below)


def empty_like(cell):
	"""Return an empty cell with as many texts as this one."""
	return [""] * len(cell) if isinstance(cell, list) else ""


def split_text(cell, width: float, height: float) -> tuple[Markup, Markup] | None:
	"""Return the words of a text that fit into `height`, and the others; None for a text that cannot be parted.

	Small lines below the text stand with its end. Other markup than line breaks is kept whole.
	"""
	text, below, lines = str(cell).partition(SMALL_LINES)
	if isinstance(cell, list) or TAG_OTHER_THAN_BREAKS.search(text):
		return None
	pieces = BREAK.split(text)
	fitting, low = 0, 2
	high = len(pieces)
	# The height grows with the words, so half of them are left out at each step.
	while low <= high:
		middle = (low + high) // 2
		if text_height("".join(pieces[:middle]), width) <= height:
			fitting, low = middle, middle + 1
		else:
			high = middle - 1
	if fitting < 2:
		return None
	return Markup("".join(pieces[:fitting]).rstrip()), Markup(
		LEADING.sub("", "".join(pieces[fitting:])) + below + lines
	)
