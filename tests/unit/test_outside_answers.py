"""Why a link of a specialist outside opens nothing any more, and its days."""

from datetime import date

import pytest

from opsfamily.core import outside_answers as core

TODAY = date(2026, 11, 27)
YESTERDAY = date(2026, 11, 26)


@pytest.mark.parametrize("state", core.UNANSWERED)
def test_it_opens_the_task_until_its_last_day(state):
	assert core.refuse_link(state, TODAY, TODAY, True) is None
	assert core.refuse_link(state, YESTERDAY, TODAY, True) == core.TOO_LATE


@pytest.mark.parametrize("state", core.UNANSWERED)
def test_a_task_that_has_ended_is_said_before_the_day(state):
	assert core.refuse_link(state, YESTERDAY, TODAY, False) == core.TASK_ENDED


@pytest.mark.parametrize("state", [core.TO_DECIDE, core.ACCEPTED, core.REJECTED])
@pytest.mark.parametrize("task_waits", [True, False])
def test_it_is_answered_once(state, task_waits):
	assert core.refuse_link(state, YESTERDAY, TODAY, task_waits) == core.ALREADY_ANSWERED


@pytest.mark.parametrize("task_waits", [True, False])
def test_a_withdrawn_question_is_told_as_such(task_waits):
	assert core.refuse_link(core.WITHDRAWN, YESTERDAY, TODAY, task_waits) == core.LINK_WITHDRAWN


def test_a_state_that_is_not_known_opens_nothing():
	assert core.refuse_link("Somewhere", TODAY, TODAY, True) == core.ALREADY_ANSWERED


def test_two_weeks_and_sixty_days_over_the_turn_of_the_year():
	assert core.get_usual_expiry(date(2026, 12, 20)) == date(2027, 1, 3)
	assert core.get_last_expiry(date(2026, 12, 20)) == date(2027, 2, 18)
