from datetime import date

import pytest

from opsfamily.core.cooperation import Recorded, current, key_of

SCHOOL, CLINIC = "SP nr 2", "Poradnia"


def test_the_newest_degree_is_the_current_one_in_whatever_order():
	old = Recorded(SCHOOL, "łączność", date(2026, 8, 24))
	new = Recorded(SCHOOL, "integracja", date(2026, 10, 22))
	other = Recorded(CLINIC, "separacja", date(2026, 9, 1))
	assert current([new, other, old]) == {key_of(SCHOOL): new, key_of(CLINIC): other}


def test_of_one_day_the_later_in_the_row_counts():
	rows = [Recorded(SCHOOL, degree, date(2026, 8, 24)) for degree in ("łączność", "delegowanie")]
	assert current(rows)[key_of(SCHOOL)].degree == "delegowanie"


@pytest.mark.parametrize("written", ["SP nr 2", " sp  NR 2 ", "SP\u00a0nr\t2"])
def test_spaces_and_letters_make_no_other_institution(written):
	assert key_of(written) == key_of(SCHOOL)


def test_nothing_is_no_institution():
	assert key_of(None) == key_of("  ") == ""
