"""Former names of a person: when a changed name is the same person's, and how the old ones are kept.

They are kept as lines of a text, the oldest first.
"""

from datetime import date
from difflib import SequenceMatcher

from opsfamily.core.names import WORD, get_plain_text

# „Mraia” is a misspelt Maria; Maria is no Marta's correction by this alone.
ALIKE = 0.8


def split(text: str | None) -> tuple[str, ...]:
	"""Return the former names in a text, the oldest first."""
	return tuple(line.strip() for line in (text or "").splitlines() if line.strip())


def add(text: str | None, former: str, current: str) -> str:
	"""Return the text with one more former name; each once, and never the current one."""
	names = dict.fromkeys((*split(text), former.strip()))
	return "\n".join(name for name in names if normalize(name) != normalize(current))


def is_same_name(one: str | None, other: str | None) -> bool:
	"""Return whether two names are the same but for capitals and spaces; no name is the same as none."""
	return bool(normalize(one)) and normalize(one) == normalize(other)


def is_renamed(
	before: str | None,
	after: str | None,
	born_before: date | None = None,
	born_after: date | None = None,
) -> bool:
	"""Return whether a changed name is still the same person's: corrected, or changed by marriage.

	The same birth date says so; two different ones say that it is somebody else. Without them the first names decide:
	the same or a misspelt one.
	"""
	if not (normalize(before) and normalize(after)) or is_same_name(before, after):
		return False
	if born_before and born_after:
		return born_before == born_after
	return _is_alike(_get_words(before), _get_words(after))


def normalize(name: str | None) -> str:
	"""Return the name as it is compared: in lower case, with single spaces."""
	return " ".join(get_plain_text(name).split()).casefold()


def _get_words(name: str | None) -> list[str]:
	return WORD.findall(normalize(name))


def _is_alike(before: list[str], after: list[str]) -> bool:
	"""Return whether a first name stayed (in any order with the surname), or was misspelt."""
	if not (before and after):
		return False
	if before[0] == after[0] or set(before[:1]) & set(after[-1:]) or set(before[-1:]) & set(after[:1]):
		return True
	return (
		SequenceMatcher(None, before[0], after[0]).ratio() >= ALIKE
		and set(before[1:]) & set(after[1:]) != set()
	)
