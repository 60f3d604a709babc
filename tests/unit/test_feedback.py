from datetime import date

import pytest

from opsfamily.core import feedback

SESSION = date(2026, 11, 1)


@pytest.mark.parametrize(
	("today", "is_open"),
	[
		(date(2026, 10, 31), False),
		(date(2026, 11, 1), True),
		(date(2026, 11, 15), True),
		(date(2026, 11, 16), False),
	],
)
def test_answers_are_given_for_a_fortnight(today, is_open):
	assert feedback.is_open(SESSION, today) == is_open


@pytest.mark.parametrize(
	("answers", "today", "is_shown"),
	[
		(5, date(2026, 11, 15), False),
		(4, date(2026, 11, 16), False),
		(5, date(2026, 11, 16), True),
		(50, date(2026, 11, 10), False),
	],
)
def test_shown_from_five_and_never_while_somebody_answers(answers, today, is_shown):
	assert feedback.is_shown(answers, SESSION, today) == is_shown


def test_no_day_is_both():
	for offset in range(-3, 30):
		today = date.fromordinal(SESSION.toordinal() + offset)
		assert not (feedback.is_open(SESSION, today) and feedback.is_shown(99, SESSION, today))


def test_a_mean_of_five_marks_or_none():
	assert feedback.mean_of([5, 4, 4, 3, 5]) == 4.2
	assert feedback.mean_of([5, 5, 5, 5]) is None
	assert feedback.mean_of([]) is None


def test_marks():
	assert [mark in feedback.MARKS for mark in ("0", "1", "5", "6", "²")] == [False, True, True, False, False]


def test_a_fingerprint_is_of_one_user_and_session_and_names_neither():
	one = feedback.fingerprint("secret", "SUP-1", "anna@example.com")
	assert one == feedback.fingerprint("secret", "SUP-1", "anna@example.com")
	others = {
		feedback.fingerprint("secret", "SUP-2", "anna@example.com"),
		feedback.fingerprint("secret", "SUP-1", "ewa@example.com"),
		feedback.fingerprint("another", "SUP-1", "anna@example.com"),
	}
	assert len({one, *others}) == 4 and "anna" not in one and len(one) == 40
