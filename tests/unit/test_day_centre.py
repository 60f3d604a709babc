"""Until when a note is changed, and a month's attendance as a table."""

from datetime import date

import pytest

from opsfamily.core.day_centre import (
	BREAK,
	HOLIDAYS,
	NOT_OPEN,
	PUBLIC_HOLIDAY,
	TERM,
	Break,
	Calendar,
	Enrolled,
	Lesson,
	attendance,
	days_of,
	get_hours,
	get_lessons_of,
	get_lessons_on,
	get_season,
	is_still_open,
	why_closed,
)

NOVEMBER = "2026-11"
OLIWIA = Enrolled("ZAP-1", "Oliwia", "Przystań", date(2026, 9, 7), None)
LEFT = Enrolled("ZAP-2", "Adam", "Przystań", date(2026, 9, 1), date(2026, 10, 31))
COMES = Enrolled("ZAP-3", "Ewa", "Przystań", date(2026, 11, 30), None)


@pytest.mark.parametrize(
	("day", "today", "days", "is_open"),
	[
		(date(2026, 11, 10), date(2026, 11, 17), 7, True),
		(date(2026, 11, 10), date(2026, 11, 18), 7, False),
		(date(2026, 11, 10), date(2026, 11, 10), 0, True),
		(date(2026, 11, 10), date(2026, 11, 11), 0, False),
	],
)
def test_the_last_day_of_changing_counts(day, today, days, is_open):
	assert is_still_open(day, today, days) is is_open


def test_days_of_a_month():
	assert len(days_of("2028-02")) == 29
	with pytest.raises(ValueError):
		days_of("2026-13")


# the calendar of a centre

SWIMMING = Lesson(TERM, "Tuesday", "15:00", "16:30", "basen", "Starsi")
HOMEWORK = Lesson(TERM, "Tuesday", "13:00", "15:00", "lekcje")
SATURDAY = Lesson(TERM, "Saturday", "10:00", "12:00", "wycieczka")
CINEMA = Lesson(HOLIDAYS, "", "", "", "kino")
MORNING = Lesson(HOLIDAYS, "Monday", "09:00", "14:00", "gry")
WINTER = Break("ferie", date(2027, 2, 1), date(2027, 2, 14), False)
REPAIRS = Break("remont", date(2027, 2, 8), date(2027, 2, 8), True)
FULL = Calendar((SWIMMING, CINEMA, HOMEWORK, SATURDAY, MORNING), (WINTER, REPAIRS))


def test_without_a_timetable_a_centre_works_from_monday_to_friday():
	found = [why_closed(date(2026, 11, day), Calendar()) for day in (20, 21, 22, 23)]
	assert found == ["", NOT_OPEN, NOT_OPEN, ""]


@pytest.mark.parametrize("calendar", [Calendar(), FULL, Calendar((Lesson(TERM, "Wednesday", "", "", "x"),))])
def test_a_public_holiday_is_closed_whatever_the_timetable_says(calendar):
	assert why_closed(date(2026, 11, 11), calendar) == PUBLIC_HOLIDAY


@pytest.mark.parametrize(
	("day", "reason"),
	[
		(date(2026, 11, 24), ""),  # Tuesday
		(date(2026, 11, 28), ""),  # Saturday
		(date(2026, 11, 23), NOT_OPEN),  # Monday
		(date(2027, 2, 1), ""),  # the first Monday of the holidays
		(date(2027, 2, 2), NOT_OPEN),
		(date(2027, 2, 8), BREAK),  # within the holidays
		(date(2027, 2, 14), NOT_OPEN),
		(date(2027, 2, 16), ""),
	],
)
def test_the_days_with_a_row_are_open_in_their_season(day, reason):
	assert why_closed(day, FULL) == reason


def test_holidays_have_a_timetable_of_their_own():
	assert [get_season(date(2027, 2, day), FULL) for day in (14, 15)] == [HOLIDAYS, TERM]
	assert get_lessons_on(date(2027, 2, 1), FULL) == [MORNING]
	assert get_lessons_on(date(2027, 2, 8), FULL) == []


def test_a_timetable_goes_by_day_and_hour():
	assert get_lessons_of(TERM, FULL) == [HOMEWORK, SWIMMING, SATURDAY]
	assert get_lessons_of(HOLIDAYS, FULL) == [MORNING, CINEMA]


def test_the_hours_of_a_day_are_the_first_and_the_last():
	assert get_hours([SWIMMING, HOMEWORK, CINEMA]) == ("13:00", "16:30")
	assert get_hours([CINEMA]) == ("", "")


# the list of a month


def test_whoever_is_enrolled_on_some_day_stands_on_the_list():
	names = [line.enrolled.child for line in attendance(NOVEMBER, [OLIWIA, LEFT, COMES], {}).lines]
	assert names == ["Oliwia", "Ewa"]


def test_marks_and_sums():
	presences = {
		("ZAP-1", date(2026, 11, 2)): "Present",
		("ZAP-1", date(2026, 11, 3)): "Absent",
		("ZAP-1", date(2026, 11, 4)): "Excused",
		("ZAP-3", date(2026, 11, 30)): "Present",
		("ZAP-1", date(2026, 11, 30)): "Present",
		("ZAP-9", date(2026, 11, 30)): "Present",
	}
	found = attendance(NOVEMBER, [OLIWIA, COMES], presences)
	line = found.lines[0]
	assert line.marks[1:5] == ["o", "n", "u", ""]
	assert (line.present, line.absent, line.excused) == (2, 1, 1)
	assert (found.present[1], found.present[29], found.total) == (1, 2, 3)


def test_nobody_enrolled():
	found = attendance(NOVEMBER, [], {})
	assert (found.lines, found.total, len(found.days)) == ([], 0, 30)
