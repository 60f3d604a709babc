"""What comes back at the next conference, and whether a text names a family."""

import pytest

from opsfamily.core.conference import WAITS, comes_back
from opsfamily.core.names import holds_surname
from opsfamily.core.outcomes import DONE, NOT_DONE, PARTLY_DONE, PENDING, WITHDRAWN

FAMILY = ["Katarzyna Zielińska", "Paweł Zieliński", "Ida Lis-Nowak"]


@pytest.mark.parametrize("outcome", [DONE, PARTLY_DONE, NOT_DONE, WITHDRAWN])
def test_what_ended_comes_back_once(outcome):
	assert comes_back(outcome, of_the_last_one=True)
	assert not comes_back(outcome, of_the_last_one=False)


@pytest.mark.parametrize("outcome", [PENDING, WAITS])
def test_what_is_open_comes_back_until_it_ends(outcome):
	assert comes_back(outcome, of_the_last_one=True)
	assert comes_back(outcome, of_the_last_one=False)


@pytest.mark.parametrize(
	"text",
	["mieszkanie państwa Zielińskich", "u ZIELIŃSKIEJ", "dom Pawła Zielińskiego", "Lisa 3", "u Nowaków"],
)
def test_a_surname_in_any_case(text):
	assert holds_surname(text, FAMILY)


@pytest.mark.parametrize(
	"text",
	[
		"sala nr 3",
		"ul. Zielona 4",
		"świetlica „Przystań”",
		"u Katarzyny",
		"",
		"ul. Nowa 1",
		"ul. Listopadowa 5",
	],
)
def test_no_surname(text):
	assert not holds_surname(text, ["Katarzyna Zielińska", "Jan Nowak", "Katarzyna", "Ida Lis"])
