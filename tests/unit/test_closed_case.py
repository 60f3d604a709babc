from datetime import date

import pytest

from opsfamily.core import closed_case as core
from opsfamily.permissions.registry import CASE_DOCTYPES

END = core.make_end(date(2026, 3, 10), date(2026, 6, 10), 10, None)


def test_every_doctype_of_a_case_has_its_place_in_the_table():
	places = [core.WORK, core.DATED, core.MONITORING, {core.ACCESS}, core.FREE]
	placed = [doctype for place in places for doctype in place]
	assert sorted(placed) == sorted(CASE_DOCTYPES)


@pytest.mark.parametrize(
	("doctype", "day", "refused"),
	[
		("Family Visit", date(2026, 3, 10), None),
		("Family Visit", date(2026, 3, 11), core.AFTER_THE_END),
		("Foster Placement", date(2026, 3, 11), core.AFTER_THE_END),
		("Home Outing", date(2026, 6, 10), None),
		("Home Outing", date(2026, 6, 11), core.AFTER_THE_END),
	],
)
def test_nothing_is_dated_after_the_end(doctype, day, refused):
	assert core.refuse_day(doctype, day, END) == refused


def test_late_entries_have_their_days():
	assert core.refuse_entry("Family Visit", END, date(2026, 3, 20), True) is None
	assert core.refuse_entry("Family Visit", END, date(2026, 3, 21), True) == core.TOO_LATE
	assert core.refuse_entry("Family Visit", END, date(2026, 3, 20), False) == core.NOT_ON_THE_CASE
	assert core.refuse_entry("Assistant Timesheet", END, date(2026, 9, 1), False) is None


def test_the_head_opens_them_longer():
	opened = core.make_end(date(2026, 3, 10), None, 10, date(2026, 4, 1))
	assert core.refuse_entry("Family Visit", opened, date(2026, 4, 1), True) is None
	assert core.refuse_entry("Family Visit", opened, date(2026, 4, 2), True) == core.TOO_LATE
	assert core.make_end(date(2026, 3, 10), None, 10, date(2026, 3, 12)).late_until == date(2026, 3, 20)


def test_a_family_taken_over_with_its_work_ended_may_be_completed():
	end = core.End(date(2020, 3, 10), date(2020, 3, 10))
	assert core.refuse_entry("Family Visit", end, date(2026, 3, 10), False) is None
	assert core.refuse_day("Family Visit", date(2026, 3, 10), end) == core.AFTER_THE_END


@pytest.mark.parametrize(
	("first", "last", "refused"),
	[
		(date(2026, 1, 1), date(2026, 3, 10), None),
		(date(2026, 4, 1), date(2026, 6, 10), None),
		(date(2026, 1, 1), date(2026, 6, 11), core.OUTLIVES),
		(date(2026, 1, 1), None, core.OUTLIVES),
	],
)
def test_nobody_outlives_the_monitoring(first, last, refused):
	assert core.refuse_access(first, last, END) == refused
