"""One person's access copy (GDPR art. 15) of a family's papers: plain texts in, plain texts out.

The copy is individual: it never holds another person's health, nor anything about a „Niebieska Karta” procedure,
and it replaces the names of the other people in the household. Doubtful texts are prepared unticked, for the
coordinator to decide. These rules leave out too much rather than too little.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from opsfamily.core.names import INVISIBLE, WORD, get_forms, get_plain_text

# The two words may be parted by a quotation mark, a hyphen, or a word such as „nowej”.
_BETWEEN = r"(?:\W+\w+){0,2}?\W*"
_CARD = r"kar(?:tami|tach|tom|ta|ty|tę|te|tą|to|cie|t)\b"
BLUE_CARD = re.compile(
	rf"niebiesk\w*{_BETWEEN}\b{_CARD}|\b{_CARD}{_BETWEEN}\bniebiesk|niebiesk\w*?{_CARD}|niebieskokar",
	re.IGNORECASE,
)
# „procedura NK”, „NK-A”: always in capitals, like the names of the forms.
BLUE_CARD_SHORT = re.compile(r"\bNK\b")
# A character that no text holds, in place of a name; several names in a row are one person.
MASKED = "\ue000"
SOMEBODY = re.compile(rf"{MASKED}(?:[\s-]+{MASKED})*")
# Health is written as a list; not even a single item of it may be in another person's copy.
ITEM = re.compile(r"[,;:.\n()/]|\s[-–]\s|\s(?:i|oraz|a także)\s", re.IGNORECASE)
# Answers that say nothing about health.
NO_FINDING = frozenset(
	"brak|bez zmian|bez uwag|bz|b/z|nd|n/d|nie|nie dotyczy|nie choruje|ok|zdrowy|zdrowa|zdrowe|zdrowi|dobry|dobra|dobre".split(
		"|"
	)
)
SHORTEST_STEM = 4


class Person(NamedTuple):
	"""A member of the household as a paper names them, with their health as it was written there."""

	full_name: str
	birth_date: date | None = None
	health: str = ""


class Text(NamedTuple):
	"""A text of a paper.

	sure: structured and about the person, so it is ticked from the start. own_health: about the person's own
	health, so it is left out only when it mentions a Niebieska Karta.
	"""

	heading: str
	text: str
	sure: bool = False
	own_health: bool = False


class Copy(NamedTuple):
	"""The texts for the person, and the number of texts left out for each reason."""

	texts: list[Text]
	left_out_health: int
	left_out_card: int


def mentions_blue_card(text: str | None) -> bool:
	"""Return whether the text mentions a „Niebieska Karta” procedure, in any grammatical case and number."""
	plain = get_plain_text(text)
	return bool(BLUE_CARD.search(plain) or BLUE_CARD_SHORT.search(plain))


def is_same_person(one: Person, other: Person) -> bool:
	"""Return whether two papers mean the same person: the same name, and no two different birth dates."""
	if _normalize_name(one.full_name) != _normalize_name(other.full_name):
		return False
	return not (one.birth_date and other.birth_date) or one.birth_date == other.birth_date


def is_about_only(person: Person, name: str, others: Iterable[Person]) -> bool:
	"""Return whether a name, perhaps shortened („Maria”), means this person and cannot mean anybody else."""
	words = _get_words(name)
	if not words or not words <= _get_words(person.full_name):
		return False
	return not any(words <= _get_words(other.full_name) for other in others)


def without_others(text: str, person: Person, others: Iterable[Person], instead: str) -> str:
	"""Return the text with the names of other people replaced in all forms; a shared surname stays."""
	text = INVISIBLE.sub("", unicodedata.normalize("NFC", text)).replace(MASKED, "")
	kept = _get_words(person.full_name)
	names = {name for other in others for name in _get_words(other.full_name) - kept if len(name) > 1}
	forms = _get_forms_of_others(kept, names)
	masked = WORD.sub(lambda match: MASKED if _fold(match[0]) in forms else match[0], text)
	return SOMEBODY.sub(lambda _match: instead, masked)


def mentions_health(text: str, healths: Iterable[str]) -> bool:
	"""Return whether the text repeats a note on somebody's health or an item of it, declined or not."""
	plain = " ".join(get_plain_text(text).split()).casefold()
	return any(
		_has_item(plain, item)
		for health in healths
		for item in _split_items(get_plain_text(health).casefold())
	)


def make_copy_for(person: Person, others: Iterable[Person], texts: Iterable[Text], instead: str) -> Copy:
	"""Return the texts that may be prepared for the person. instead: replaces another person's name."""
	others = list(others)
	healths = [other.health for other in others if other.health]
	kept, health, card = [], 0, 0
	for text in texts:
		if mentions_blue_card(f"{text.heading} {text.text}"):
			card += 1
		elif not text.own_health and mentions_health(text.text, healths):
			health += 1
		elif get_plain_text(text.text).strip():
			kept.append(text._replace(text=without_others(text.text, person, others, instead)))
	return Copy(kept, health, card)


def _normalize_name(name: str) -> str:
	return " ".join(get_plain_text(name).split()).casefold()


def _get_words(name: str) -> frozenset[str]:
	return frozenset(_fold(word) for word in WORD.findall(get_plain_text(name)))


def _fold(word: str) -> str:
	return unicodedata.normalize("NFKC", word).casefold()


def _get_forms_of_others(kept: Iterable[str], names: Iterable[str]) -> set[str]:
	"""Return the names, and their forms that are not also forms of a kept name.

	Kowalskiej, for instance, is a form both of Kowalska and of Kowalski.
	"""
	kept_forms = {form for name in kept for form in get_forms(name)}
	return {*names, *({form for name in names for form in get_forms(name)} - kept_forms)}


def _split_items(health: str) -> Iterable[str]:
	"""Return a note on health, whole and item by item, without items that say nothing."""
	items = (item.strip() for item in ITEM.split(health))
	return [item for item in (health, *items) if item.strip() not in NO_FINDING and len(item) > 2]


def _has_item(text: str, item: str) -> bool:
	words = WORD.findall(item)
	if not words:
		return False
	pattern = r"[\W_]+".join(_make_form_pattern(word) for word in words)
	return bool(re.search(rf"(?<![^\W_]){pattern}(?![^\W_])", text))


def _make_form_pattern(word: str) -> str:
	if len(word) <= SHORTEST_STEM:
		return re.escape(word)
	return re.escape(word[: max(SHORTEST_STEM, len(word) - 2)]) + r"[^\W_]*"
