from datetime import date, timedelta

import pytest

from opsfamily.core import meanings, requests
from opsfamily.core.closing import CASE_CLOSED, MONITORED, UNDER_SUPPORT
from opsfamily.core.status import (
	GIVEN_UP,
	NOT_REQUESTED,
	NOTIFIED,
	TURNED_DOWN,
	WAITING,
	Ending,
	Facts,
	Period,
	get_spells,
	status_on,
	steps_of_notification,
	steps_of_request,
	waiting_since,
	without_assistant_since,
)


def on(day: int) -> date:
	"""The first of January 2026 is day 1."""
	return date(2026, 1, 1) + timedelta(days=day - 1)


def asked(state=meanings.SENT, basis=requests.OWN_APPLICATION, decided=None, withdrawn=None, day=5):
	return steps_of_request(state, basis, on(day), decided and on(decided), withdrawn and on(withdrawn))


REPORTED = steps_of_notification(on(2), None, None)
GRANTED = asked(meanings.ACCEPTED, decided=8)


@pytest.mark.parametrize(
	("matters", "day", "status"),
	[
		((), 1, NOTIFIED),
		((REPORTED,), 3, NOTIFIED),
		((steps_of_notification(on(2), on(4), None),), 3, NOTIFIED),
		((steps_of_notification(on(2), on(4), None),), 4, NOT_REQUESTED),
		((steps_of_notification(on(2), on(4), None), steps_of_notification(on(6), None, None)), 6, NOTIFIED),
		((asked(),), 5, NOTIFIED),
		((asked(meanings.BEING_WRITTEN),), 5, NOTIFIED),
		((GRANTED,), 7, NOTIFIED),
		((GRANTED,), 8, WAITING),
		((steps_of_notification(on(2), None, on(5)), asked(meanings.REFUSED, decided=8)), 8, TURNED_DOWN),
		((REPORTED, asked(meanings.REFUSED, decided=8)), 8, NOTIFIED),
		((asked(withdrawn=7),), 7, GIVEN_UP),
		((asked(meanings.ACCEPTED, decided=8, withdrawn=9),), 9, GIVEN_UP),
		((asked(basis=requests.COURT_ORDER),), 5, WAITING),
		((asked(basis=requests.MINOR_PARENT),), 5, WAITING),
		# An order cannot be refused: a refusal of an older version counts for nothing.
		((asked(meanings.REFUSED, requests.COURT_ORDER, decided=8, withdrawn=9),), 9, WAITING),
	],
)
def test_before_the_work(matters, day, status):
	assert status_on(Facts(matters=matters), on(day)) == status


def test_support_begins_with_an_assistant_after_the_resolution():
	facts = Facts((Period(on(10)),), (REPORTED, GRANTED))
	assert [status_on(facts, on(day)) for day in (7, 9, 10)] == [NOTIFIED, WAITING, UNDER_SUPPORT]
	assert waiting_since(facts, on(9)) == on(8)
	assert waiting_since(facts, on(10)) is None


def test_an_assistant_without_a_resolution_supports_nobody():
	assert status_on(Facts((Period(on(3)),), (REPORTED,)), on(9)) == NOTIFIED
	refused = asked(meanings.REFUSED, decided=8)
	assert status_on(Facts((Period(on(9)),), (refused,)), on(9)) == TURNED_DOWN


def test_an_earlier_assistant_counts_from_the_resolution():
	assert status_on(Facts((Period(on(6)),), (GRANTED,)), on(7)) == NOTIFIED
	assert status_on(Facts((Period(on(6)),), (GRANTED,)), on(8)) == UNDER_SUPPORT
	assert status_on(Facts((Period(on(6), on(7)),), (GRANTED,)), on(8)) == WAITING


def test_a_family_taken_over_has_its_status_from_its_assistant():
	assert status_on(Facts(assistant_since=on(3)), on(3)) == UNDER_SUPPORT
	assert status_on(Facts(assistant_since=on(3)), on(2)) == NOTIFIED
	# By an assignment older than all papers.
	assert status_on(Facts((Period(on(1)),), (REPORTED,)), on(1)) == UNDER_SUPPORT


def test_a_gap_stays_under_support_and_is_named():
	facts = Facts((Period(on(10), on(12)), Period(on(20))), (GRANTED,))
	assert status_on(facts, on(15)) == UNDER_SUPPORT
	assert without_assistant_since(facts, on(15)) == on(13)
	assert without_assistant_since(facts, on(12)) is None
	assert without_assistant_since(facts, on(20)) is None


def test_one_taken_over_without_an_assignment_lacks_its_assistant():
	assert without_assistant_since(Facts(assistant_since=on(3)), on(5)) == on(3)


def test_the_end():
	facts = Facts((Period(on(10), on(30)),), (GRANTED,), (Ending(on(30), on(40)),))
	days = {29: UNDER_SUPPORT, 30: MONITORED, 40: MONITORED, 41: CASE_CLOSED}
	assert {day: status_on(facts, on(day)) for day in days} == days
	assert status_on(Facts(endings=(Ending(on(30)),)), on(30)) == CASE_CLOSED


def test_a_new_notification_reopens_nothing():
	facts = Facts((), (steps_of_notification(on(35), None, None),), (Ending(on(30)),))
	assert status_on(facts, on(36)) == CASE_CLOSED


def test_a_reopened_case_waits_for_its_assistant():
	ending = Ending(on(30), on(40), reopened=on(35))
	facts = Facts((Period(on(10), on(30)), Period(on(38))), (GRANTED,), (ending,))
	days = {34: MONITORED, 35: WAITING, 37: WAITING, 38: UNDER_SUPPORT, 99: UNDER_SUPPORT}
	assert {day: status_on(facts, on(day)) for day in days} == days
	assert waiting_since(facts, on(36)) == on(35)


def test_one_who_stayed_for_monitoring_goes_on():
	ending = Ending(on(30), on(40), reopened=on(35))
	assert status_on(Facts((Period(on(10), on(40)),), (GRANTED,), (ending,)), on(35)) == UNDER_SUPPORT


def test_spells_leave_monitoring_and_pauses_out():
	endings = (Ending(on(30), on(40), reopened=on(35)), Ending(on(60)))
	facts = Facts(
		(Period(on(10), on(20)), Period(on(25), on(30)), Period(on(38), on(60))), (GRANTED,), endings
	)
	assert get_spells(facts, on(99)) == [Period(on(10), on(30)), Period(on(38), on(60))]
	assert get_spells(facts, on(50)) == [Period(on(10), on(30)), Period(on(38))]
	assert get_spells(facts, on(15)) == [Period(on(10))]
	assert get_spells(facts, on(5)) == []


def test_every_day_has_one_status_however_far():
	facts = Facts((Period(on(10), on(30)),), (REPORTED, GRANTED), (Ending(on(30), on(40)),))
	seen = [status_on(facts, on(day)) for day in range(1, 60)]
	order = [NOTIFIED, WAITING, UNDER_SUPPORT, MONITORED, CASE_CLOSED]
	assert sorted(seen, key=order.index) == seen
