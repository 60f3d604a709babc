"""Whether a text that is to stand without names holds a surname: plain texts in, the words found out.

A warning, never a proof: many Polish surnames are common nouns (Kowal, Wójcik), and who is described well
enough is known without a name.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from opsfamily.core.names import NAME_ENDING, VOWELS, WORD, declined, plain

# In a declined form the last vowel of some stems turns (Sokół, Sokoła; Dąb, Dęba).
TURNING = str.maketrans("óą", "oę")
# Shorter surnames are looked for as they are written, as most words of that length are no names.
SHORTEST = 3


def surnames_of(full_name: str | None) -> frozenset[str]:
	"""The surnames in a full name: the word in capitals alone, else the last one; both halves of a double one."""
	words = plain(full_name).split()
	if not words:
		return frozenset()
	capitals = [word for word in words if word.isupper() and len(word) > 1]
	surname = capitals[0] if len(capitals) == 1 else words[-1]
	return frozenset(part for part in WORD.findall(surname) if len(part) > 1)


def surnames_found(text: str | None, surnames: Iterable[str]) -> list[str]:
	"""The words of the text, as they are written, that are one of the surnames in any case, number or capitals.

	In the order of the text, each once. A word that only begins like a surname is none.
	"""
	words = dict.fromkeys(WORD.findall(plain(text)))
	by_beginning = _by_beginning(surnames)
	return [word for word in words if any(_is_form_of(word, name) for name in _alike(word, by_beginning))]


def _by_beginning(surnames: Iterable[str]) -> dict[str, set[str]]:
	"""The names by what stays of them in every case: thousands of names are not compared with every word."""
	found: dict[str, set[str]] = defaultdict(set)
	for name in surnames:
		found[_beginning(name, 1 if len(name) < 5 else 2)].add(name)
	return found


def _alike(word: str, by_beginning: dict[str, set[str]]) -> Iterator[str]:
	for length in (1, 2):
		yield from by_beginning.get(_beginning(word, length), ())


def _beginning(word: str, length: int) -> str:
	return word.casefold()[:length].translate(TURNING)


def _is_form_of(word: str, name: str) -> bool:
	if len(name) < SHORTEST:
		return word == name
	return bool(re.fullmatch(_any_form(name.casefold()), word.casefold()))


def _any_form(name: str) -> str:
	forms = [declined(name)]
	stem = name[:-1] if name[-1] in VOWELS else name
	if stem.endswith("k"):
		# The plural of a couple or a family: Zielińscy, Nowiccy.
		forms.append(re.escape(stem[:-1]) + "cy")
	if name[-1] not in VOWELS:
		turned = _turn_last_vowel(name)
		forms.append(re.escape(turned) + NAME_ENDING)
	return f"(?:{'|'.join(forms)})"


def _turn_last_vowel(name: str) -> str:
	"""Sokół → Sokoł, to which the endings are put."""
	place = max(name.rfind(vowel) for vowel in VOWELS)
	return name if place < 0 else name[:place] + name[place].translate(TURNING) + name[place + 1 :]
