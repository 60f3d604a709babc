"""The control pack of a family's file: its states, what stays out of it, and the pages of its contents."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

DRAFT, BEING_MADE, READY = "Pack Draft", "Pack Being Made", "Pack Ready"
FAILED, FILE_DELETED = "Pack Failed", "Pack File Deleted"
# It may be changed, and made, in these.
OPEN = (DRAFT, FAILED)

THIRD_PARTY, BLUE_CARD = "Third-Party Information", "„Niebieska Karta” Paper"
SUPERVISION, COPY = "Supervision of the Staff", "Copy for a Person"
DANGER = "Danger to Life or Health"
# DocTypes that stay out as a whole: what others than the family and its workers have said, what is about the workers,
# the copies that single persons got, and what was seen where somebody was in danger.
LEFT_OUT = {
	"Family Notification": THIRD_PARTY,
	"Case Conference": THIRD_PARTY,
	"Case Analysis": THIRD_PARTY,
	"Consultation": SUPERVISION,
	"Consultation Request": SUPERVISION,
	"Intervention": DANGER,
	"Access Copy": COPY,
}

# So many families' packs are made together: the PDF engine starts twice for all of them.
MADE_TOGETHER = 8
# Of one request.
MOST_FAMILIES = 100

# The red of the marks' colour; green and blue hold the number in digits of this base, so that it is nearly white.
MARK_RED, MARK_BASE, WHITE = 251, 32, 255
COLOUR = re.compile(rb"0?(\.984\d*) ([01]?\.?\d*) ([01]?\.?\d*) (?:scn|rg)")


class Paper(NamedTuple):
	"""A paper of the pack: its document, its day, and the forms on which it prints (none: a plain sheet)."""

	doctype: str
	name: str
	day: date | None
	forms: tuple[str, ...]

	@property
	def key(self) -> tuple[str, str]:
		return self.doctype, self.name


def get_why(doctype: str, has_blue_card: bool) -> str | None:
	"""Return why a paper stays out of the pack; None where it does not.

	has_blue_card: it speaks of a „Niebieska Karta” procedure.
	"""
	return BLUE_CARD if has_blue_card else LEFT_OUT.get(doctype)


def get_mark(number: int) -> tuple[int, int, int]:
	"""Return the colour (red, green, blue) of the dot that stands above an entry of the contents.

	The pages' text is slow to read; their colours stand in the PDF as numbers.
	"""
	high, low = divmod(number, MARK_BASE)
	return MARK_RED, WHITE - high, WHITE - low


def find_marks(pages: Iterable[bytes]) -> list[tuple[int, ...]]:
	"""Return for each page (its drawing, as the PDF has it) the entries that begin on it.

	They begin in their order, so another thing of the same colour is not taken for the next one.
	"""
	found, following = [], 1
	for drawing in pages:
		here = []
		for colour in COLOUR.findall(drawing):
			if tuple(round(float(part) * WHITE) for part in colour) == get_mark(following):
				here.append(following)
				following += 1
		found.append(tuple(here))
	return found


def split_pages(
	marks: list[tuple[int, ...]], counts: Iterable[int]
) -> list[tuple[int, list[tuple[int, ...]]]]:
	"""Return for each pack (number of its first page, counted from 0; its pages' marks, numbered from 1).

	marks: of all pages of several packs, whose entries are numbered through. counts: of each pack, its entries; each
	pack begins on a page of its own.
	"""
	starts, before, packs = [], 0, []
	for count in counts:
		starts.append((next(page for page, here in enumerate(marks) if before + 1 in here), before))
		before += count
	ends = [page for page, _before in starts[1:]] + [len(marks)]
	for (first, before), end in zip(starts, ends, strict=True):
		packs.append((first, [tuple(number - before for number in here) for here in marks[first:end]]))
	return packs


def get_first_pages(marks: Iterable[tuple[int, ...]], before: int) -> dict[int, int]:
	"""Return number of the entry → the page on which it begins, counted from 1.

	marks: for each page the numbers of the entries that begin on it. before: pages that stand in front.
	"""
	pages: dict[int, int] = {}
	for page, numbers in enumerate(marks, start=before + 1):
		for number in numbers:
			pages.setdefault(number, page)
	return pages


def delete_on(made: date, days: int) -> date:
	"""Return the day on which the file of a pack is deleted."""
	return made + timedelta(days=days)
