from datetime import date

from opsfamily.core.notifications import (
	CLOSED,
	INTERVIEW_DONE,
	NEW,
	REQUEST_MADE,
	interview_due,
	state_of,
)

DAY = date(2026, 8, 3)


def test_the_state_follows_from_the_facts():
	assert state_of(None, False, None) == NEW
	assert state_of(DAY, False, None) == INTERVIEW_DONE
	assert state_of(DAY, True, None) == REQUEST_MADE
	# „Za życiem”: a request without an interview.
	assert state_of(None, True, None) == REQUEST_MADE
	assert state_of(None, False, DAY) == CLOSED
	assert state_of(DAY, False, DAY) == CLOSED


def test_the_interview_is_due_so_many_days_after_the_notification():
	assert interview_due(DAY, 14) == date(2026, 8, 17)
	assert interview_due(DAY, 2) == date(2026, 8, 5)
	assert interview_due(date(2026, 12, 30), 2) == date(2027, 1, 1)
