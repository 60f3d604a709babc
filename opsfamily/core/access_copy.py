"""What of a family's papers goes into one person's access copy (GDPR art. 15): plain texts in, texts out.

The copy is individual: another person's health never stands in it, nor a word of a „Niebieska Karta”
procedure, and the other people of the household lose their names. What is doubtful is prepared unticked,
for the coordinator to decide; these rules rather leave out too much than too little.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from opsfamily.core.names import INVISIBLE, WORD, get_forms, get_plain_text

# Between the two words may stand a quotation mark, a hyphen, or a word such as „nowej”.
_BETWEEN = r"(?:\W+\w+){0,2}?\W*"
_CARD = r"kar(?:tami|tach|tom|ta|ty|tę|te|tą|to|cie|t)\b"
BLUE_CARD = re.compile(
	rf"niebiesk\w*{_BETWEEN}\b{_CARD}|\b{_CARD}{_BETWEEN}\bniebiesk|niebiesk\w*?{_CARD}|niebieskokar",
	re.IGNORECASE,
)
# „procedura NK”, „NK-A”: written in capitals as the forms are.
BLUE_CARD_SHORT = re.compile(r"\bNK\b")


# A sign that no text holds, in place of a name; names one after the other are one person.
MASKED = "\ue000"
SOMEBODY = re.compile(rf"{MASKED}(?:[\s-]+{MASKED})*")


# Health is written as a list: each item alone must not stand in another person's copy.
ITEM = re.compile(r"[,;:.\n()/]|\s[-–]\s|\s(?:i|oraz|a także)\s", re.IGNORECASE)


NO_FINDING = frozenset(
	"brak|bez zmian|bez uwag|bz|b/z|nd|n/d|nie|nie dotyczy|nie choruje|ok|zdrowy|zdrowa|zdrowe|zdrowi|dobry|dobra|dobre".split(
		"|"
	)
)
SHORTEST_STEM = 4


class Person(NamedTuple):
	"""A member of the household as a paper names them; health as it was written there."""

	full_name: str
	birth_date: date | None = None
	health: str = ""


class Text(NamedTuple):
	"""One text of a paper. sure: structured and about the person, so that it is ticked from the start;
	own_health: the person's own, which only a Niebieska Karta keeps out."""

	heading: str
	text: str
	sure: bool = False
	own_health: bool = False


class Copy(NamedTuple):
	"""The texts for the person, and how many were left out for each reason."""

	texts: list[Text]
	left_out_health: int
	left_out_card: int


def mentions_blue_card(text: str | None) -> bool:
	"""Whether the text speaks of a „Niebieska Karta” procedure, in any case and number."""
	seen = get_plain_text(text)
	return bool(BLUE_CARD.search(seen) or BLUE_CARD_SHORT.search(seen))


def is_same_person(one: Person, other: Person) -> bool:
	"""Whether two papers mean the same person: the same name, and no two different birth dates."""
	if _key(one.full_name) != _key(other.full_name):
		return False
	return not (one.birth_date and other.birth_date) or one.birth_date == other.birth_date


def is_about_only(person: Person, name: str, others: Iterable[Person]) -> bool:
	"""Whether a name, perhaps shortened („Maria”), means this person and could mean nobody else."""
	words = _words(name)
	if not words or not words <= _words(person.full_name):
		return False
	return not any(words <= _words(other.full_name) for other in others)


def without_others(text: str, person: Person, others: Iterable[Person], instead: str) -> str:
	"""The text with every name of other people, in any case, replaced; a shared surname stays."""
	text = INVISIBLE.sub("", unicodedata.normalize("NFC", text)).replace(MASKED, "")
	own = _words(person.full_name)
	names = {name for other in others for name in _words(other.full_name) - own if len(name) > 1}
	forms = _get_forms_of_others(own, names)
	masked = WORD.sub(lambda match: MASKED if _fold(match[0]) in forms else match[0], text)
	return SOMEBODY.sub(lambda _match: instead, masked)


def mentions_health(text: str, healths: Iterable[str]) -> bool:
	"""Whether the text repeats what is written of somebody's health, wholly or an item of it, declined or not."""
	seen = " ".join(get_plain_text(text).split()).casefold()
	return any(
		_repeats(seen, item) for health in healths for item in _items(get_plain_text(health).casefold())
	)


def make_copy_for(person: Person, others: Iterable[Person], texts: Iterable[Text], instead: str) -> Copy:
	"""The texts that may be prepared for the person. instead: what stands for another person's name."""
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


def _key(name: str) -> str:
	return " ".join(get_plain_text(name).split()).casefold()


def _words(name: str) -> frozenset[str]:
	return frozenset(_fold(word) for word in WORD.findall(get_plain_text(name)))


def _fold(word: str) -> str:
	return unicodedata.normalize("NFKC", word).casefold()


def _get_forms_of_others(own: Iterable[str], names: Iterable[str]) -> set[str]:
	"""Return the names, and each form of them that is no form of the own name (Kowalskiej, of Kowalska and of
	Kowalski)."""
	kept = {form for name in own for form in get_forms(name)}
	return {*names, *({form for name in names for form in get_forms(name)} - kept)}


def _items(health: str) -> Iterable[str]:
	"""What is written of somebody's health, whole and item by item; a word for „nothing” says nothing."""
	items = (item.strip() for item in ITEM.split(health))
	return [item for item in (health, *items) if item.strip() not in NO_FINDING and len(item) > 2]


def _repeats(text: str, item: str) -> bool:
	words = WORD.findall(item)
	if not words:
		return False
	pattern = r"[\W_]+".join(_any_form(word) for word in words)
	return bool(re.search(rf"(?<![^\W_]){pattern}(?![^\W_])", text))


def _any_form(word: str) -> str:
	if len(word) <= SHORTEST_STEM:
		return re.escape(word)
	return re.escape(word[: max(SHORTEST_STEM, len(word) - 2)]) + r"[^\W_]*"
