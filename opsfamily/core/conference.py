"""Conferences of the people on a case: what comes back at the next one, and what may stand on an invitation."""

import re
from collections.abc import Iterable

from opsfamily.core.outcomes import PENDING

# A decision that no schedule has taken up yet.
WAITS = "Waits for a Schedule"
OPEN = (PENDING, WAITS)
WORD = re.compile(r"[^\W\d_]+")
# Endings that Polish changes with the case of a noun: Zielińska, Zieliński → zielińsk.
ENDINGS = "aeioyuąęó"
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
	return any(word.startswith(stem) for word in words for stem in stems)


def _stems(full_name: str) -> Iterable[str]:
	for surname in WORD.findall(full_name)[1:]:
		lowered = surname.lower()
		stem = lowered.rstrip(ENDINGS)
		yield stem if len(stem) >= SHORTEST_STEM else lowered
