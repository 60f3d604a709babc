"""How a family's competences grow over time, in rules and as a picture."""

from datetime import date, timedelta
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from opsfamily.core.competences import ALONE, LEVELS, TRAINED, WITH_HELP, WORKED_ON, Mark, gather
from opsfamily.core.competences_picture import Words, competences

SVG = "{http://www.w3.org/2000/svg}"
MONEY, HOME = "pieniądze", "dom"
TODAY = date(2026, 11, 25)
WORDS = Words("Kompetencje", "opis", ("trening", "z pomocą", "samodzielnie"), "pracowano")
marks = st.lists(
	st.builds(
		Mark,
		st.sampled_from([MONEY, HOME, "a" * 60]),
		st.dates(date(2020, 1, 1), TODAY),
		st.sampled_from([*LEVELS, WORKED_ON]),
	)
)


def on(days: int) -> date:
	return date(2026, 10, 1) + timedelta(days=days)


def drawn(courses) -> ElementTree.Element:
	return ElementTree.fromstring(competences(courses, TODAY, WORDS))


def test_an_area_over_time():
	[money] = gather(
		[Mark(MONEY, on(9), WITH_HELP), Mark(MONEY, on(0), TRAINED), Mark(MONEY, on(4), TRAINED)]
	)
	assert money.level == WITH_HELP
	assert money.changes == ((on(0), TRAINED), (on(9), WITH_HELP))
	assert money.worked == (on(0), on(4), on(9))


def test_a_step_back_is_a_change_as_well():
	[money] = gather([Mark(MONEY, on(0), ALONE), Mark(MONEY, on(1), TRAINED)])
	assert money.changes == ((on(0), ALONE), (on(1), TRAINED))


def test_of_one_day_the_higher_level_counts_and_work_without_a_level_is_no_step():
	[money] = gather(
		[Mark(MONEY, on(0), ALONE), Mark(MONEY, on(0)), Mark(MONEY, on(0), TRAINED), Mark(MONEY, on(3))]
	)
	assert money.steps == ((on(0), ALONE),)
	assert money.worked == (on(0), on(3))
	[only_worked] = gather([Mark(HOME, on(0))])
	assert (only_worked.level, only_worked.changes) == (WORKED_ON, ())


def test_what_began_first_stands_on_top():
	assert [course.area for course in gather([Mark(MONEY, on(2)), Mark(HOME, on(1))])] == [HOME, MONEY]


def test_the_marks_differ_in_form_not_in_colour():
	courses = gather([Mark(MONEY, on(number), level) for number, level in enumerate(LEVELS)])
	root = drawn(courses)
	fills = [ring.get("fill") for ring in root.iter(f"{SVG}circle")]
	# The row, then the legend: empty, empty with a half, full.
	assert fills == ["#ffffff", "#ffffff", "#000000"] * 2
	assert len(list(root.iter(f"{SVG}path"))) == 2
	assert {fill for fill in fills} | {line.get("stroke") for line in root.iter(f"{SVG}polyline")} <= {
		"#000000",
		"#ffffff",
	}


@given(marks)
def test_every_mark_is_inside_the_picture(given_marks):
	courses = gather(given_marks)
	root = drawn(courses)
	_left, _top, width, height = map(float, root.get("viewBox").split())
	for ring in root.iter(f"{SVG}circle"):
		assert 0 <= float(ring.get("cx")) <= width and 0 <= float(ring.get("cy")) <= height
	for line in root.iter(f"{SVG}line"):
		assert 0 <= float(line.get("x1")) <= width and 0 <= float(line.get("y2")) <= height
	assert sum(len(course.steps) for course in courses) + 3 == len(list(root.iter(f"{SVG}circle")))


def test_hostile_text_stays_text():
	root = drawn(gather([Mark('<b>&"x', on(0), ALONE)]))
	assert not list(root.iter(f"{SVG}b"))
