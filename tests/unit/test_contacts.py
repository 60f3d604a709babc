"""What counts as a contact, and how long it was."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opsfamily.core.contact_kinds import ATTEMPT, BY_PHONE, DIRECT, INDIRECT, NATURES, is_on_timesheet
from opsfamily.core.contacts import Part, count_minutes, is_contact, join_contacts

MIDNIGHT = datetime(2026, 10, 5)


def span(begin: int, end: int) -> tuple[datetime, datetime]:
	return MIDNIGHT + timedelta(minutes=begin), MIDNIGHT + timedelta(minutes=end)


def part(begin: int, end: int, worker: str = "anna", nature: str = DIRECT) -> Part:
	return Part(worker, nature, span(begin, end))


spans = st.builds(lambda begin, length: span(begin, begin + length), st.integers(0, 600), st.integers(1, 120))


@pytest.mark.parametrize("nature", NATURES)
def test_an_attempt_alone_is_no_contact(nature):
	assert is_contact(nature) is (nature != ATTEMPT)
	assert join_contacts([part(0, 60, nature=nature)]) == (
		[[part(0, 60, nature=nature)]] * (nature != ATTEMPT)
	)


def test_two_workers_in_one_home_are_one_contact():
	anna, marek = part(0, 60), part(30, 90, "marek")
	assert join_contacts([marek, anna]) == [[anna, marek]]
	assert count_minutes(each.span for each in (anna, marek)) == 90


def test_workers_one_after_the_other_are_two_contacts():
	assert len(join_contacts([part(0, 60), part(60, 90, "marek")])) == 2


@pytest.mark.parametrize("nature", [BY_PHONE, INDIRECT])
def test_a_call_beside_a_visit_is_a_contact_of_its_own(nature):
	assert len(join_contacts([part(0, 60), part(10, 20, "marek", nature)])) == 2


def test_one_worker_is_never_joined_with_themself():
	assert len(join_contacts([part(0, 60), part(30, 90)])) == 2


@given(st.lists(spans, max_size=8))
def test_minutes_are_those_in_which_something_runs(several):
	running = {
		minute for begin, end in several for minute in range(720) if begin <= span(minute, minute)[0] < end
	}
	assert count_minutes(several) == len(running)


@given(spans)
def test_one_meeting_with_several_families_counts_once(one):
	assert count_minutes([one] * 3) == count_minutes([one])


@pytest.mark.parametrize(
	("flag", "since", "month", "listed"),
	[
		(1, None, "2026-10", True),
		(0, "", "2026-10", False),
		(1, "2026-12", "2026-11", False),
		(1, "2026-12", "2026-12", True),
		(0, "2026-12", "2026-11", True),
		(0, "2026-12", "2027-01", False),
	],
)
def test_a_kind_is_listed_by_the_rule_of_its_month(flag, since, month, listed):
	assert is_on_timesheet(flag, since, month) is listed
