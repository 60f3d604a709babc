"""The clocks of a court's opinion and of monitoring stand on the list of deadlines."""

import pytest

from opsfamily.clocks.cases import Cases
from opsfamily.clocks.register import get_deadlines, get_next_clocks
from opsfamily.notify import get_heads
from opsfamily.permissions.session import acting_as
from opsfamily.tests.factories import (
	assign,
	day,
	email,
	fresh,
	make_closed_case,
	make_family,
	make_monitoring_contact,
	make_opinion,
	make_running_schedule,
)


@pytest.fixture
def family(site) -> str:
	name = make_family().name
	assign(name)
	return name


def rows(family: str, clock: str) -> list[tuple]:
	found = get_deadlines(Cases(family), clock)
	return [(str(row.due), row.responsible, row.document) for row in found]


def test_an_opinion_until_it_is_submitted(family):
	opinion = make_opinion(family, signed_by=email("assistant"))
	assert rows(family, "Court Opinion Due") == [("2026-12-04", email("assistant"), opinion.name)]
	opinion.db_set("approval", "Waits for Approval")
	[(_due, responsible, _name)] = rows(family, "Court Opinion Due")
	assert responsible in get_heads()
	opinion.db_set("docstatus", 1)
	assert rows(family, "Court Opinion Due") == []


def test_the_next_contact_of_the_latest_contact(family):
	make_closed_case(family, closing_date=day(-30), monitoring_until=day(60))
	make_monitoring_contact(family, contact_date=day(-20), next_on=day(-5))
	latest = make_monitoring_contact(family, contact_date=day(-4), next_on=day(20), worker=email("assistant"))
	assert rows(family, "Monitoring Contact Due") == [(str(day(20)), email("assistant"), latest.name)]


def test_the_end_of_monitoring(family):
	closing = make_closed_case(family, monitoring_until=day(60))
	assert rows(family, "Monitoring Ends") == [(str(day(60)), email("assistant"), closing.name)]
	fresh(closing).reopen("kryzys")
	assert rows(family, "Monitoring Ends") == []


def test_no_evaluation_is_due_of_a_monitored_family(family):
	make_running_schedule(family)
	assert rows(family, "Evaluation Day")
	make_closed_case(family)
	assert rows(family, "Evaluation Day") == []


def test_a_closed_case_has_no_clock_but_a_courts_day(family):
	make_running_schedule(family)
	make_closed_case(family, closing_date=day(-1), monitoring_until=None)
	assert get_next_clocks(family) == []
	opinion = make_opinion(family)
	[clock] = get_next_clocks(family)
	assert (clock["clock"], clock["document"]) == ("Court Opinion Due", opinion.name)
	assert clock["representative"] == "Maria Testowa"


def test_a_stranger_learns_nothing(family):
	make_closed_case(family)
	with acting_as(email("stranger")):
		assert [row for row in get_deadlines() if row.family == family] == []
