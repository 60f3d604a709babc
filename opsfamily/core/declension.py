"""Polish declension of surnames and given names: one name in, all its forms out.

Only real endings of cases and numbers are added, so Sokołowski is not a form of Sokół. Gender and number are
not distinguished: „Kowalski” is a form of Kowalska. Archaic names of wives („Zarębina”, „Moniuszczyna”) are not
built.
"""

from collections.abc import Iterable, Iterator
from itertools import product

VOWELS = "aeiouyąęó"
# Shorter names have no forms: a word of two letters is hardly ever a name.
SHORTEST_DECLINED = 3
# Shorter names without Polish diacritics are often other words: Łoś is not „los”, Bąk is not „bak”.
SHORTEST_WITHOUT_MARKS = 5
# With a shorter name, the form for a wife is more often an adjective: „ul. Dębowa” does not name Dąb.
SHORTEST_HUSBAND = 5

MARKS = str.maketrans("ąćęłńóśźż", "acelnoszz")

# After a consonant: Nowak, Nowaka, Nowaków.
NOUN = "a owi em u y owie ów om ami ach".split()
# After k and g: Nowakiem, Nowaki.
NOUN_AFTER_K = ["iem", "i"]
# After the soft consonants, which are written with an i: Kuś, Kusia; Gołąb, Gołębia.
NOUN_AFTER_I = ["", "a", "owi", "em", "u", "e", "owie", "ów", "om", "ami", "ach"]
# Historically soft consonants: Tomasze, Wróble.
HARDENED = ("c", "cz", "dz", "sz", "ż", "rz", "l", "j")
# In place of the last vowel of Zaręba and Moniuszko.
NOUN_ON_A = "a o y ę ą om ami ach ów owie".split()
NOUN_ON_A_SOFT = ["", "a", "e", "i", "o", "u", "ę", "ą", "om", "ami", "ach", "ów", "owie"]
# Czarny, Czarnej; with -em as Linde has it: Lindem.
ADJECTIVE = "y a e ego ej em emu ą ym ych ymi".split()
ADJECTIVE_AFTER_I = "i a o ie iego iej iemu ą im ich imi".split()
# Wife and daughter: Nowakowa, Nowakówna.
WIFE = "owa owej ową ówna ówny ównie ównę ówną ównom".split()
# Iwanow and Puszkin are declined as nouns, the names of their wives as adjectives: Iwanowej, Puszkiną.
EASTERN = ("ow", "ew", "in", "yn")

# Vowels that change before an ending: Sokół, Sokoła; Gołąb, Gołębia.
TURNING = {"ó": "o", "ą": "ę"}
# … and before the -e of the locative: Anioł, Aniele; Kwiat, Kwiecie.
TURNING_BEFORE_E = {"io": "ie", "ia": "ie"}
# Replacement of „ie” and the consonant before it where the e is dropped: Kwiecień, Kwietnia.
FLEETING = {"c": "ćt", "dz": ("d", "dź"), "n": "ń", "s": "ś", "z": "ź"}
# The last consonants before -e, the longest first: Robert, Robercie; Sikora, Sikorze; Jadwiga, Jadwidze.
SOFT_BEFORE_E = {
	"st": "ści",
	"zd": "ździ",
	"sł": "śl",
	"zł": "źl",
	"sn": "śni",
	"zn": "źni",
	"ch": "sz",
	"t": "ci",
	"d": "dzi",
	"r": "rz",
	"ł": "l",
	"k": "c",
	"g": "dz",
	"h": "ż",
	**{letter: f"{letter}i" for letter in "bfmnpswz"},
}
# … and before the -i of men in the plural: Zieliński, Zielińscy; Szwed, Szwedzi.
SOFT_BEFORE_I = {
	"sz": "si",
	"st": "ści",
	"ch": "si",
	"k": "cy",
	"g": "dzy",
	"r": "rzy",
	"t": "ci",
	"d": "dzi",
	"ł": "li",
	"h": "si",
	"ż": "zi",
	**{letter: f"{letter}i" for letter in "bfmnpswz"},
}
SOFT = {
	"dź": "dzi",
	"ś": "si",
	"ć": "ci",
	"ź": "zi",
	"ń": "ni",
	**{letter: f"{letter}i" for letter in "bfmpw"},
}
# The plural of a family, written instead of the name: Zielińscy, of the stem Zielińsk-.
MEN = ("scy", "ccy", "dzcy")


def get_forms(name: str) -> frozenset[str]:
	"""Return the name in all cases and numbers, in lower case; long names also without Polish diacritics."""
	name = name.casefold()
	if len(name) < SHORTEST_DECLINED:
		return frozenset({name})
	forms = {name, *_decline(name)}
	if len(name) >= SHORTEST_WITHOUT_MARKS:
		forms |= {form.translate(MARKS) for form in forms}
	return frozenset(forms)


def _decline(name: str) -> Iterator[str]:
	if name.endswith(MEN):
		yield from _decline_adjective(f"{name[:-2]}k", after_i=True)
	elif name[-1] in "ao":
		yield from _decline_on_a(name)
	elif name[-1] in "iye":
		yield from _decline_adjective(name[:-1], after_i=name[-1] == "i")
	elif name[-1] not in VOWELS:
		yield from _decline_on_consonant(name)


