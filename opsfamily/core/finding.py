"""Find people, families and papers by what somebody types: part of a name, a phone number, a document's number.

Case, accents and Polish letters do not matter: `zolc`, `ŻÓŁĆ` and `żółć` are the same word.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

# Fewer letters would list everybody.
SHORTEST = 2
# From this length on, a word is also found inside another: „kowal” in „Nowak-Kowalska” is a beginning, „walska” is not.
SHORTEST_INSIDE = 4
SHORTEST_PHONE = 3
LONGEST = 100
# Letters that Unicode does not take apart into a base letter and an accent.
UNDIVIDED = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "æ": "ae", "œ": "oe", "ı": "i"})
WORD = re.compile(r"[^\W_]+")
NUMBER_ONLY = re.compile(r"[\d\s()+./-]+")
COUNTRY = re.compile(r"^\s*(?:\+|00)\s*48")
# Signs of a document's number; none of them means anything to LIKE.
PART_OF_NUMBER = re.compile(r"[0-9A-Za-z./-]+")
BEGINS, INSIDE = 0, 1


class Query(NamedTuple):
	"""What is looked for. words: folded; digits: those of a phone number, empty where letters were typed too; text: as
	typed, for the number of a document."""

	words: tuple[str, ...]
	digits: str
	text: str

	@property
	def is_enough(self) -> bool:
		"""Return whether enough was typed to look for."""
		return sum(len(word) for word in self.words) >= SHORTEST


def fold(text: str | None) -> str:
	"""Return a text in small letters without accents, Polish ones included: `Żółć` → `zolc`."""
	divided = unicodedata.normalize("NFKD", (text or "").casefold())
	return "".join(sign for sign in divided if not unicodedata.combining(sign)).translate(UNDIVIDED)


def get_words(text: str | None) -> tuple[str, ...]:
	"""Return the folded words of a text; a hyphen, a dash or a slash divides two."""
	return tuple(WORD.findall(fold(text)))


def get_digits(text: str | None) -> str:
	"""Return the digits of a phone number without the Polish country code."""
	return "".join(re.findall(r"[0-9]", COUNTRY.sub("", text or "")))


def parse(text: str | None) -> Query:
	"""Return what a typed text looks for; what is longer than a name is cut."""
	text = " ".join((text or "")[:LONGEST].split())
	return Query(get_words(text), get_digits(text) if NUMBER_ONLY.fullmatch(text) else "", text)


def rank(query: Query, texts: Iterable[str | None], phones: Iterable[str | None] = ()) -> int | None:
	"""Return how well these texts and phone numbers fit: `BEGINS` (each typed word begins a word of them), `INSIDE`,
	or None where they do not fit."""
	if len(query.digits) >= SHORTEST_PHONE and any(query.digits in get_digits(phone) for phone in phones):
		return BEGINS
	words = [word for text in texts for word in get_words(text)]
	ranks = [_rank_word(wanted, words) for wanted in query.words]
	return None if not ranks or None in ranks else max(ranks)


def _rank_word(wanted: str, words: list[str]) -> int | None:
	if any(word.startswith(wanted) for word in words):
		return BEGINS
	is_inside = len(wanted) >= SHORTEST_INSIDE and any(wanted in word for word in words)
	return INSIDE if is_inside else None


def split_by_kind(query: Query, label: str) -> tuple[str, ...] | None:
	"""Return the typed words beside those that begin a word of this kind of document: `ocena ziel` → (`ziel`,) for
	„Ocena sytuacji rodziny”; None where no word names the kind."""
	names = get_words(label)
	rest = tuple(
		word
		for word in query.words
		if len(word) < SHORTEST_PHONE or not any(name.startswith(word) for name in names)
	)
	return rest if len(rest) < len(query.words) else None


def may_be_number(query: Query) -> bool:
	"""Return whether the text may be a part of a document's number: one word of plain signs, at least two digits."""
	is_plain = bool(PART_OF_NUMBER.fullmatch(query.text))
	return is_plain and sum(sign.isdigit() for sign in query.text) >= SHORTEST
