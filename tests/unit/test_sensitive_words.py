"""Every case of the words for relatives, and the stems of illness and addiction, are found in a text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opsfamily.core.access_copy import (
	ABOUT_FAMILY,
	SPEAKS_OF_ILLNESS,
	SPEAKS_OF_RELATIVE,
	Doubt,
	Person,
	Text,
	make_copy_for,
)
from opsfamily.core.declension import MARKS
from opsfamily.core.sensitive_words import find_relatives, find_sensitive_words

# Singular and plural, as a grammar lists them: nominative, genitive, dative, accusative, instrumental, locative, vocative.
CASES = """
	ojciec ojca ojcu ojcem ojcze ojcowie ojców ojcom ojcami ojcach
	matka matki matce matkę matką matko matek matkom matkami matkach
	tata taty tacie tatę tatą tato tatusia mama mamy mamie mamę mamą mamo mamusi
	rodzice rodziców rodzicom rodzicami rodzicach rodzeństwo rodzeństwa
	brat brata bratu bratem bracie bracia braci braciom braćmi braciach
	siostra siostry siostrze siostrę siostrą siostro sióstr siostrom siostrami
	syn syna synowi synem synu synowie synów synom synami synach synek synka
	córka córki córce córkę córką córko córek córkom córkami córkach córeczka
	dziecko dziecka dziecku dzieckiem dzieci dzieciom dziećmi dzieciach
	babcia babci babcię babcią babciu babcie babć babciom babciami babciach babka babce
	dziadek dziadka dziadkowi dziadkiem dziadku dziadkowie dziadków dziadkom dziadkami
	wnuk wnuka wnukowi wnuczka wnuczce wnuczek wnuczęta wujek wujka wuja stryjem
	ciocia cioci ciocię ciotka ciotce ciotek kuzyn kuzynka krewny krewnej
	mąż męża mężowi mężem mężu mężowie mężów żona żony żonie żonę żoną żono żon
	partner partnera partnerowi partnerem partnerze partnerka partnerki partnerce partnerką
	konkubent konkubenta konkubentowi konkubentem konkubina konkubinie konkubinat
	narzeczony narzeczonego narzeczona małżonek małżonka małżonki
	teść teścia teściowi teściem teściowie teściowa teściowej teściową teściów
	zięć zięcia zięciem synowa synowej szwagier szwagra szwagierka bratowa bratowej
	macocha macochy macosze ojczym ojczyma pasierb pasierbica świekra
	opiekun opiekunki sąsiad sąsiadki
""".split()
ILLNESS = """
	alkoholu alkoholik uzależnienia uzależniony uzależnień nałóg nałogu odwyk odwyku odwykowego detoks trzeźwości
	pije pił piła picia pijany upija narkotyków narkomanii heroinę hazardu leczenie leczy leczyć leczenia terapię
	terapeuty psychoterapii psychiatry psychologa depresję schizofrenii padaczkę padaczce epilepsji chory chorego
	choroba chorobie choruje chorych szpital szpitala szpitalu lekarza leki leków niepełnosprawność autyzmem ADHD
	cukrzycę nowotworu raka zdrowia ciąży poronienie samobójczą lęki lęków zaburzenia przemoc przemocy pobicie
	więzieniu skazany aresztu
""".split()
MARIA = Person("Maria Testowa")
OTHER = "[inna osoba]"
capitals = st.sampled_from([str.lower, str.upper, str.capitalize, str.title])
around = st.sampled_from(
	["{}", "u {}", "z {},", "({})", "„{}”", "{}-", "<b>{}</b>", "Adam\n{}\nrano", "{}/x"]
)


def written(word: str, change, around: str, without_marks: bool, decomposed: bool) -> str:
	text = around.format(change(word.translate(MARKS) if without_marks else word))
	return unicodedata.normalize("NFD", text) if decomposed else text


@given(st.sampled_from(CASES), capitals, around, st.booleans(), st.booleans())
def test_a_relative_is_found_in_every_case_however_written(word, change, around, without_marks, decomposed):
	assert find_relatives(written(word, change, around, without_marks, decomposed))


@given(st.sampled_from(ILLNESS), capitals, around, st.booleans(), st.booleans())
def test_an_illness_is_found_by_its_stem_however_written(word, change, around, without_marks, decomposed):
	assert find_sensitive_words(written(word, change, around, without_marks, decomposed))


@pytest.mark.parametrize("word", CASES)
def test_each_case_of_a_relative(word):
	assert find_relatives(word) == [word]


@pytest.mark.parametrize("word", ILLNESS)
def test_each_stem_of_an_illness(word):
	assert find_sensitive_words(word) == [word]


@pytest.mark.parametrize(
	"text",
	[
		"Stały plan dnia, lecz bez pośpiechu",
		"złożenie wniosku do Zakładu Ubezpieczeń Społecznych",
		"15:00–17:00\nmieszkanie rodziny\nAsystent rodziny: Anna Asystentka",
		"zgoda na pracę z asystentem rodziny",
		"01.01.1990",
		"trening budżetowy, sprzątanie, zakupy, synteza, syndyk",
	],
)
def test_ordinary_words_raise_no_doubt(text):
	assert find_relatives(text) == find_sensitive_words(text) == []


def prepare(*texts: Text, person: Person = MARIA, others: tuple[Person, ...] = ()) -> list[Text]:
	return make_copy_for(person, others, texts, OTHER).texts


@given(st.sampled_from(CASES), st.sampled_from(ILLNESS), st.booleans())
def test_no_fact_with_such_a_word_starts_ticked(relative, illness, own_health):
	texts = prepare(
		Text("Praca", f"wsparcie, {relative}", sure=True, own_health=own_health),
		Text("Praca", f"wsparcie, {illness}", sure=True),
	)
	assert [text.doubts for text in texts] == [
		(Doubt(SPEAKS_OF_RELATIVE, (relative,)),),
		(Doubt(SPEAKS_OF_ILLNESS, (illness,)),),
	]
	assert not any(text.ticked for text in texts)


def test_what_is_written_about_the_family_never_starts_ticked():
	[text] = prepare(Text("Cel główny", "spokój w domu"))
	assert not text.ticked and [doubt.reason for doubt in text.doubts] == [ABOUT_FAMILY]


def test_a_name_that_was_hidden_is_a_doubt():
	[text] = prepare(Text("Miejsce", "u Jana", sure=True), others=(Person("Jan Obcy"),))
	assert not text.ticked and text.text == f"u {OTHER}"


def test_own_health_and_own_kinship_start_ticked():
	texts = prepare(
		Text("Zdrowie", "depresja", sure=True, own_health=True),
		Text("Pokrewieństwo", "matka", sure=True, own_kinship=True),
	)
	assert [text.ticked for text in texts] == [True, True]
	[text] = prepare(Text("Pokrewieństwo", "żona ojca", sure=True, own_kinship=True))
	assert not text.ticked


@pytest.mark.parametrize("surname", ["Wnuk", "Dziadek", "Ojciec", "Syn", "Babka", "Partner"])
def test_the_persons_own_name_is_no_relative(surname):
	person = Person(f"Jan {surname}")
	[text] = prepare(Text("Imię i nazwisko", person.full_name, sure=True), person=person)
	assert text.ticked
