"""Sums of who came to a group."""

from datetime import date

from opsfamily.core.groups import Attended, sum_presences

FIRST, SECOND, THIRD = date(2026, 10, 1), date(2026, 10, 8), date(2026, 10, 15)


def test_nothing_noted():
	assert sum_presences([]) == Attended(0, 0, None)


def test_presences_and_the_last_day():
	rows = [(SECOND, "Present"), (FIRST, "Present"), (THIRD, "Excused")]
	assert sum_presences(rows) == Attended(2, 3, SECOND)


def test_a_word_that_the_app_does_not_know_is_nothing_noted():
	assert sum_presences([(FIRST, "Spóźniony")]) == Attended(0, 0, None)
