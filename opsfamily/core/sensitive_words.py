"""Words of a text that may speak of another person: relatives, and illness, addiction, violence or conviction.

A word is known by its beginning or by its forms, in any capitals, with or without Polish diacritics. The rules find
too much rather than too little: „dziadek” on a street sign costs a click, a father's therapy in the mother's copy
cannot be taken back.
"""

import re
from collections.abc import Iterable

from opsfamily.core.declension import MARKS
from opsfamily.core.names import WORD, get_plain_text

# Beginnings, without diacritics. Words with the same beginning that mean something else are not worth an exception.
RELATIVE_STEMS = """
	ojc ojciec tatus tatk tatunc mamus mamun mamin matk matce matek matczyn macierzyn macierzyst macoch macosz rodzic
	rodzenstw brac brat siost sios synk synal synus synow cork corc corec corek corus corecz dzieck dziec
	babc babk babun babul babin dziadk dziadz dziadun dziadek prababc pradziad wnuk wnucz wnusi wuj stryj ciot cioc
	kuzyn krewn spokrewn powinowat swojak maz mez malzon malzen zonk konkub partner narzecz tesc ziec ziet szwag bratan
	bratow siostrz swiekr pasierb przybran przyrodn opiekun sasiad znajom koleg kolez przyjac chlopak chlopc chlopi
	chlopiec dziewcz mezczyzn kobiet niemowl noworod nastolat malolet nieletn blizni jedynac jedynak
	domowni wspolokator wspolmieszk lokator wychowan pociech maluch potomk potomst
"""
# Words too short for a beginning.
RELATIVE_WORDS = """
	tata taty tacie tate tato tatow tatom tatami tatach mama mamy mamie mame mamo mam mamom mamami mamach matko
	syn syna synowi synem synu synom synami synach synek cora cory corze core coro cor corom corami corach
	baba baby babie babe babo babom babami babach dziad dziada dziadowi dziadem dziadu dziady dziadow dziadom
	zona zony zonie zone zono zon zonom zonami zonach zonaty zonatego
"""
SENSITIVE_STEMS = """
	alkohol uzalezn nalog narkot narkom odwyk detoks trzezw nietrzezw pijan pijac pijak pijat upij upic upil
	zapij popij przepij przepil wypij wypil pici abstyn dopalacz marihuan konopi amfetamin metamfet heroin kokain
	metadon hazard lecze lecza leczy leczon leczni wylecz terap psych depres schizo dwubiegun bipolar nerwic nerwow
	lekow samoboj samookalecz samouszk zaburz chorob choruj chorow chory chora chore chorego chorej choremu chorym
	chorych chorzy schorz dolegl diagno niepelnospr uposledz niedorozw inwalid rehabilit autyz autyst asperg padacz
	epilep cukrzyc insulin nowotw onkolog chemioter radioter gruzl zoltacz astm alerg nadcisn zawal udar
	porazen paraliz demenc otepie alzheim parkins szpital hospitaliz lekar farmak zdrow przychodni poradni
	neurolog kardiolog ginekolog urolog dermatolog logoped pediatr ciaz ciez poron porod polog aborc operacj zabieg
	renci orzeczen przemoc pobic pobil pobit zneca molest gwalc gwalt wykorzyst agres bije bija bicie bicia uderz
	karan karn skazan wiezien wiezni aresz zakazen hiv aids wzw
"""
SENSITIVE_WORDS = """
	pije pija pil pila pili pily pic piciu lek leki leku lekiem lekow lekom lekami lekach rak raka rakowi rakiem raku
	adhd fas
"""


def _make_pattern(stems: str, words: str) -> re.Pattern:
	beginnings = "|".join(sorted(set(stems.split())))
	whole = "|".join(sorted(set(words.split())))
	return re.compile(rf"(?:(?:{beginnings})\w*|{whole})")


RELATIVE = _make_pattern(RELATIVE_STEMS, RELATIVE_WORDS)
SENSITIVE = _make_pattern(SENSITIVE_STEMS, SENSITIVE_WORDS)


def find_relatives(text: str | None, besides: Iterable[str] = ()) -> list[str]:
	"""Return the words for relatives and others near to a person: „ojca”, „babcią”, „konkubentowi”.

	As written, each once. besides: words in lower case that are no such words here, as the forms of a surname.
	"""
	return _find(RELATIVE, text, besides)


def find_sensitive_words(text: str | None, besides: Iterable[str] = ()) -> list[str]:
	"""Return the words for illness, therapy, addiction, violence and conviction, as `find_relatives` does."""
	return _find(SENSITIVE, text, besides)


def _find(pattern: re.Pattern, text: str | None, besides: Iterable[str]) -> list[str]:
	left_out = frozenset(besides)
	words = dict.fromkeys(WORD.findall(get_plain_text(text)))
	return [
		word
		for word in words
		if word.casefold() not in left_out and pattern.fullmatch(word.casefold().translate(MARKS))
	]
