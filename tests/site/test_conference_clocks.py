"""A planned conference among the deadlines, on the family's page, in the calendar; its possible guests."""

import pytest

import frappe

from opsfamily.api import possible_guests
from opsfamily.clocks.cases import Cases
from opsfamily.clocks.register import get_deadlines
from opsfamily.ops_casework.doctype.family.overview import get_overview_html
from opsfamily.ops_casework.doctype.family.together import get_lines
from opsfamily.ops_teamwork.doctype.case_conference.calendar import conference_events
from opsfamily.permissions.session import acting_as
from opsfamily.tests.factories import (
	assign,
	day,
	email,
	fresh,
	make_closed_case,
	make_family,
	make_running_schedule,
	submitted,
)
from opsfamily.tests.make_conference import decision, make_conference, make_held, make_planned

CLOCK = "Conference Planned"
KEPT = frozenset({"Case Conference"})


@pytest.fixture
def family(site) -> str:
	name = make_family(
		representative="Rodzina Spotkana",
		support_network=[
			{"kind": "szkoła", "institution": "SP nr 2", "contact": "pedagog"},
			{"kind": "rodzina", "institution": "babcia"},
		],
	).name
	assign(name)
	return name


def rows(family: str) -> list[tuple]:
	found = get_deadlines(Cases(family), CLOCK)
	return [(str(row.due), row.responsible, row.document, row.what) for row in found]


def lines(family: str) -> list[tuple]:
	return [(line.label, line.text, line.name, line.late) for line in get_lines(family, KEPT)]


def test_a_planned_conference_until_its_minutes(family):
	planned = make_planned(family, organiser=email("coordinator"))
	assert rows(family) == [(str(day(7)), email("coordinator"), planned.name, "10:00, sala nr 3")]
	planned.people[0].attended = 1
	submitted(planned.update({"conference_date": day()}))
	assert rows(family) == []


def test_the_occasion_is_not_said(family):
	make_planned(family, occasion="podejrzenie przemocy domowej")
	[row] = get_deadlines(Cases(family), CLOCK)
	assert "przemoc" not in str(row)


def test_a_closed_case_has_no_conference_ahead(family):
	make_planned(family)
	make_closed_case(family, closing_date=day(-1), monitoring_until=None)
	assert rows(family) == []


def test_a_stranger_learns_nothing(family):
	make_planned(family)
	with acting_as(email("stranger")):
		assert [row for row in get_deadlines() if row.family == family] == []
		assert lines(family) == []
		assert events(family) == []
		with pytest.raises(frappe.PermissionError):
			possible_guests(family)


def test_the_familys_page_says_what_is_planned_and_what_is_open(family):
	make_running_schedule(family)
	decisions = [
		decision(what="a", until_date=day(-5)),
		decision(what="b"),
		decision(what="c", body="SP nr 2"),
	]
	held = make_held(family, conference_date=day(-20), decisions=decisions)
	done = frappe.get_doc("Scheduled Action", fresh(held).decisions[2].scheduled_action)
	done.update({"outcome": "Done"}).save()
	planned = make_planned(family)
	when = f"{day(7):%d.%m.%Y}, 10:00, sala nr 3"
	assert lines(family) == [
		("Następne spotkanie", when, planned.name, False),
		("Ustalenia spotkań", "otwarte: 2, po terminie: 1", held.name, True),
	]


def test_the_familys_page_says_which_action_a_conference_decided(family):
	schedule = make_running_schedule(family)
	held = make_held(family)
	html = get_overview_html(frappe.get_doc("Family", family))
	assert html.count("ustalenie spotkania") == 1 < len(schedule.actions)
	assert f"/{held.name}" in html


def test_decisions_that_wait_for_a_schedule_are_open(family):
	held = make_held(family)
	assert lines(family) == [("Ustalenia spotkań", "otwarte: 1, po terminie: 0", held.name, False)]


def test_a_conference_without_minutes_is_late(family):
	conference = make_conference(family, conference_date=day(-1), place=None, from_time=None, to_time=None)
	assert lines(family) == [("Spotkanie bez protokołu", f"{day(-1):%d.%m.%Y}", conference.name, True)]


def events(family: str) -> list[dict]:
	filters = frappe.as_json([["Case Conference", "family", "=", family]])
	return conference_events(start=str(day(-30)), end=str(day(30)), filters=filters)


def test_the_calendar(family):
	held = make_held(family, conference_date=day(-1))
	whole_day = make_planned(family, from_time=None, to_time=None)
	first, second = events(family)
	assert (first["name"], first["start"], first["all_day"]) == (held.name, f"{day(-1)} 10:00:00", 0)
	assert first["end"] == f"{day(-1)} 11:30:00"
	assert (second["name"], str(second["start"]), second["all_day"]) == (whole_day.name, str(day(7)), 1)
	assert "przegląd" not in str((first, second))


def test_possible_guests(family):
	assign(family, "social_worker", "Social Worker")
	assign(family, "social_worker", "Case Manager")
	assign(family, "consultant", "Consultant", until_date=day(-1))
	with acting_as(email("assistant")):
		guests = possible_guests(family)
	assert [(row["full_name"], row["body"], row["email"]) for row in guests["workers"]] == [
		("Anna Asystentka", "Asystent rodziny", email("assistant")),
		("Marek Socjalny", "Pracownik socjalny", email("social_worker")),
	]
	assert guests["contacts"] == [
		{"full_name": "pedagog", "body": "SP nr 2"},
		{"full_name": "babcia", "body": "rodzina"},
	]
