import pytest
from hypothesis import given
from hypothesis import strategies as st

from opsfamily.core.anonymity import surnames_found, surnames_of
from opsfamily.core.names import plain

FORMS = {
	"Zielińska": "Zielińska Zielińskiej Zielińską Zieliński Zielińskiego Zielińskiemu Zielińskim Zielińscy Zielińskich",
	"Nowicki": "Nowicki Nowickiego Nowicka Nowickiej Nowiccy Nowickimi",
	"Nowak": "Nowak Nowaka Nowakowi Nowakiem Nowaku Nowakowie Nowaków Nowakom Nowakowa Nowakowej",
	"Dudek": "Dudek Dudka Dudkowi Dudkiem Dudkowie Dudków",
	"Wójcik": "Wójcik Wójcika Wójcikowi Wójcików",
	"Sokół": "Sokół Sokoła Sokołowi Sokołem",
	"Dąb": "Dąb Dęba Dębowi Dębem",
	"Zaręba": "Zaręba Zaręby Zarębie Zarębę Zarębą",
	"Sikora": "Sikora Sikory Sikorze Sikorę",
	"Łaba": "Łaba Łaby Łabie",
}


@pytest.mark.parametrize("surname", FORMS)
def test_every_form_in_any_capitals(surname):
	for form in FORMS[surname].split():
		for written in (form, form.lower(), form.upper()):
			assert surnames_found(f"Rozmowa z ({written}), potem przerwa.", [surname]) == [written]


@pytest.mark.parametrize(
	("text", "surname"),
	[
		("nowakowski dom", "Nowak"),
		("Sokołowski", "Sokół"),
		("zieleń i zielona trawa", "Zielińska"),
		("dębina", "Dąb"),
		("sikorka", "Sikora"),
		("przedudkowy", "Dudek"),
		("", "Nowak"),
		(None, "Nowak"),
	],
)
def test_not_inside_another_word(text, surname):
	assert surnames_found(text, [surname]) == []


def test_a_double_surname_by_each_half():
	names = surnames_of("Anna Nowak-Zielińska")
	assert names == {"Nowak", "Zielińska"}
	assert surnames_found("pani Nowakowa, Zielińskiej, Nowak-Zielińskiej", names) == [
		"Nowakowa",
		"Zielińskiej",
		"Nowak",
	]


def test_what_is_the_surname_of_a_full_name():
	assert surnames_of("Katarzyna Zielińska") == {"Zielińska"}
	assert surnames_of("ZIELIŃSKA Katarzyna") == {"ZIELIŃSKA"}
	assert surnames_of("JAN NOWAK") == {"NOWAK"}
	assert surnames_of("  ") == surnames_of(None) == frozenset()


def test_a_short_surname_only_as_it_is_written():
	assert surnames_found("to Ho, ho, HO", ["Ho"]) == ["Ho"]


def test_what_a_reader_sees_counts():
	assert surnames_found("<b>Ziel\u00adińskiej</b>&nbsp;Zieli\u0144skiego", ["Zielińska"]) == [
		"Zielińskiej",
		"Zielińskiego",
	]


def test_each_word_once_in_the_order_of_the_text():
	assert surnames_found("Nowak, Dudka, Nowak", ["Dudek", "Nowak"]) == ["Nowak", "Dudka"]


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_and_any_name(text, name):
	seen = plain(text)
	assert all(word in seen for word in surnames_found(text, surnames_of(name)))


@given(st.text(alphabet="abcdefghijklmnoprstuwyząęółżźćń", min_size=3, max_size=12))
def test_a_surname_is_always_found_as_it_stands(name):
	assert name in surnames_found(f"Dziś {name} przyszła", [name])
