"""Everyone of age answers for themselves: by a consent, or by a coded reason for its absence."""

from datetime import date

import pytest

from opsfamily.core.consents import find_unanswered, is_of_age

DAY = date(2026, 11, 26)


@pytest.mark.parametrize(
	("born", "expected"),
	[
		(date(2008, 11, 26), True),
		(date(2008, 11, 27), False),
		(date(1990, 1, 1), True),
		(date(2026, 12, 1), False),
		(None, False),
	],
)
def test_of_age_on_the_eighteenth_birthday(born, expected):
	assert is_of_age(born, DAY) is expected


def test_who_has_neither_signed_nor_a_reason():
	adults = [
		frozenset({"Maria Nowa", "Maria Stara"}),
		frozenset({"Piotr Testowy"}),
		frozenset({"Zofia Testowa"}),
	]
	assert find_unanswered(adults, ["maria  stara", "Piotr Testowy"]) == [2]
	assert find_unanswered(adults, []) == [0, 1, 2]
	assert find_unanswered([], ["Maria Nowa"]) == []
