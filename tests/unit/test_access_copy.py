import unicodedata
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from opsfamily.core.access_copy import (
	NO_FINDING,
	Person,
	Text,
	is_about_only,
	is_same_person,
	make_copy_for,
	mentions_blue_card,
	mentions_health,
	without_others,
)

MARIA = Person("Maria Testowa", date(1990, 1, 1), "cukrzyca")
JAN = Person("Jan Testowy", date(2015, 6, 1), "padaczka, ADHD")
OTHER = "[inna osoba]"
CARDS = (
	"Niebieska Karta",
	"procedura Niebieskiej Karty",
	"w niebieskiej karcie",
	"NIEBIESKĄ KARTĘ",
	"Niebieskie Karty",
	"dwóch Niebieskich Kart",
	"Niebieskimi Kartami",
	"„Niebieska” Karta",
	"„Niebieskiej Karty”",
	"Niebieska\u00a0Karta",
	"Niebie\u00adska Kar\u200bta",
	"niebieska-karta",
	"niebieska_karta",
	"Niebieskiej\nKarty",
	"<b>Niebieska</b> <i>Karta</i>",
	"&lt;b&gt;Niebieska&lt;/b&gt; Karta",
	"Niebieska&nbsp;Karta",
	"niebieskiej nowej karty",
	"karta „Niebieska”",
	"kartę niebieską",
	"niebieskakarta",
	"niebieskokartowa",
	"procedura NK",
	"formularz NK-A",
	unicodedata.normalize("NFD", "Niebieską Kartę"),
)
words = st.text("abcdefghijklmnoprstuwyzż", min_size=3, max_size=10)
names = st.builds("{} {}".format, words.map(str.capitalize), words.map(str.capitalize))
# A word for „nothing” tells nothing.
words = words.filter(lambda word: word not in NO_FINDING)
healths = st.lists(words, min_size=1, max_size=3).map(" ".join)
people = st.builds(Person, names, st.none(), healths)
texts = st.text("abcdefghijklmnoprstuwyzżŻKN ,.\n-„”", max_size=60)


@pytest.mark.parametrize("text", CARDS)
def test_every_form_of_the_blue_card_is_seen(text):
	assert mentions_blue_card(f"Rozmowa o tym, że {text} trwa.")


@pytest.mark.parametrize(
	"text",
	("niebieska kurtka", "niebieski karton", "karta pobytu", "bank", "nk", "Karta Dużej Rodziny", "", None),
)
def test_other_words_are_not_the_blue_card(text):
	assert not mentions_blue_card(text)


@pytest.mark.parametrize(
	("text", "left"),
	[
		("Maria i Jan Testowy są w domu.", "Maria i [inna osoba] są w domu."),
		(
			"Maria Testowa i Jan Testowy, zgoda Marii Testowej",
			"Maria Testowa i [inna osoba], zgoda Marii Testowej",
		),
		("Rozmowa z Janem o szkole Jana.", "Rozmowa z [inna osoba] o szkole [inna osoba]."),
		("JANOWI NOWAKOWI", "[inna osoba] NOWAKOWI"),
		("Janina i januszek", "Janina i januszek"),
	],
)
def test_names_of_others_are_replaced_in_every_case(text, left):
	assert without_others(text, MARIA, [JAN], OTHER) == left


@pytest.mark.parametrize(
	("name", "forms"),
	[
		("Marek", "Marka Markowi Markiem Marku"),
		("Paweł", "Pawła Pawłowi Pawłem Pawle"),
		("Agata", "Agaty Agacie Agatę Agatą Agato"),
		("Magda", "Magdy Magdzie Magdę"),
		("Piotr", "Piotra Piotrowi Piotrem Piotrze"),
		("Katarzyna", "Katarzyny Katarzynie Katarzyną"),
		("Kowalska", "Kowalskiej Kowalską"),
		("Kowalski", "Kowalskiego Kowalskiemu Kowalskim"),
		("Jadwiga", "Jadwigi Jadwidze Jadwigę"),
	],
)
def test_declined_names(name, forms):
	for form in forms.split():
		assert without_others(form, MARIA, [Person(name)], OTHER) == OTHER


