"""Sums of work beside the families, and until when it is mended."""

from datetime import date

import pytest

from opsfamily.core.work_time import by_kind, last_day_to_mend


def test_by_kind_the_longest_first():
	entries = [
		{"kind": "spotkanie", "minutes": 60},
		{"kind": "dojazd", "minutes": 45},
		{"kind": "szkolenie", "minutes": 300},
		{"kind": "spotkanie", "minutes": None},
		{"kind": "biuro", "minutes": 45},
	]
	assert by_kind(entries) == [("szkolenie", 300), ("spotkanie", 60), ("biuro", 45), ("dojazd", 45)]
	assert by_kind([]) == []


@pytest.mark.parametrize(
	("month", "card_day", "grace", "until"),
	[
		("2026-10", 5, 5, date(2026, 11, 10)),
		("2026-12", 5, 0, date(2027, 1, 5)),
		("2026-01", 28, 5, date(2026, 3, 5)),
	],
)
def test_until_when_a_month_is_mended(month, card_day, grace, until):
	assert last_day_to_mend(month, card_day, grace) == until
