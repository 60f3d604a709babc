"""Days of a child among the deadlines and on the family's page; a health appointment without a word, for level 1 alone."""

import pytest

import frappe

from opsfamily.clocks.cases import Cases
from opsfamily.clocks.digest import get_content, get_notices
from opsfamily.clocks.register import get_deadlines
from opsfamily.ops_casework.doctype.family.together import get_lines
from opsfamily.patches.v1_3 import create_child_card_dictionaries, tell_of_each_date
from opsfamily.permissions.session import acting_as
from opsfamily.tests.factories import assign, day, email, fresh, make_closed_case, make_family
from opsfamily.tests.make_child_card import make_child_card

CLOCK, KEPT = "Date of a Child", frozenset({"Child Card"})
SECRET = "logopeda-tajny"


@pytest.fixture
def family(site) -> str:
	name = make_family().name
	assign(name)
	assign(name, "consultant", "Consultant")
	return name


def rows(family: str) -> list[tuple]:
	found = get_deadlines(Cases(family), CLOCK)
	return [(str(row.due), row.responsible, row.document, row.what) for row in found]


def make_card(family: str):
	card = make_child_card(family, dates=[{"due_on": day(3), "what": "zebranie"}])
	values = {"due_on": day(4), "what": SECRET, "goal": SECRET}
	card.append("health_dates", values).db_insert()
	return fresh(card)


def test_until_it_is_done_for_the_assistant(family):
	card = make_card(family)
	expected = [
		(str(day(3)), email("assistant"), card.name, "Jan Testowy: zebranie"),
		(str(day(4)), email("assistant"), card.name, "Jan Testowy"),
	]
	assert rows(family) == expected
	card.dates[0].done = card.health_dates[0].done = 1
	card.save()
	assert rows(family) == []


def test_a_health_appointment_is_named_nowhere_and_only_for_readers_of_level_one(family):
	make_card(family)
	with acting_as(email("consultant")):
		assert [row[0] for row in rows(family)] == [str(day(3))]
	with acting_as(email("assistant")):
		cases = Cases(family)
		notices = list(get_notices(email("assistant"), cases))
		assert [notice.deadline.due for notice in notices if notice.deadline.clock == CLOCK]
		assert SECRET not in frappe.as_json(get_content(notices, cases))
	assert SECRET not in str(get_deadlines(Cases(family)))


def test_a_closed_case_has_none_and_a_stranger_learns_nothing(family):
	make_card(family)
	with acting_as(email("stranger")):
		assert rows(family) == []
	make_closed_case(family, closing_date=day(-1), monitoring_until=None)
	assert rows(family) == []


def test_the_familys_page_says_whose_card_and_the_next_day(family):
	card = make_card(family)
	[line] = get_lines(family, KEPT)
	assert (line.name, line.late) == (card.name, False)
	assert line.text.startswith("Jan Testowy, ") and "zebranie" not in line.text
	card.append("dates", {"due_on": day(-1), "what": "rozmowa z kuratorem"})
	card.save()
	assert get_lines(family, KEPT)[0].late


def test_the_dictionary_is_created_once_and_stays_the_offices(site):
	frappe.db.delete("Parental Authority State", {"name": "pełna"})
	frappe.db.set_value("Parental Authority State", "zawieszona", "disabled", 1)
	for _again in range(2):
		create_child_card_dictionaries.execute()
		assert frappe.db.exists("Parental Authority State", "pełna")
		assert frappe.db.get_value("Parental Authority State", "zawieszona", "disabled") == 1


def test_two_dates_of_one_day_are_told_each(family):
	card = make_card(family)
	card.append("dates", {"due_on": day(3), "what": "sąd rodzinny"})
	card.save()
	matters = {row.matter for row in get_deadlines(Cases(family), CLOCK)}
	assert matters == {
		*(("Child Date", row.name, "", "") for row in card.dates),
		("Child Health Date", card.health_dates[0].name, "", ""),
	}
	assert {row.document for row in get_deadlines(Cases(family), CLOCK)} == {card.name}


def test_what_was_told_of_a_card_is_told_of_its_first_row(family):
	card = make_card(family)
	card.append("dates", {"due_on": day(3), "what": "sąd rodzinny"})
	card.save()
	about = {"about_type": "Child Card", "about": card.name, "clock": CLOCK, "user": email("assistant")}
	told = [
		frappe.get_doc({"doctype": "Deadline Notice", **about, "due_date": on, "threshold": "3"})
		.insert()
		.name
		for on in (day(3), day(4), day(40))
	]
	for _time in range(2):
		tell_of_each_date.execute()
	found = [frappe.db.get_value("Deadline Notice", name, ["about_type", "about"]) for name in told]
	assert found == [
		("Child Date", card.dates[0].name),
		("Child Health Date", card.health_dates[0].name),
		("Child Card", card.name),
	]
