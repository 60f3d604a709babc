"""The genogram: nobody stands on another, everybody once, children below their parents; and what the picture shows."""

import re
from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opsfamily.core import genogram as core
from opsfamily.core.genogram import FEMALE, MALE, Relative
from opsfamily.core.genogram_picture import Words, genogram, get_siblings, make_sheet

WORDS = Words(
	"Genogram",
	"opis",
	"Nikogo",
	"mężczyzna",
	"kobieta",
	"płeć?",
	"nie żyje",
	"dom",
	"para",
	"rozstanie",
	"dziecko",
)
NAMES = [f"Osoba {number}" for number in range(14)]


@st.composite
def families(draw) -> list[Relative]:
	"""People with any parents, partners and ties, those that contradict each other left out one by one."""
	people: list[Relative] = []
	for number in range(draw(st.integers(0, 14))):
		name = st.sampled_from(NAMES)
		person = Relative(
			NAMES[number],
			draw(st.sampled_from(("", MALE, FEMALE))),
			draw(st.booleans()),
			draw(st.booleans()),
			tuple(draw(st.lists(name, max_size=2))),
			draw(st.one_of(st.just(""), name)),
			draw(st.booleans()),
		)
		people.append(person)
	while core.find_contradiction(people):
		people.pop()
	return people


@given(families())
def test_everybody_stands_once_and_nobody_on_another(people):
	places = core.lay_out(people)
	assert list(places) == [person.name for person in people]
	for one, other in combinations(places.values(), 2):
		assert one.generation != other.generation or abs(one.x - other.x) > 0.999
	assert all(place.x >= 0 and place.generation >= 0 for place in places.values())


@given(families())
def test_children_stand_below_their_parents_and_partners_in_one_row(people):
	places = core.lay_out(people)
	for person in people:
		for parent in core.get_known_parents(person, places):
			assert places[parent].generation < places[person.name].generation
	for couple in core.get_couples(people):
		assert places[couple.one].generation == places[couple.other].generation


@given(families())
def test_the_picture_is_xml_and_holds_everybody_once(people):
	picture = ElementTree.fromstring(genogram(people, WORDS))
	titles = [each.text for each in picture.iter("{http://www.w3.org/2000/svg}title")]
	assert titles[1:] == [person.name for person in people]


@given(families())
def test_all_is_drawn_inside_and_no_texts_lie_on_symbols(people):
	places = core.lay_out(people)
	sheet = make_sheet(people, places, get_siblings(people, places))
	for x, y in sheet.centres.values():
		assert 50 <= x <= sheet.width - 50 and 17 <= y <= sheet.height
	tops = sorted({y for _x, y in sheet.centres.values()})
	for name, foot in sheet.feet.items():
		below = [y for y in tops if y > sheet.centres[name][1]]
		assert not below or foot < below[0] - 17


@given(families())
def test_level_lines_of_different_parents_do_not_lie_on_each_other(people):
	places = core.lay_out(people)
	found = [(one, *span_of(one, places)) for one in get_siblings(people, places)]
	for (one, row, span), (other, other_row, other_span) in combinations(found, 2):
		if (row, one.lane) == (other_row, other.lane):
			assert span[1] < other_span[0] or other_span[1] < span[0]


def span_of(siblings, places):
	xs = [places[name].x for name in (*siblings.parents, *siblings.children)]
	return places[siblings.parents[0]].generation, (min(xs), max(xs))


THREE = [
	Relative("Zofia", FEMALE, is_dead=True, partner="Jan"),
	Relative("Jan", MALE),
	Relative("Maria", FEMALE, at_home=True, parents=("Zofia", "Jan"), partner="Piotr", separated=True),
	Relative("Piotr", MALE),
	Relative("Ola", FEMALE, at_home=True, parents=("Maria", "Piotr")),
	Relative("Adam", MALE, at_home=True, parents=("Maria", "Piotr")),
	Relative("Nieznany", ""),
]


def test_three_generations():
	generations = {name: place.generation for name, place in core.lay_out(THREE).items()}
	assert generations == {"Zofia": 0, "Jan": 0, "Maria": 1, "Piotr": 1, "Ola": 2, "Adam": 2, "Nieznany": 3}


def test_parents_stand_over_the_middle_of_their_children():
	places = core.lay_out(THREE)
	assert places["Maria"].x + places["Piotr"].x == pytest.approx(places["Ola"].x + places["Adam"].x)


def test_both_pairs_of_grandparents_are_in_one_row_each_over_its_own_child():
	people = [
		Relative("Dziecko", parents=("Matka", "Ojciec")),
		Relative("Matka", FEMALE, parents=("Babka M", "Dziadek M")),
		Relative("Ojciec", MALE, parents=("Babka O", "Dziadek O")),
		*(Relative(name) for name in ("Babka M", "Dziadek M", "Babka O", "Dziadek O")),
	]
	places = core.lay_out(people)
	assert {places[name].generation for name in ("Babka M", "Dziadek M", "Babka O", "Dziadek O")} == {0}
	is_mother_left = places["Matka"].x < places["Ojciec"].x
	assert (places["Babka M"].x < places["Babka O"].x) == is_mother_left


def test_a_parent_in_law_without_parents_stands_just_above_the_children():
	people = [
		Relative("Prababka"),
		Relative("Babka", parents=("Prababka",)),
		Relative("Matka", parents=("Babka",)),
		Relative("Dziecko", parents=("Matka",)),
		Relative("Mąż", partner="Matka", parents=("Teść",)),
		Relative("Teść"),
	]
	assert core.lay_out(people)["Teść"].generation == 1


@pytest.mark.parametrize(
	"people",
	[
		[Relative("A", parents=("A",))],
		[Relative("A", parents=("B",)), Relative("B", parents=("A",))],
		[Relative("A", parents=("B",), partner="B"), Relative("B")],
		[Relative("A", parents=("B",)), Relative("B", parents=("C",)), Relative("C", partner="A")],
	],
)
def test_who_would_be_of_two_generations_is_named(people):
	assert core.find_contradiction(people) in {person.name for person in people}


def test_ties():
	assert {(each.one, each.other): each.tie for each in core.get_couples(THREE)} == {
		("Zofia", "Jan"): core.TOGETHER,
		("Maria", "Piotr"): core.SEPARATED,
	}
	parents = [Relative("A"), Relative("B"), Relative("C", parents=("A", "B"))]
	assert core.get_couples(parents) == [core.Couple("A", "B", core.COMMON_CHILD)]


def test_the_picture_is_black_and_white_and_names_its_signs():
	drawn = genogram(THREE, WORDS)
	assert set(re.findall(r"#[0-9a-f]{6}", drawn)) == {"#000000", "#ffffff"}
	for sign in ("mężczyzna", "kobieta", "płeć?", "nie żyje", "dom", "para", "rozstanie"):
		assert f">{sign}<" in drawn
	assert ">dziecko<" not in drawn
	assert drawn.count("<circle") == 3 + 1 and drawn.count("<polygon") == 1 + 1


def test_typed_text_is_escaped_and_nobody_is_said():
	drawn = genogram([Relative("<b>&", caption='"x"', full="<script>")], WORDS)
	assert "<script>" not in drawn and "<b>" not in drawn
	assert "Nikogo" in genogram([], WORDS)
