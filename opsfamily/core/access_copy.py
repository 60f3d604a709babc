"""One person's access copy (GDPR art. 15) of a family's papers: plain texts in, plain texts out.

The copy is individual: it never holds another person's health, nor anything about a „Niebieska Karta” procedure,
and it replaces the names of the other people in the household. A text is prepared ticked only if it is a fact about
the person alone; whatever may speak of somebody else has its `Doubt`s and is prepared unticked, for the coordinator to
decide. These rules leave out too much rather than too little.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from opsfamily.core.names import INVISIBLE, WORD, get_forms, get_plain_text
from opsfamily.core.sensitive_words import find_relatives, find_sensitive_words

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

# Reasons why a text may speak of somebody else.
ABOUT_FAMILY = "About the Family"
NAMES_SOMEBODY = "Names Somebody"
SPEAKS_OF_RELATIVE = "Speaks of a Relative"
SPEAKS_OF_ILLNESS = "Speaks of an Illness"


class Person(NamedTuple):
	"""A member of the household as a paper names them, with their health as it was written there.

	other_names: under which other papers know the person, before or after a change.
	"""

	full_name: str
	birth_date: date | None = None
	health: str = ""
	other_names: tuple[str, ...] = ()

	@property
	def names(self) -> tuple[str, ...]:
		"""Return every name of the person."""
		return (self.full_name, *self.other_names)


class Doubt(NamedTuple):
	"""Why a text may speak of somebody else, with the words that say so."""

	reason: str
	words: tuple[str, ...] = ()


class Text(NamedTuple):
	"""A text of a paper.

	sure: a fact about the person alone, not a text about the family; ticked from the start, unless its words raise a
	doubt. own_health: about the person's own health, so it is left out only when it mentions a Niebieska Karta.
	own_kinship: says what the person is to the family („matka”). doubts: set by `make_copy_for`.
	"""

	heading: str
	text: str
	sure: bool = False
	own_health: bool = False
	own_kinship: bool = False
	doubts: tuple[Doubt, ...] = ()

	@property
	def ticked(self) -> bool:
		"""Return whether the text is prepared ticked."""
		return self.sure and not self.doubts


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
	"""Return whether two papers mean the same person: a name in common, and no two different birth dates."""
	if not {_normalize_name(name) for name in one.names} & {_normalize_name(name) for name in other.names}:
		return False
	return not (one.birth_date and other.birth_date) or one.birth_date == other.birth_date


def is_about_only(person: Person, name: str, others: Iterable[Person]) -> bool:
	"""Return whether a name, perhaps shortened („Maria”), means this person and cannot mean anybody else."""
	words = _get_words(name)
	if not words or not any(words <= _get_words(own) for own in person.names):
		return False
	return not any(words <= _get_words(name) for other in others for name in other.names)


def without_others(text: str, person: Person, others: Iterable[Person], instead: str) -> str:
	"""Return the text with the names of other people replaced in all forms; a shared surname stays."""
	return SOMEBODY.sub(lambda _match: instead, mask_others(text, person, others))


def mask_others(text: str, person: Person, others: Iterable[Person]) -> str:
	"""Return the text with MASKED in place of the names of other people."""
	text = INVISIBLE.sub("", unicodedata.normalize("NFC", text)).replace(MASKED, "")
	kept = {word for name in person.names for word in _get_words(name)}
	words = {word for other in others for name in other.names for word in _get_words(name)}
	names = {word for word in words - kept if len(word) > 1}
	forms = _get_forms_of_others(kept, names)
	return WORD.sub(lambda match: MASKED if _fold(match[0]) in forms else match[0], text)


def get_doubts(text: Text, person: Person, others: Iterable[Person]) -> tuple[Doubt, ...]:
	"""Return why the text may speak of somebody else: what it is, whom it names, and its words.

	The person's own name is no such word, whatever it means.
	"""
	words = WORD.findall(get_plain_text(" ".join(person.names)))
	own_name = {form for word in words for form in get_forms(word)}
	relatives = tuple(find_relatives(text.text, own_name))
	illness = () if text.own_health else tuple(find_sensitive_words(text.text, own_name))
	if text.own_kinship and len(WORD.findall(text.text)) == 1:
		relatives = ()
	doubts = (
		() if text.sure else (Doubt(ABOUT_FAMILY),),
		(Doubt(NAMES_SOMEBODY),) if MASKED in mask_others(text.text, person, others) else (),
		(Doubt(SPEAKS_OF_RELATIVE, relatives),) if relatives else (),
		(Doubt(SPEAKS_OF_ILLNESS, illness),) if illness else (),
	)
	return tuple(doubt for part in doubts for doubt in part)


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
			shown = without_others(text.text, person, others, instead)
			kept.append(text._replace(text=shown, doubts=get_doubts(text, person, others)))
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
