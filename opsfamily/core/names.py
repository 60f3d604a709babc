"""TODO"""

import re
import unicodedata
from collections.abc import Iterable
from html import unescape

TAG = re.compile(r"<[^<>]*>")


INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


WORD = re.compile(r"[^\W_]+")


# Endings of names and of nouns after the stem, as Polish declines them.
NAME_ENDING = r"(?:iego|iemu|owych|owym|owie|ową|owej|owa|owi|ego|emu|iej|imi|ymi|ami|ach|iem|em|ej|im|ich|om|ów|ie|ia|ią|ię|a|ą|e|ę|i|o|u|y|ym|ych)?"


SOFTENED = {"k": "c", "g": "dz", "t": "ci", "d": "dzi", "r": "rz", "ł": "l", "ch": "sz"}


VOWELS = "aeiouyąęó"


def plain(text: str | None) -> str:
	"""The text as a reader sees it: no tags, no entities, no invisible signs, one way to write a letter."""
	visible = INVISIBLE.sub("", TAG.sub(" ", unescape(unescape(text or ""))))
	return unicodedata.normalize("NFKC", visible).replace("_", " ")


def declined(name: str) -> str:
	"""A pattern of a name in every case: Jan, Jana, Janowi; Marek, Marka; Agata, Agacie."""
	if len(name) < 3:
		return re.escape(name)
	stem = name[:-1] if name[-1] in VOWELS else name
	patterns = [re.escape(name), re.escape(stem) + NAME_ENDING]
	if name[-2] == "e" and name[-1] not in VOWELS:
		stem = name[:-2] + name[-1]
		patterns.append(re.escape(stem) + NAME_ENDING)
	for ending, soft in SOFTENED.items():
		if stem.endswith(ending):
			patterns.append(re.escape(stem[: -len(ending)] + soft) + "i?e")
	return f"(?:{'|'.join(patterns)})"


# What Polish puts after the stem of a surname, case by case: Nowak, Nowaków; Zielińska, Zielińskich.
ENDINGS = frozenset(
	"a i y e ę ą u o em om ów owi owie owej ową ami ach iej ich iego iemu im imi ego emu ej ych ym ymi".split()
)


SHORTEST_STEM = 4


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
