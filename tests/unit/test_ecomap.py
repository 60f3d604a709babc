from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opsfamily.core import ecomap
from opsfamily.core.ecomap import Contact

SVG = "{http://www.w3.org/2000/svg}"
WORDS = ecomap.Words("Ekomapa", "Kto pomaga rodzinie", "Nie wpisano jeszcze nikogo.")
HOSTILE = "</svg><script>alert('x')</script> \"&\" 😀"
KINDS = ["szkoła", "policja", "rodzina", "poradnia", "urząd"]
LONG = "Powiatowe Centrum Pomocy Rodzinie, Zespół do spraw Pieczy Zastępczej"


def drawn(contacts, household="Maria Testowa, 3 osoby") -> ElementTree.Element:
	return ElementTree.fromstring(ecomap.ecomap(household, contacts, WORDS))


def many(count: int, name: str = "Placówka") -> list[Contact]:
	return [Contact(KINDS[number % 5], f"{name} {number}") for number in range(count)]


def boxes(root) -> list[tuple[float, float, float, float]]:
	rects = [rect for group in root.iter(f"{SVG}g") for rect in group.findall(f"{SVG}rect")]
	return [tuple(float(rect.get(side)) for side in ("x", "y", "width", "height")) for rect in rects]


def apart(one, other) -> bool:
	beside = one[0] + one[2] <= other[0] or other[0] + other[2] <= one[0]
	return beside or one[1] + one[3] <= other[1] or other[1] + other[3] <= one[1]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 20, 45])
def test_every_contact_has_its_box_and_line_within_the_picture(count):
	root = drawn(many(count, LONG))
	_left, _top, width, height = map(float, root.get("viewBox").split())
	found = boxes(root)
	assert len(found) == len(root.findall(f".//{SVG}line")) == count
	for number, box in enumerate(found):
		assert box[0] >= 0 and box[1] >= 0 and box[0] + box[2] <= width and box[1] + box[3] <= height
		assert all(apart(box, other) for other in found[number + 1 :])


@pytest.mark.parametrize("count", [1, 2, 20, 45])
def test_the_household_stands_free_in_the_middle(count):
	root = drawn(many(count))
	circle = root.find(f".//{SVG}circle")
	x, y, radius = (float(circle.get(name)) for name in ("cx", "cy", "r"))
	height = float(root.get("viewBox").split()[3])
	assert (x, y) == (ecomap.WIDTH / 2, height / 2)
	assert all(apart((x - radius, y - radius, 2 * radius, 2 * radius), box) for box in boxes(root))


def test_every_line_begins_at_the_household():
	root = drawn(many(7))
	middle = float(root.get("viewBox").split()[3]) / 2
	for line in root.iter(f"{SVG}line"):
		across, down = float(line.get("x1")) - ecomap.WIDTH / 2, float(line.get("y1")) - middle
		assert (across**2 + down**2) ** 0.5 == pytest.approx(ecomap.RADIUS, abs=0.2)


def test_without_a_network_the_picture_says_so():
	assert WORDS.nobody in "".join(drawn([]).itertext())
	assert WORDS.nobody not in "".join(drawn(many(1)).itertext())


def test_kinds_differ_without_colour():
	root = drawn([Contact(kind, "X") for kind in KINDS])
	lines = {(line.get("stroke-dasharray"), line.get("stroke-width")) for line in root.iter(f"{SVG}line")}
	assert len(lines) == len(KINDS)
	assert len({line[:2] for line in ecomap.LINES}) == len(ecomap.LINES)


def test_one_kind_has_one_kind_of_line_and_stands_together():
	contacts = [Contact(kind, str(number)) for number in range(3) for kind in ("urząd", "szkoła", "policja")]
	right, left = ecomap.split_sides(sorted(contacts, key=lambda contact: contact.kind))
	kinds = [contact.kind for contact in (*right, *left)]
	assert kinds == ["policja"] * 3 + ["szkoła"] * 3 + ["urząd"] * 3
	assert len(set(ecomap.get_lines_by_kind(right, contacts))) == 2


