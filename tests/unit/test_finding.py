"""What somebody types finds a name with or without Polish letters, a phone in any spelling, a number in part."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opsfamily.core.finding import (
	BEGINS,
	INSIDE,
	fold,
	get_digits,
	may_be_number,
	parse,
	rank,
	split_by_kind,
)


@pytest.mark.parametrize(
	("typed", "folded"),
	[
		("ZAŻÓŁĆ GĘŚLĄ JAŹŃ", "zazolc gesla jazn"),
		("Łucja", "lucja"),
		("Müller", "muller"),
		("Strauß", "strauss"),
		("Đorđe", "dorde"),
		(None, ""),
	],
)
def test_fold(typed, folded):
	assert fold(typed) == folded


@given(st.text(alphabet="aąbcćdeęlłnńoósśzźżAĄŁŻŹ -'", max_size=30))
def test_folding_twice_changes_nothing_and_case_does_not_matter(text):
	assert fold(fold(text)) == fold(text) == fold(text.upper())


@pytest.mark.parametrize(
	("typed", "names", "expected"),
	[
		("zoltows", ["Żółtowska Łucja"], BEGINS),
		("łuc żół", ["Żółtowska Łucja"], BEGINS),
		("luc zol", ["Żółtowska Łucja"], BEGINS),
		("kowal", ["Nowak-Kowalska Anna"], BEGINS),
		("walska", ["Nowak-Kowalska Anna"], INSIDE),
		("wal", ["Nowak-Kowalska Anna"], None),
		("anna zielin", ["Nowak Anna"], None),
		("szkola 2", ["Szkoła Podstawowa nr 2"], BEGINS),
		("lipowa 5", ["Nowak Anna", "ul. Lipowa 5/2"], BEGINS),
		("", ["Nowak"], None),
		("???", ["Nowak"], None),
	],
)
def test_rank_of_names(typed, names, expected):
	assert rank(parse(typed), names) == expected


@pytest.mark.parametrize("typed", ["511 555 870", "511555870", "+48 511-555-870", "0048511555870", "555 870"])
@pytest.mark.parametrize("stored", ["511555870", "+48 511 555 870", "tel. 511-555-870"])
def test_a_phone_is_found_in_any_spelling(typed, stored):
	assert rank(parse(typed), [], [stored]) == BEGINS


def test_two_digits_find_no_phone_and_letters_none():
	assert rank(parse("51"), ["Nowak"], ["511555870"]) is None
	assert rank(parse("m 511"), ["Nowak"], ["511555870"]) is None


@given(st.text(max_size=200), st.text(max_size=50))
def test_any_text_may_be_typed(typed, stored):
	assert rank(parse(typed), [stored], [stored]) in (BEGINS, INSIDE, None)


@given(st.text(alphabet="ąćęłńóśźżabcdz", min_size=1, max_size=20))
def test_a_name_finds_itself_also_without_its_accents(name):
	assert rank(parse(name), [name]) == rank(parse(fold(name)), [name]) == BEGINS


def test_one_letter_is_not_enough():
	assert [parse(typed).is_enough for typed in ("", "z", "!!", "zo", "ż ł")] == [
		False,
		False,
		False,
		True,
		True,
	]


def test_a_kind_of_document_and_a_name():
	label = "Ocena sytuacji rodziny"
	assert split_by_kind(parse("ocena ziel"), label) == ("ziel",)
	assert split_by_kind(parse("Ocena"), label) == ()
	assert split_by_kind(parse("oc zielińska"), label) is None
	assert split_by_kind(parse("zielińska"), label) is None


@pytest.mark.parametrize(
	("typed", "expected"),
	[
		("ROD-2026-0012", True),
		("0012", True),
		("F1", False),
		("lipowa 12", False),
		("nowak", False),
		("12%", False),
		("1_2", False),
	],
)
def test_what_may_be_a_number(typed, expected):
	assert may_be_number(parse(typed)) is expected


def test_digits_have_no_country():
	assert get_digits("+48 511 555 870") == "511555870"
	assert get_digits(None) == ""
