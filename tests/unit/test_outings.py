"""Until when somebody is expected back, and which contact was the outing's."""

from datetime import datetime

import pytest

from opsfamily.core.outings import alarm_at, end_after, end_at, is_of_this_outing

NOW = datetime(2026, 11, 24, 15, 7, 31, 5)


def at(text: str) -> datetime:
	return datetime.fromisoformat(f"2026-11-{text}")


def test_after_so_many_minutes():
	assert end_after(NOW, 60) == at("24 16:07")
	assert end_after(at("24 23:30"), 90) == at("25 01:00")


@pytest.mark.parametrize(
	("hour", "end"),
	[("15:08", "24 15:08"), ("15:07", "25 15:07"), ("9:00", "25 09:00"), ("23:59:00", "24 23:59")],
)
def test_the_next_time_that_the_clock_says_so(hour, end):
	assert end_at(NOW, hour) == at(end)


@pytest.mark.parametrize("hour", ["", "25:00", "po obiedzie", "15", "15:60", "-1:00"])
def test_what_is_no_hour(hour):
	with pytest.raises(ValueError):
		end_at(NOW, hour)


def test_the_margin_counts_from_the_end():
	assert alarm_at(at("24 23:45"), 30) == at("25 00:15")
	assert alarm_at(at("24 16:00"), 0) == at("24 16:00")


@pytest.mark.parametrize(
	("left", "begins", "ends", "is_its"),
	[
		("24 14:00", "24 14:10", "24 15:00", True),
		("24 14:00", "24 13:50", "24 15:00", True),  # a hand that was slow to tap
		("24 14:00", "24 09:00", "24 10:00", False),  # the morning's, written now
		("24 14:00", "24 13:00", "24 14:00", False),
		("24 14:00", "23 14:10", "23 15:00", False),  # yesterday's
		("24 23:30", "24 23:40", "25 00:40", True),
		("24 23:30", "25 00:10", "25 00:40", True),
		("24 14:00", "26 14:10", "26 15:00", False),  # out for two days: nobody closed it
	],
)
def test_which_contact_was_the_outings(left, begins, ends, is_its):
	assert is_of_this_outing(at(left), (at(begins), at(ends))) is is_its
