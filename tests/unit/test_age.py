"""A child's age in months and days, and corrected for a birth before term."""

from datetime import date, timedelta

import pytest

from opsfamily.core.age import Age, age_on, expected_birth, in_words, is_corrected


@pytest.mark.parametrize(
	("born", "day", "age"),
	[
		("2023-07-09", "2026-09-22", (38, 13)),
		("2024-07-08", "2026-09-22", (26, 14)),
		("2026-01-01", "2026-01-01", (0, 0)),
		("2026-01-01", "2026-01-31", (0, 30)),
		("2026-01-01", "2026-02-01", (1, 0)),
		# The end of a month: over on the last day of one that is shorter, and no sooner.
		("2026-01-31", "2026-02-27", (0, 27)),
		("2026-01-31", "2026-02-28", (1, 0)),
		("2026-01-31", "2026-03-01", (1, 1)),
		("2026-01-31", "2026-03-30", (1, 30)),
		("2026-01-31", "2026-03-31", (2, 0)),
		("2025-08-30", "2026-02-28", (6, 0)),
		# 29 February.
		("2024-02-29", "2025-02-27", (11, 29)),
		("2024-02-29", "2025-02-28", (12, 0)),
		("2024-02-29", "2025-03-01", (12, 1)),
		("2024-02-29", "2028-02-28", (47, 30)),
		("2024-02-29", "2028-02-29", (48, 0)),
		# Over the end of a year.
		("2025-12-15", "2026-01-14", (0, 30)),
		("2025-12-15", "2026-01-15", (1, 0)),
	],
)
def test_age(born, day, age):
	assert age_on(date.fromisoformat(born), date.fromisoformat(day)) == age


def test_an_age_never_goes_back():
	born = date(2023, 12, 31)
	ages = [age_on(born, born + timedelta(days=days)) for days in range(1200)]
	assert ages == sorted(ages)


def test_before_the_birth_there_is_no_age():
	with pytest.raises(ValueError):
		age_on(date(2026, 1, 2), date(2026, 1, 1))


def test_the_expected_day():
	assert expected_birth(date(2026, 1, 1), 6) == date(2026, 2, 12)
	assert expected_birth(date(2026, 1, 1), 0) == date(2026, 1, 1)


@pytest.mark.parametrize(
	("day", "corrected"), [("2026-07-08", True), ("2026-07-09", False), ("2026-07-10", False)]
)
def test_on_the_day_of_two_years_nothing_is_corrected_any_more(day, corrected):
	age = age_on(date(2024, 7, 9), date.fromisoformat(day))
	assert is_corrected(age, 6, 24) is corrected


def test_nothing_is_corrected_without_weeks_or_months():
	assert not is_corrected(Age(3, 0), 0, 24)
	assert not is_corrected(Age(3, 0), 6, 0)


@pytest.mark.parametrize(
	("age", "words"),
	[
		((26, 14), "26 mies. 14 dni"),
		((1, 1), "1 mies. 1 dzień"),
		((0, 0), "0 mies. 0 dni"),
		((2, 22), "2 mies. 22 dni"),
	],
)
def test_in_words(age, words):
	assert in_words(Age(*age)) == words
