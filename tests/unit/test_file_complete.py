from datetime import date

import pytest

from opsfamily.core import file_complete as core
from opsfamily.core.meanings import ACCEPTED, SENT

TODAY = date(2026, 11, 23)


def test_a_court_is_named():
	assert core.needs_court_reference(("Court Order", "Za Życiem"), " ")
	assert not core.needs_court_reference(("Court Order",), "III Nsm 1/26")
	assert not core.needs_court_reference(("Family Consent",), None)


@pytest.mark.parametrize(
	("latest", "current"),
	[(None, False), (date(2026, 5, 22), False), (date(2026, 5, 23), True), (TODAY, True)],
)
def test_half_a_year_to_the_day(latest, current):
	assert core.assessment_is_current(latest, TODAY, 6) == current


def test_effects_that_are_missing():
	assert core.without_effect(["spokój", "", None, "  "]) == 3


def test_only_past_months_are_asked_for():
	visits = [("2026-09", "a"), ("2026-10", "b"), ("2026-11", "c")]
	cards = [("2026-09", "a", ACCEPTED), ("2026-10", "b", SENT)]
	assert core.past_months_not_accepted(visits, cards, TODAY) == ["2026-10"]
