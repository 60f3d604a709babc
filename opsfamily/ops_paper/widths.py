"""Widths of the columns of a table, with room for those that an office has added.

Widths are percents of the sheet; a word and a day are never broken.
"""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

from opsfamily.ops_paper.pages import PADDING, SHEET_WIDTH, as_list

# Of a sans serif, in parts of its size: letters that are narrower and wider than most.
NARROW, WIDE = frozenset("ijlłtfrI.,:;()!'-–/ "), frozenset("mwMWO@%Ó")
POINT, CUSTOM_COLUMN = 0.3528, 13
KEPT_WHOLE = re.compile(r"\d\d\.\d\d\.\d{4}|\d\d:\d\d–\d\d:\d\d|\d[\d\u00a0]*,\d\d\u00a0zł")


class Fitted(NamedTuple):
	"""Percents of the columns, and how many of the office's own columns stand next to the form's."""

	widths: list[float]
	added: int


def word_width(word: str, points: float = 10) -> float:
	"""Return the width of a word in millimetres, rather too large."""
	parts = (
		0.33 if letter in NARROW else 0.86 if letter in WIDE else 0.72 if letter.isupper() else 0.57
		for letter in word
	)
	return sum(parts) * points * POINT


def get_least_widths(heads: list, rows: list[list]) -> list[float]:
	"""Return the percent of the sheet that each column needs so that no word of its head and no day is broken."""
	least = []
	for number, head in enumerate(heads):
		words = [word_width(word, 9.6) for line in as_lines(head) for word in line.split()]
		cells = (" ".join(map(str, as_list(row[number]))) for row in rows if number < len(row))
		words += {word_width(found) for cell in cells for found in KEPT_WHOLE.findall(unescape(cell))}
		least.append((max(words, default=0) + PADDING + 0.4) / SHEET_WIDTH * 100)
	return least


def as_lines(markup) -> list[str]:
	"""Return the lines of one or more texts without their tags."""
	text = "\n".join(re.sub(r"<br\s*/?>", "\n", str(part)) for part in as_list(markup))
	return unescape(re.sub(r"<[^>]*>", "", text)).split("\n")


def fit_widths(widths: list[float], least: list[float], labels: list[str]) -> Fitted:
	"""Return the widths with as many of the office's own columns (at most two) as leave each column its least width.

	The others are printed below each row.
	"""
	for added in range(min(len(labels), 2), 0, -1):
		fitting = all(
			word_width(word, 9.6) + PADDING <= CUSTOM_COLUMN * SHEET_WIDTH / 100
			for label in labels[:added]
			for word in label.split()
		)
		room = 100 - CUSTOM_COLUMN * added
		if fitting and sum(least) <= room:
			return Fitted(shrink(widths, least, room) + [CUSTOM_COLUMN] * added, added)
	return Fitted(shrink(widths, least, 100) if sum(least) <= 100 else list(widths), 0)


def shrink(widths: list[float], least: list[float], room: float) -> list[float]:
	"""Return the widths in proportion to the room, none below its least."""
	kept: set[int] = set()
	while True:
		others = [number for number in range(len(widths)) if number not in kept]
		free = room - sum(least[number] for number in kept)
		total = sum(widths[number] for number in others) or 1
		narrow = {number for number in others if widths[number] * free / total < least[number]}
		if not narrow:
			break
		kept |= narrow
	return [
		round(least[number] if number in kept else widths[number] * free / total, 2)
		for number in range(len(widths))
	]