def test_a_shared_surname_stays():
	assert (
		without_others("Anna i Adam Nowak", Person("Anna Nowak"), [Person("Adam Nowak")], "X")
		== "Anna i X Nowak"
	)


@pytest.mark.parametrize(
	"text",
	(
		"Jan ma padaczkę.",
		"napady padaczki",
		"PADACZKA",
		"leczony na ADHD",
		"pada\u00adczka",
		"<b>padaczka</b>, ADHD",
	),
)
def test_health_is_seen_item_by_item_and_declined(text):
	assert mentions_health(text, [JAN.health])


@pytest.mark.parametrize("text", ("", "pada deszcz", "adhdowy", "Omówiono wydatki."))
def test_other_texts_are_no_health(text):
	assert not mentions_health(text, [JAN.health, "", "-", "zdrowy", "z. Aspergera", "brak / nie dotyczy"])


@pytest.mark.parametrize(
	("recipient", "only"),
	[
		("Maria Testowa", True),
		("maria  testowa", True),
		("Maria", True),
		("Jan", False),
		("rodzina", False),
		("", False),
	],
)
def test_whose_income_it_is(recipient, only):
	assert is_about_only(MARIA, recipient, [JAN]) is only


def test_a_name_that_could_be_two_people_is_nobodys():
	assert not is_about_only(Person("Anna Nowak"), "Nowak", [Person("Adam Nowak")])


def test_the_same_name_with_two_births_is_two_people():
	assert is_same_person(MARIA, Person("maria  testowa"))
	assert not is_same_person(MARIA, Person("Maria Testowa", date(2015, 6, 1)))


def test_what_is_left_out_is_counted():
	copy = make_copy_for(
		MARIA,
		[JAN],
		[
			Text("Kurs", "Jan ma padaczkę."),
			Text("Kurs", "Trwa Niebieska Karta."),
			Text("Stan zdrowia", "cukrzyca, padaczka", own_health=True),
			Text("Kurs", " "),
		],
		OTHER,
	)
	assert [(text.heading, text.text) for text in copy.texts] == [("Stan zdrowia", "cukrzyca, padaczka")]
	assert (copy.left_out_health, copy.left_out_card) == (1, 1)


@given(people, people, texts, texts)
def test_nothing_says_what_another_member_suffers_from(person, other, before, after):
	text = Text("Kurs", f"{before} {other.health} {after}")
	assert make_copy_for(person, [other], [text], OTHER).texts == []


@given(people, st.lists(people, max_size=3), st.lists(texts, max_size=4), st.data())
def test_no_output_holds_a_card_a_health_or_a_foreign_name(person, others, parts, data):
	sources = [*parts, *(o.full_name for o in others), *(o.health for o in others), *CARDS]
	made = data.draw(st.lists(st.lists(st.sampled_from(sources), max_size=4).map(" ".join), max_size=5))
	copy = make_copy_for(person, others, [Text("Kurs", text) for text in made], OTHER)
	own = set(person.full_name.casefold().split())
	for text in copy.texts:
		assert not mentions_blue_card(text.text)
		for other in others:
			assert other.health not in text.text.split("\n")
			assert own >= {w for w in other.full_name.casefold().split() if w in text.text.casefold().split()}


@given(people, st.sampled_from(CARDS), texts, texts, st.booleans())
def test_a_card_keeps_even_the_own_health_out(person, card, before, after, own_health):
	text = Text("Stan zdrowia", f"{before} {card} {after}", own_health=own_health)
	assert make_copy_for(person, [], [text], OTHER).texts == []


@given(people, st.lists(people, max_size=3), texts)
def test_nothing_is_made_up(person, others, text):
	assume(not mentions_blue_card(text))
	copy = make_copy_for(person, others, [Text("Kurs", text, own_health=True)], "")
	for kept in copy.texts:
		assert len(kept.text) <= len(text)
