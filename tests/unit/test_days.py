"""The bounds of days, by the group of their field."""

from datetime import date, timedelta

import pytest

from opsfamily.core.days import AHEAD, FIRST_DAY, GROUPS, LAST_DAY, PAST, WORK, get_bounds

TODAY, KNOWN = date(2026, 11, 26), date(2026, 9, 1)


def get_fields(group) -> set[tuple[str, str]]:
	return {(doctype, fieldname) for doctype, names in group.items() for fieldname in names}


def test_a_field_is_in_one_group():
	fields = [field for group in GROUPS for field in get_fields(group)]
	assert sorted(fields) == sorted(set(fields))


def test_work_lies_between_the_notification_and_today():
	assert get_bounds("Family Visit", "visit_date", TODAY, KNOWN) == (KNOWN, TODAY)
	assert get_bounds("Family Visit", "visit_date", TODAY, None) == (FIRST_DAY, TODAY)


@pytest.mark.parametrize("field", sorted(get_fields(PAST)))
def test_what_has_happened_is_of_any_day_from_1900_on(field):
	assert get_bounds(*field, TODAY, KNOWN) == (date(1900, 1, 1), TODAY)


@pytest.mark.parametrize("field", sorted(get_fields(AHEAD)))
def test_an_end_may_lie_ahead(field):
	bounds = get_bounds(*field, TODAY, KNOWN)
	assert bounds == (date(1900, 1, 1), LAST_DAY)
	assert bounds.last > TODAY + timedelta(days=100 * 365)


def test_an_unknown_field_is_bounded_as_widely_as_possible():
	assert get_bounds("Something", "of_another_app", TODAY, KNOWN) == (FIRST_DAY, LAST_DAY)
	assert ("Something", "of_another_app") not in get_fields(WORK)
