from datetime import date

from opsfamily.core.applications import first_contact_due, handing_over_due

RECEIVED, HANDED = date(2026, 12, 30), date(2026, 12, 31)


def test_two_days_to_hand_over():
	assert handing_over_due(RECEIVED, 2) == date(2027, 1, 1)


def test_a_week_from_handing_over_to_the_first_contact():
	assert first_contact_due(RECEIVED, HANDED, 7) == date(2027, 1, 7)


def test_while_nobody_has_it_the_week_runs_from_its_coming():
	assert first_contact_due(RECEIVED, None, 7) == date(2027, 1, 6)
