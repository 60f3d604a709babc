"""Conferences of the people on a case: what comes back at the next one, and what may stand on an invitation."""

import re
from collections.abc import Iterable

from opsfamily.core.outcomes import PENDING

# A decision that no schedule has taken up yet.
WAITS = "Waits for a Schedule"
OPEN = (PENDING, WAITS)
WORD = re.compile(r"[^\W\d_]+")
# What Polish puts after the stem of a surname, case by case: Nowak, Nowaków; Zielińska, Zielińskich.
ENDINGS = frozenset(
	"a i y e ę ą u o em om ów owi owie owej ową ami ach iej ich iego iemu im imi ego emu ej ych ym ymi".split()
)
VOWELS = "aeioyuąęó"
SHORTEST_STEM = 4


def comes_back(outcome: str, of_the_last_one: bool) -> bool:
	"""Whether a decision is shown at the next conference: all of the last one, and whatever is still open."""
	return of_the_last_one or outcome in OPEN


def holds_surname(text: str, full_names: Iterable[str]) -> bool:
	"""Whether one of the surnames stands in the text, in whatever case: „u Zielińskich” names Anna Zielińska.

	A given name alone names nobody.
	"""
	stems = {stem for name in full_names for stem in _stems(name)}
	words = [word.lower() for word in WORD.findall(text)]
	return any(_is_of(word, stem) for word in words for stem in stems)


def _is_of(word: str, stem: str) -> bool:
	return word == stem or (word.startswith(stem) and word[len(stem) :] in ENDINGS)


def _stems(full_name: str) -> Iterable[str]:
	for surname in WORD.findall(full_name)[1:]:
		lowered = surname.lower()
		stem = lowered.rstrip(VOWELS)
		yield stem if len(stem) >= SHORTEST_STEM else lowered
