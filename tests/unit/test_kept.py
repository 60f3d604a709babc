"""Terms that were kept or missed, and the marks by which a pack finds its pages."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as some

from opsfamily.core import control_pack as pack
from opsfamily.core.kept import Term, count_by_rule, first_from, in_period

TODAY = date(2026, 11, 26)


def make_term(due: date, done: date | None = None, clock: str = "Evaluation Day") -> Term:
	return Term(clock, "ROD-1", "Action Schedule", "HARM-1", due, done)


def test_a_term_is_missed_when_it_was_done_late_or_not_at_all():
	assert make_term(date(2026, 5, 1), date(2026, 5, 2)).is_missed(TODAY)
	assert not make_term(date(2026, 5, 1), date(2026, 5, 1)).is_missed(TODAY)
	assert make_term(date(2026, 11, 25)).is_missed(TODAY)
	assert not make_term(TODAY).is_missed(TODAY)


def test_days_late_are_counted_to_the_day_done_or_to_today():
	assert make_term(date(2026, 5, 1), date(2026, 5, 11)).days_late(TODAY) == 10
	assert make_term(date(2026, 11, 20)).days_late(TODAY) == 6
	assert make_term(date(2026, 5, 11), date(2026, 5, 1)).days_late(TODAY) == 0


def test_a_period_includes_its_first_and_last_day():
	terms = [make_term(date(2026, 1, day)) for day in (4, 1, 2, 3)]
	assert [term.due.day for term in in_period(terms, date(2026, 1, 2), date(2026, 1, 3))] == [2, 3]


def test_terms_are_counted_by_rule():
	terms = [make_term(date(2026, 1, 1)), make_term(TODAY), make_term(TODAY, clock="Action Due")]
	assert count_by_rule(terms, TODAY) == [("Evaluation Day", 2, 1), ("Action Due", 1, 0)]


def test_the_first_day_of_a_spell():
	days = [date(2026, 1, 5), date(2026, 2, 1)]
	assert first_from(days, date(2026, 1, 6)) == date(2026, 2, 1)
	assert first_from(days, date(2026, 1, 6), date(2026, 1, 31)) is None


@given(some.lists(some.integers(min_value=0, max_value=3), min_size=1, max_size=300))
def test_every_entry_is_found_on_the_page_where_it_begins(entries_on_pages):
	pages, number, expected = [], 0, {}
	for place, entries in enumerate(entries_on_pages, start=3):
		drawing = b"q /CSp cs 0.980 0.980 0.980 scn 0 0 m "
		for _entry in range(entries):
			number += 1
			expected[number] = place
			colour = " ".join(f"{part / 255:.9f}" for part in pack.get_mark(number))
			drawing += f"/CSp cs {colour} scn f ".encode()
		pages.append(drawing)
	assert pack.get_first_pages(pack.find_marks(pages), 2) == expected


def test_another_engine_writes_colours_with_fewer_digits():
	assert pack.find_marks([b"q .98431373 1 .99607843 rg 0 0 1 1 re f Q"]) == [(1,)]


def test_a_colour_out_of_order_is_no_entry():
	second = " ".join(f"{part / 255:.9f}" for part in pack.get_mark(2))
	assert pack.find_marks([f"{second} scn".encode()]) == [()]


def test_what_stays_out_of_a_pack():
	assert pack.get_why("Family Assessment", False) is None
	assert pack.get_why("Family Assessment", True) == pack.BLUE_CARD
	assert pack.get_why("Family Notification", False) == pack.THIRD_PARTY
	assert pack.get_why("Consultation", False) == pack.SUPERVISION
	assert pack.get_why("Access Copy", False) == pack.COPY


def test_pages_of_several_packs_are_told_apart_by_their_first_entries():
	marks = [(1,), (), (2, 3), (4,), (5,), ()]
	assert pack.split_pages(marks, [3, 1, 1]) == [
		(0, [(1,), (), (2, 3)]),
		(3, [(1,)]),
		(4, [(1,), ()]),
	]
