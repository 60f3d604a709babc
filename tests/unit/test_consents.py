from datetime import date

from opsfamily.core.consents import Given, agreed_since

FIRST, SECOND, LATER = date(2026, 8, 10), date(2026, 8, 12), date(2026, 9, 1)


def test_nobody_has_agreed():
	assert agreed_since([]) is None


def test_the_oldest_consent_counts():
	assert agreed_since([Given(SECOND), Given(FIRST)]) == FIRST


def test_a_withdrawn_consent_counts_no_more():
	assert agreed_since([Given(FIRST, LATER), Given(SECOND)]) == SECOND
	assert agreed_since([Given(FIRST, LATER)]) is None
