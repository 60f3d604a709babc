from datetime import time

import pytest

from opsfamily.core.supervision import (
	GROUP,
	HELD,
	INDIVIDUAL,
	NOT_HELD,
	PLANNED,
	attendance_fits,
	fits_form,
	is_duration,
	minutes_of,
	parse_hour,
)


@pytest.mark.parametrize(
	("form", "participants", "fits"),
	[
		(INDIVIDUAL, 0, False),
		(INDIVIDUAL, 1, True),
		(INDIVIDUAL, 2, False),
		(GROUP, 1, False),
		(GROUP, 2, True),
	],
)
def test_form_and_number_of_participants(form, participants, fits):
	assert fits_form(form, participants) == fits


@pytest.mark.parametrize(
	("status", "attended", "fits"),
	[
		(HELD, [True, False], True),
		(HELD, [False, False], False),
		(PLANNED, [False], True),
		(PLANNED, [True], False),
		(NOT_HELD, [True, False], False),
		(NOT_HELD, [], True),
	],
)
def test_ticks_fit_what_happened(status, attended, fits):
	assert attendance_fits(status, attended) == fits


@pytest.mark.parametrize(
	("minutes", "is_one"), [(None, False), (0, False), (-5, False), (1, True), (1439, True), (1440, False)]
)
def test_durations(minutes, is_one):
	assert is_duration(minutes) == is_one


def test_hours_as_people_write_them():
	assert parse_hour(" 9:05 ") == time(9, 5)
	assert parse_hour("09:05:30") == time(9, 5)
	assert parse_hour("") is None
	assert parse_hour(None) is None


@pytest.mark.parametrize("text", ["24:00", "9.30", "9:3", "dziewiąta", "9:30; drop table"])
def test_no_hour(text):
	with pytest.raises(ValueError, match=text):
		parse_hour(text)


def test_minutes_follow_from_both_hours():
	assert minutes_of(time(9), time(11, 30), 5) == 150
	assert minutes_of(time(9), None, 5) == 5
	assert minutes_of(None, None, None) is None
	assert minutes_of(time(11), time(9), None) < 0