def _decline_adjective(stem: str, after_i: bool) -> Iterator[str]:
	"""Yield Zielińskiego, Czarnej, Jerzemu; men of one family: Zielińscy, Antoniowie."""
	yield from _add(stem, ADJECTIVE_AFTER_I if after_i or stem[-1] in "kg" else ADJECTIVE)
	yield from _soften(stem, SOFT_BEFORE_I)
	if after_i and stem[-1] not in "kg":
		yield from _add(f"{stem}i", NOUN_AFTER_I)


def _decline_on_a(name: str) -> Iterator[str]:
	"""Yield Zaręby, Sikorze, Kani, Mai, Moniuszki; names on -a also as adjectives, as Czarna looks the same."""
	stem = name[:-1]
	yield from _add(stem, NOUN_ON_A_SOFT if stem[-1] in "ijl" else NOUN_ON_A)
	yield from _add(stem, ["e"] if stem.endswith(HARDENED) else [])
	if stem[-1] in "kg":
		yield f"{stem}i"
	if stem[-1] == "j":
		yield f"{stem[:-1]}i"
	yield from _decline_before_e(stem)
	if len(name) >= SHORTEST_HUSBAND:
		yield from _add(stem, WIFE)
	if name[-1] == "o":
		yield from _decline_on_o(stem)
	else:
		yield from _decline_adjective(stem, after_i=False)
		yield from _decline_husband(name)


def _decline_on_o(stem: str) -> Iterator[str]:
	"""Yield the forms of Moniuszko, Szydło and Bruno that follow other nouns: Szydłem, Brunona."""
	yield from _decline_stem(stem)
	yield from _decline_stem(f"{stem}on")


def _decline_husband(name: str) -> Iterator[str]:
	"""Yield Iwanow of Iwanowa, and Nowak of Nowakowa."""
	if not name.endswith(("owa", "ewa")):
		return
	yield name[:-1]
	yield from _decline_stem(name[:-1])
	if len(name) - len("owa") >= SHORTEST_HUSBAND:
		yield name[: -len("owa")]
		yield from _decline_stem(name[: -len("owa")])


def _decline_on_consonant(name: str) -> Iterator[str]:
	for stem in _get_stems(name):
		yield from _decline_stem(stem)
		if len(name) >= SHORTEST_HUSBAND:
			yield from _add(stem, WIFE)
	if name.endswith(EASTERN) and len(name) >= SHORTEST_HUSBAND:
		yield from _add(name, ADJECTIVE)


def _get_stems(name: str) -> set[str]:
	"""Return the stems for endings: Sokół → Sokoł-, Marek → Mark-, Kozioł → Kozł-, Kwiecień → Kwietń-."""
	turned = _turn_last_vowel(name)
	return {name, turned, *_drop_fleeting_e(name)}


def _turn_last_vowel(name: str) -> str:
	place = max(name.rfind(vowel) for vowel in VOWELS)
	return name[:place] + TURNING.get(name[place], name[place]) + name[place + 1 :] if place >= 0 else name


def _drop_fleeting_e(name: str) -> Iterator[str]:
	beginning, vowel, last = name[:-2], name[-2], name[-1]
	if beginning.endswith("i") and vowel in "eo":
		yield from (hard + last for hard in _harden(beginning[:-1]))
	elif vowel == "e":
		yield beginning + last
		if beginning.endswith("rz"):
			# Marzec, Marca.
			yield beginning[:-1] + last


def _harden(beginning: str) -> Iterator[str]:
	yield beginning
	for soft, others in FLEETING.items():
		if beginning.endswith(soft):
			yield from (beginning[: -len(soft)] + other for other in others)


def _decline_stem(stem: str) -> Iterator[str]:
	"""Yield the forms of a noun whose stem ends with a consonant."""
	yield from _add(stem, NOUN)
	if stem[-1] in "kg":
		yield from _add(stem, NOUN_AFTER_K)
	else:
		yield from _decline_before_e(stem)
	if stem.endswith(HARDENED):
		yield from _add(stem, ["e", "i"])
	yield from _soften(stem, SOFT_BEFORE_I)
	for soft in _soften(stem, SOFT):
		yield from _add(soft, NOUN_AFTER_I)


def _decline_before_e(stem: str) -> Iterator[str]:
	for soft in _soften(stem, SOFT_BEFORE_E):
		yield f"{soft}e"
		for vowels, turned in TURNING_BEFORE_E.items():
			if vowels in soft[-5:]:
				yield f"{turned.join(soft.rsplit(vowels, 1))}e"


def _soften(stem: str, table: dict[str, str]) -> Iterator[str]:
	"""Yield the stem with its last consonant replaced by the table; nothing when the table lacks it."""
	for hard, soft in table.items():
		if stem.endswith(hard):
			yield stem[: -len(hard)] + soft
			return


def _add(stem: str, endings: Iterable[str]) -> Iterator[str]:
	return map("".join, product((stem,), endings))