def test_a_long_name_is_cut_in_its_box_and_whole_in_its_title():
	root = drawn([Contact("urząd", LONG * 2, "pani Anna, tel. 22 555 01 00")])
	titles = [title.text for title in root.iter(f"{SVG}title")]
	assert f"urząd: {LONG * 2}, pani Anna, tel. 22 555 01 00" in titles
	texts = [text.text for text in root.iter(f"{SVG}text")]
	assert any(text.endswith("…") for text in texts) and LONG * 2 not in texts


def test_hostile_text_is_text():
	root = drawn([Contact(HOSTILE, HOSTILE, HOSTILE)], household=HOSTILE)
	assert not [node for node in root.iter() if "script" in node.tag]
	assert HOSTILE in [title.text for title in root.iter(f"{SVG}title")]


contacts = st.lists(st.builds(Contact, st.text(), st.text(), st.text()), max_size=30)


@given(st.text(), contacts)
def test_whatever_is_written_makes_a_picture(household, network):
	assert len(boxes(drawn(network, household))) == len(network)


# degrees of cooperation

DEGREES = [ecomap.Degree(line.lower(), line, rank) for rank, line in enumerate(ecomap.DEGREE_LINES)]
WITH_LEGEND = WORDS._replace(no_degree="nie określono")


def by_degree(*contacts) -> ElementTree.Element:
	return ElementTree.fromstring(ecomap.ecomap("Maria", contacts, WITH_LEGEND))


def contact(degree, name="X") -> Contact:
	return Contact("szkoła", name, degree=degree)


def strokes(root) -> list[tuple]:
	"""Of the lines from the household: without the legend's samples and the middles of double lines."""
	lines = [group.find(f"{SVG}line") for group in root.iter(f"{SVG}g")]
	return [(line.get("stroke-dasharray"), line.get("stroke-width")) for line in lines if line is not None]


def test_each_degree_has_a_line_of_its_own_without_colour():
	root = by_degree(*map(contact, [*DEGREES, None]))
	assert len(set(strokes(root))) == len(DEGREES) + 1
	assert {line.get("stroke") for line in root.iter(f"{SVG}line")} == {ecomap.INK, ecomap.PAPER}


def test_without_any_degree_the_picture_is_as_before():
	contacts = many(6)
	assert ecomap.ecomap("Maria", contacts, WITH_LEGEND) == ecomap.ecomap("Maria", contacts, WORDS)
	assert "nie określono" not in "".join(drawn(contacts).itertext())


def test_who_has_no_degree_gets_the_plain_thin_line():
	root = by_degree(contact(DEGREES[4], "A"), contact(None, "B"))
	assert sorted(strokes(root)) == sorted([(None, "7"), (None, "0.8")])


def test_a_double_line_is_two():
	assert len(by_degree(contact(DEGREES[3])).findall(f".//{SVG}g/{SVG}line")) == 2
	assert len(by_degree(contact(DEGREES[2])).findall(f".//{SVG}g/{SVG}line")) == 1


def test_the_legend_names_what_is_drawn_and_nothing_else():
	root = by_degree(contact(DEGREES[3]), contact(DEGREES[0]), contact(DEGREES[3]))
	texts = [text.text for text in root.findall(f"{SVG}text")]
	assert texts == [DEGREES[0].name, DEGREES[3].name]
	texts = [text.text for text in by_degree(contact(DEGREES[1]), contact(None)).findall(f"{SVG}text")]
	assert texts == [DEGREES[1].name, "nie określono"]


def test_the_legend_stands_below_the_picture_and_within_it():
	root = by_degree(*map(contact, [*DEGREES, None]))
	height = float(root.get("viewBox").split()[3])
	lowest = max(box[1] + box[3] for box in boxes(root))
	for text in root.findall(f"{SVG}text"):
		assert lowest < float(text.get("y")) < height


def test_a_kind_of_line_that_is_not_known_is_drawn_all_the_same():
	assert strokes(by_degree(contact(ecomap.Degree("własny", "Wavy Line")))) == [(None, "3")]


def test_a_hostile_degree_is_text():
	degree = ecomap.Degree(HOSTILE, ecomap.SOLID)
	assert not list(by_degree(contact(degree)).iter(f"{SVG}script"))
