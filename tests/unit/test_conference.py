"""What comes back at the next conference."""

import pytest

from opsfamily.core.conference import WAITS, comes_back
from opsfamily.core.outcomes import DONE, NOT_DONE, PARTLY_DONE, PENDING, WITHDRAWN


@pytest.mark.parametrize("outcome", [DONE, PARTLY_DONE, NOT_DONE, WITHDRAWN])
def test_what_ended_comes_back_once(outcome):
	assert comes_back(outcome, of_the_last_one=True)
	assert not comes_back(outcome, of_the_last_one=False)


@pytest.mark.parametrize("outcome", [PENDING, WAITS])
def test_what_is_open_comes_back_until_it_ends(outcome):
	assert comes_back(outcome, of_the_last_one=True)
	assert comes_back(outcome, of_the_last_one=False)
