"""Until when a note is changed, and a month's attendance as a table."""

from datetime import date

import pytest

from opsfamily.core.day_centre import Enrolled, attendance, days_of, is_day_off, is_still_open

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


def test_days_off():
	assert [is_day_off(date(2026, 11, day)) for day in (20, 21, 22, 23)] == [False, True, True, False]


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
