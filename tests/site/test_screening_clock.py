"""The next screening stands on the list of deadlines."""

import pytest

from opsfamily.clocks.cases import Cases
from opsfamily.clocks.register import get_deadlines
from opsfamily.permissions.session import acting_as
from opsfamily.tests.factories import assign, day, email, make_closed_case, make_family
from opsfamily.tests.make_safety import make_screening

CLOCK = "Screening Due"


@pytest.fixture
def family(site) -> str:
	name = make_family().name
	assign(name)
	return name


def rows(family: str) -> list[tuple]:
	return [
		(str(row.due), row.responsible, row.document, row.what) for row in get_deadlines(Cases(family), CLOCK)
	]


def test_of_the_newest_by_each_tool(family):
	make_screening(family, screened_on="2026-01-10", next_due="2026-07-10")
	newest = make_screening(family, next_due="2027-03-22")
	other = make_screening(family, tool="ASQ-3", next_due="2026-12-01")
	assert sorted(rows(family)) == [
		("2026-12-01", email("assistant"), other.name, "ASQ-3: Jan Testowy"),
		("2027-03-22", email("assistant"), newest.name, "ASQ:SE-2: Jan Testowy"),
	]


def test_a_newer_one_without_a_next_ends_it(family):
	make_screening(family, screened_on="2026-01-10", next_due="2026-07-10")
	make_screening(family).update({"next_due": None}).save()
	assert rows(family) == []


def test_who_screened_is_reminded_while_on_the_case(family):
	assignment = assign(family, "consultant", "Consultant")
	make_screening(family, performed_by=email("consultant"))
	assert [row[1] for row in rows(family)] == [email("consultant")]
	assignment.update({"until_date": day(-1)}).save()
	assert [row[1] for row in rows(family)] == [email("assistant")]


def test_a_closed_case_has_none(family):
	make_screening(family)
	make_closed_case(family, closing_date=day(-1), monitoring_until=None)
	assert rows(family) == []


def test_a_stranger_learns_nothing(family):
	make_screening(family)
	with acting_as(email("stranger")):
		assert [row for row in get_deadlines(clock=CLOCK) if row.family == family] == []
