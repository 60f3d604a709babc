"""The fixed words of the family's plan: every language has every word, in its own letters."""

import re

import pytest

from opsfamily.core import plan_words

CYRILLIC, LATIN = re.compile("[А-Яа-яІіЇїЄєҐґЁё]"), re.compile("[A-Za-z]")


@pytest.mark.parametrize("language", plan_words.WORDS)
def test_every_language_has_every_word(language):
	words = plan_words.get_words(language)
	assert words.keys() == plan_words.WORDS["pl"].keys()
	assert all(word.strip() == word and word for word in words.values())


@pytest.mark.parametrize("language", ["uk", "ru"])
def test_cyrillic_words_hold_no_latin_letter_that_looks_alike(language):
	for word in plan_words.get_words(language).values():
		assert CYRILLIC.search(word) and not LATIN.search(word), word


def test_no_russian_letter_in_ukrainian_and_the_other_way_round():
	ukrainian, russian = ("".join(plan_words.get_words(language).values()) for language in ("uk", "ru"))
	assert not set("ыэёъЫЭЁЪ") & set(ukrainian)
	assert not set("іїєґІЇЄҐ’") & set(russian)


def test_the_language_of_a_paper():
	assert plan_words.get_tag("Plan dla rodziny po ukraińsku") == "uk-UA"
	assert plan_words.get_tag("Plan dla rodziny po angielsku") == "en-GB"
	assert plan_words.get_tag("F2 Plan pracy") == "pl-PL"
