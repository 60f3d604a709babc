"""Conferences of the people on a case: what comes back at the next one, and what may stand on an invitation."""

import re

from opsfamily.core.outcomes import PENDING

# A decision that no schedule has taken up yet.
WAITS = "Waits for a Schedule"
OPEN = (PENDING, WAITS)
WORD = re.compile(r"[^\W\d_]+")


VOWELS = "aeioyuąęó"


def comes_back(outcome: str, of_the_last_one: bool) -> bool:
	"""Whether a decision is shown at the next conference: all of the last one, and whatever is still open."""
	return of_the_last_one or outcome in OPEN
