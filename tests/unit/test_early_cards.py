from datetime import date

import pytest

from opsfamily.core.early_cards import (
	ASSIGNMENT_ENDS,
	CASE_ENDS,
	CONTRACT_ENDS,
	ON_LEAVE,
	get_ends_on_file,
	is_contradicted,
	is_early,
)

LAST = date(2026, 11, 30)


@pytest.mark.parametrize(
	("today", "early"), [("2026-11-01", True), ("2026-11-29", True), ("2026-11-30", False)]
)
def test_a_card_is_early_before_the_last_day(today, early):
	assert is_early(date.fromisoformat(today), LAST) is early


@pytest.mark.parametrize(
	("assignments", "closed_on", "reason"),
	[
		([], None, None),
		([None], None, None),
		([date(2026, 11, 30)], None, None),
		([date(2026, 12, 5)], None, None),
		([date(2026, 11, 20)], None, ASSIGNMENT_ENDS),
		([date(2026, 11, 20), None], None, None),
		([date(2026, 10, 1), date(2026, 11, 20)], None, ASSIGNMENT_ENDS),
		([None], date(2026, 11, 20), CASE_ENDS),
		([date(2026, 11, 20)], date(2026, 11, 20), CASE_ENDS),
		([None], date(2026, 12, 1), None),
	],
)
def test_the_end_that_the_file_shows(assignments, closed_on, reason):
	assert next(iter(get_ends_on_file(LAST, assignments, closed_on)), None) == reason


def test_the_end_of_the_contract_is_on_file_next_to_the_others():
	assert get_ends_on_file(LAST, [None], None, True) == [CONTRACT_ENDS]
	assert get_ends_on_file(LAST, [date(2026, 11, 20)], None, True) == [ASSIGNMENT_ENDS, CONTRACT_ENDS]
	assert get_ends_on_file(LAST, [None], None, False) == get_ends_on_file(LAST, [None], None, None) == []


@pytest.mark.parametrize(
	("reason", "on_file", "contract_has_ended", "contradicted"),
	[
		(CONTRACT_ENDS, [], None, False),
		(CONTRACT_ENDS, [], False, True),
		(CONTRACT_ENDS, [ASSIGNMENT_ENDS, CONTRACT_ENDS], True, False),
		(ASSIGNMENT_ENDS, [CONTRACT_ENDS], True, True),
		(ON_LEAVE, [], False, False),
	],
)
def test_a_reason_is_compared_with_the_file(reason, on_file, contract_has_ended, contradicted):
	assert is_contradicted(reason, on_file, contract_has_ended) is contradicted
