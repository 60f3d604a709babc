from datetime import date

import pytest

from opsfamily.core import closing
from opsfamily.core.meanings import ACCEPTED, RETURNED, SENT
from opsfamily.core.meanings import BEING_WRITTEN as DRAFT
from opsfamily.core.outcomes import NOT_DONE, WITHDRAWN

DAY = date(2026, 11, 23)


def on(number: int) -> date:
	return date(2026, 11, number)


@pytest.mark.parametrize(
	("due", "outcome"),
	[(on(22), NOT_DONE), (on(23), NOT_DONE), (on(24), WITHDRAWN), (None, WITHDRAWN)],
)
def test_a_pending_action_ends_by_its_day(due, outcome):
	assert closing.proposed_outcome(due, DAY) == outcome


def test_every_month_needs_an_accepted_card():
	visits = [("2026-08", "a"), ("2026-09", "b"), ("2026-10", "c"), ("2026-10", "d")]
	cards = [("2026-08", "a", ACCEPTED), ("2026-09", "b", SENT), ("2026-10", "c", ACCEPTED)]
	assert closing.unaccepted_months(visits, cards) == ["2026-09", "2026-10"]


@pytest.mark.parametrize("state", [DRAFT, SENT, RETURNED])
def test_a_card_without_contacts_counts_too(state):
	assert closing.unaccepted_months([], [("2026-07", "a", state)]) == ["2026-07"]


def test_no_contact_and_no_card_is_no_hindrance():
	assert closing.unaccepted_months([], []) == []
	assert closing.unaccepted_months(iter([("2026-08", "a")]), iter([("2026-08", "a", ACCEPTED)])) == []


@pytest.mark.parametrize(
	("kept", "monitoring", "until", "last"),
	[
		(False, None, None, 23),
		(False, on(28), None, 23),
		(True, on(28), None, 28),
		(True, on(28), on(25), 25),
		(True, None, None, 23),
		(False, on(28), on(29), 23),
	],
)
def test_an_assignment_ends_with_the_case_or_with_monitoring(kept, monitoring, until, last):
	assert closing.ends_on(DAY, kept, monitoring, until) == on(last)


def test_monitoring_runs_on_its_last_day():
	assert not closing.monitoring_is_over(DAY, DAY)
	assert closing.monitoring_is_over(on(22), DAY)
	assert closing.monitoring_is_over(None, DAY)


def test_a_monitored_case_is_closed_from_the_last_day():
	assert closing.closed_on(on(1), on(24), DAY) is None
	assert closing.closed_on(on(1), on(22), DAY) == on(22)
	assert closing.closed_on(on(1), None, DAY) == on(1)
