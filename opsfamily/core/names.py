"""Search for surnames in a text.

A surname is found in every grammatical case, number and gender, in any capitals; a given name alone identifies
nobody. The result is never a proof: many Polish surnames are common nouns (Kowal, Wójcik), and a good
description identifies a person without a name.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from html import unescape

from opsfamily.core import declension
from opsfamily.core.given_names import GIVEN_NAMES

WORD = re.compile(r"[^\W_]+")
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
# These tags do not split a word for the reader; other tags do.
INLINE_TAG = re.compile(r"</?(?:b|em|font|i|mark|s|small|span|strong|sub|sup|u)(?:\s[^<>]*)?>", re.IGNORECASE)
TAG = re.compile(r"<[^<>]*>")
# A double-barrelled surname is one word, with or without spaces around the hyphen.
HYPHEN = re.compile(r"\s*[-–—]\s*")
# Words between two surnames of one person: „z domu”, „vel”.
BETWEEN_SURNAMES = frozenset("domu vel voto zd".split())
# Shorter surnames are searched for as written, with their capitals: „Ho” is not „ho”.
SHORTEST_IN_ANY_CAPITALS = 3


def get_plain_text(text: str | None) -> str:
	"""Return the text as a reader sees it: without tags, entities and invisible characters, in Unicode NFKC."""
	visible = INVISIBLE.sub("", unescape(unescape(text or "")))
	return unicodedata.normalize("NFKC", TAG.sub(" ", INLINE_TAG.sub("", visible))).replace("_", " ")


def names_somebody(text: str | None, full_names: Iterable[str | None]) -> bool:
	"""Return whether the text holds a surname of one of the people, in any form: „u Sokołów” names Jan Sokół."""
	surnames = {surname for full_name in full_names for surname in get_surnames(full_name)}
	return bool(find_surnames(text, surnames))


def find_surnames(text: str | None, surnames: Iterable[str]) -> list[str]:
	"""Return the words of the text, as written, that are a form of one of the surnames.

	They are in the order of the text, each once. A word that only begins like a surname is not found.
	"""
	surnames = set(surnames)
	short = {surname for surname in surnames if len(surname) < SHORTEST_IN_ANY_CAPITALS}
	forms = {form for surname in surnames - short for form in get_forms(surname)}
	words = dict.fromkeys(WORD.findall(get_plain_text(text)))
	return [word for word in words if word in short or word.casefold() in forms]


# Every save searches for the same thousands of surnames of a section.
@lru_cache(maxsize=8192)
def get_forms(name: str) -> frozenset[str]:
	"""Return all forms of a surname or given name, in lower case: jan, jana, janowi; sokół, sokołów."""
	return declension.get_forms(name)


def get_surnames(full_name: str | None) -> frozenset[str]:
	"""Return the surnames in a full name in any order: both halves of a double one, and the birth name."""
	parts = HYPHEN.sub("-", get_plain_text(full_name)).split()
	words = [word for part in _choose_surnames(parts) for word in WORD.findall(part)]
	return frozenset(word for word in words if len(word) > 1 and word.casefold() not in BETWEEN_SURNAMES)


def _choose_surnames(parts: list[str]) -> list[str]:
	"""Return the parts that are surnames: the only one in capitals, else all but given names."""
	capitals = [part for part in parts if part.isupper() and len(part) > 1]
	if len(capitals) == 1:
		return capitals
	if len(parts) == 1:
		return [] if _is_given_name(parts[0]) else parts
	if parts and _is_given_name(parts[-1]) and not _is_given_name(parts[0]):
		return parts[:1]
	# A surname may be a given name as well: Anna Filip.
	return [part for part in parts[1:] if not _is_given_name(part)] or parts[-1:]


def _is_given_name(part: str) -> bool:
	return part.strip(",.").casefold() in GIVEN_NAMES
