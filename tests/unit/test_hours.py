from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opsfamily.core import hours

DAY = date(2026, 10, 5)
minutes_of_day = st.integers(0, hours.MINUTES_A_DAY - 1)
times = st.times().filter(lambda moment: moment.tzinfo is None)
contacts = st.builds(
	lambda offset, start, minutes: hours.span(DAY + timedelta(days=offset), start, minutes),
	st.integers(-2, 2),
	times,
	st.integers(1, 16 * 60),
)


def at(minute: int) -> time:
	return time(minute // 60, minute % 60)


@pytest.mark.parametrize("text", ["8:15", "08:15", "00:00", "23:59", "8:15:30", "08:15:30.123456"])
def test_what_is_an_hour(text):
	assert hours.is_hour(text)


@pytest.mark.parametrize(
	"text",
	["", "8", "24:00", "25:99", "12:60", "8:5", "10.30", "-8:15", "rano", "8:15 PM", " 8:15", "8:15\n"],
)
def test_what_is_no_hour(text):
	assert not hours.is_hour(text)


@given(times)
def test_every_time_is_an_hour(moment):
	assert hours.is_hour(moment.isoformat())


@pytest.mark.parametrize(
	("start", "end", "next_day", "minutes"),
	[
		("15:00", "17:00", False, 120),
		("10:45", "10:46", False, 1),
		("10:45", "10:45", False, 0),
		("17:00", "15:00", False, -120),
		("23:30", "00:15", True, 45),
		("00:00", "00:00", True, 24 * 60),
		("08:15:59", "08:16:01", False, 1),
	],
)
def test_minutes_between(start, end, next_day, minutes):
	assert hours.minutes_between(time.fromisoformat(start), time.fromisoformat(end), next_day) == minutes


@given(times, times)
def test_both_ways_past_midnight_make_a_day(start, end):
	assert hours.minutes_between(start, end, True) + hours.minutes_between(end, start) == hours.MINUTES_A_DAY


@given(minutes_of_day, minutes_of_day)
def test_minutes_between_is_the_difference(start, end):
	assert hours.minutes_between(at(start), at(end)) == end - start


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), times, st.integers(0, 48 * 60))
def test_a_span_has_its_length_and_begins_on_its_day(day, start, minutes):
	first, last = hours.span(day, start, minutes)
	assert last - first == timedelta(minutes=minutes)
	assert first.date() == day
	assert hours.minute_of_day(first.time()) == hours.minute_of_day(start)


def test_a_span_passes_midnight():
	assert hours.span(DAY, time(23, 30), 45) == (datetime(2026, 10, 5, 23, 30), datetime(2026, 10, 6, 0, 15))


@pytest.mark.parametrize(
	("other_start", "minutes", "overlap"),
	[
		("10:45", 30, False),  # begins as the first ends
		("10:44", 30, True),
		("09:00", 60, False),  # ends as the first begins
		("09:00", 61, True),
		("10:10", 5, True),  # within
		("09:00", 300, True),  # around
	],
)
def test_overlaps(other_start, minutes, overlap):
	one = hours.span(DAY, time(10), 45)
	other = hours.span(DAY, time.fromisoformat(other_start), minutes)
	assert hours.overlaps(one, other) is overlap


def test_overlap_across_midnight():
	night = hours.span(DAY, time(23, 30), 60)
	assert hours.overlaps(night, hours.span(DAY + timedelta(days=1), time(0, 29), 10))
	assert not hours.overlaps(night, hours.span(DAY + timedelta(days=1), time(0, 30), 10))


@given(contacts, contacts)
def test_overlap_is_symmetric(one, other):
	assert hours.overlaps(one, other) == hours.overlaps(other, one)


@given(contacts)
def test_a_contact_overlaps_itself_and_nothing_that_follows(one):
	assert hours.overlaps(one, one)
	assert not hours.overlaps(one, (one[1], one[1] + timedelta(minutes=1)))


@given(contacts, contacts)
def test_overlap_is_a_shared_minute(one, other):
	shared = min(one[1], other[1]) - max(one[0], other[0])
	assert hours.overlaps(one, other) == (shared >= timedelta(minutes=1))


@pytest.mark.parametrize(
	("minutes", "text"),
	[
		(1535, "25:35"),
		(1515, "25:15"),
		(0, "0:00"),
		(None, "0:00"),
		(59, "0:59"),
		(60, "1:00"),
		(-61, "-1:01"),
	],
)
def test_format_minutes(minutes, text):
	assert hours.format_minutes(minutes) == text


@given(st.integers(-1_000_000, 1_000_000))
def test_formatted_minutes_read_back(minutes):
	text = hours.format_minutes(minutes)
	whole, rest = text.lstrip("-").split(":")
	assert len(rest) == 2
	assert (-1 if text.startswith("-") else 1) * (int(whole) * 60 + int(rest)) == minutes


# the night of the clock change

WARSAW = ZoneInfo("Europe/Warsaw")
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)


@pytest.mark.parametrize(
	("day", "start", "end", "next_day", "minutes"),
	[
		(SPRING, "01:30", "03:30", False, 60),
		(AUTUMN, "01:30", "03:30", False, 180),
		(date(2026, 10, 24), "22:00", "06:00", True, 9 * 60),
		(date(2026, 3, 28), "22:00", "06:00", True, 7 * 60),
		(AUTUMN, "15:00", "17:00", False, 120),
		(date(2026, 10, 5), "22:00", "06:00", True, 8 * 60),
	],
)
def test_the_night_of_the_clock_change_counts_real_minutes(day, start, end, next_day, minutes):
	start, end = time.fromisoformat(start), time.fromisoformat(end)
	assert hours.real_minutes(day, start, end, next_day, WARSAW) == minutes
	begin, finish = hours.span(day, start, minutes, WARSAW)
	last_day = day + timedelta(days=1) if next_day else day
	assert (begin, finish) == (hours.to_moment(day, start, WARSAW), hours.to_moment(last_day, end, WARSAW))


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), times, times)
def test_hours_in_daylight_are_those_of_the_clock(day, start, end):
	start, end = (max(moment.replace(tzinfo=None), time(4)) for moment in (start, end))
	assert hours.real_minutes(day, start, end, False, WARSAW) == hours.minutes_between(start, end)


def test_contacts_of_the_long_hour_do_not_overlap_by_the_clock_alone():
	night = hours.span(AUTUMN, time(1, 30), 180, WARSAW)
	assert not hours.overlaps(night, hours.span(AUTUMN, time(3, 30), 30, WARSAW))
	assert hours.overlaps(night, hours.span(AUTUMN, time(3, 29), 30, WARSAW))
