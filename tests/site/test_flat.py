"""What a coordinator opens asks as many questions of the database for a large section as for a small one.

The seconds are measured by `python3 -m devsite perf --size XL`; here only the questions are counted, which do not depend
on the machine.
"""

from collections import Counter

import pytest

import frappe
from frappe.utils import getdate

from opsfamily.core.months import month_of
from opsfamily.ops_visits.doctype.family_visit.calendar import visit_events
from opsfamily.ops_visits.page.month_close.month_close import screen, section_rows
from opsfamily.ops_visits.page.month_close.section import count_minutes_of_workers, sum_contacts
from opsfamily.permissions.rule import get_families_of
from tests.perf import section, sizes

SMALL, LARGE = sizes.Size(4, 2, 2), sizes.Size(12, 6, 2)
# Each card is accepted by the platform's workflow, one by one.
ONE_BY_ONE = {"40 cards accepted"}
READ = [operation for operation in section.OPERATIONS if operation.what not in ONE_BY_ONE]


OF_DEADLINES = [
	each for each in READ if (each.who == section.C and "Terminy" in each.what) or "deadlines" in each.what
]
Counts = dict[section.Operation, int]


def count_once(operation: section.Operation) -> int:
	frappe.db.savepoint("before_it")
	try:
		return section.count_queries(lambda: section.act(operation))
	finally:
		frappe.db.rollback(save_point="before_it")


def count(operation: section.Operation) -> int:
	"""Count the questions of an operation.

	The first time reads what is kept afterwards: roles, settings, descriptions of DocTypes; and so does another one, when
	a job of the site has cleared meanwhile what is kept.
	"""
	return min(count_once(operation) for _attempt in range(3))


def count_all(operations: list[section.Operation], size: sizes.Size) -> Counts:
	"""Count the questions of operations in one section of a size, beside the test site's own families."""
	sizes.insert(size)
	try:
		return {operation: count(operation) for operation in operations}
	finally:
		frappe.db.rollback()
		for number in range(1, size.assistants + 1):
			frappe.clear_cache(user=f"section.{number}@example.com")
		frappe.clear_cache(user=sizes.COORDINATOR)


@pytest.fixture(scope="module")
def counts(connected_site) -> tuple[Counts, Counts]:
	"""In a small section and in a large one."""
	return count_all(READ, SMALL), count_all(READ, LARGE)


@pytest.fixture(scope="module")
def counts_of_first_deadlines(connected_site) -> tuple[Counts, Counts]:
	"""The same of deadlines, where only the first of them are made."""
	with pytest.MonkeyPatch.context() as patch:
		patch.setattr("opsfamily.clocks.section.SMALL_SECTION", 0)
		return count_all(OF_DEADLINES, SMALL), count_all(OF_DEADLINES, LARGE)


@pytest.mark.parametrize("operation", READ, ids=lambda operation: f"{operation.who}, {operation.what}")
def test_questions_do_not_grow_with_the_section(counts, operation):
	small, large = counts
	assert large[operation] == small[operation]


@pytest.mark.parametrize("operation", OF_DEADLINES, ids=lambda operation: operation.what)
def test_nor_with_a_section_of_which_only_the_first_deadlines_are_made(counts_of_first_deadlines, operation):
	small, large = counts_of_first_deadlines
	assert large[operation] == small[operation]


@pytest.fixture
def large_section(site):
	"""1,540 visits this month: more than a calendar can show one by one."""
	sizes.insert(sizes.Size(220, 10, 1))
	yield
	frappe.db.rollback()


def test_a_full_calendar_shows_the_number_of_each_day(large_section):
	frappe.set_user(sizes.COORDINATOR)
	events = [event for event in visit_events(**section.get_month_of_calendar()) if event.get("is_sum")]
	counted = {str(event["start"]): event["title"] for event in events}
	days = frappe.db.sql(
		"select visit_date, count(*) from `tabFamily Visit` where visit_date between %s and %s group by visit_date",
		tuple(section.get_month_of_calendar().values()),
	)
	assert counted == {str(day): f"Wizyty: {number}" for day, number in days}
	assert sum(number for _day, number in days) >= 1_540


def test_beside_it_an_assistant_sees_each_visit(large_section):
	frappe.set_user(sizes.ASSISTANT)
	events = [
		event
		for event in visit_events(**section.get_month_of_calendar())
		if event["doctype"] == "Family Visit"
	]
	assert len(events) == 22 * sizes.VISITS_A_MONTH
	assert not any(event.get("is_sum") for event in events)


def get_actions(**filters) -> list[dict]:
	events = visit_events(**section.get_month_of_calendar(), **filters)
	return [event for event in events if event["doctype"] == "Scheduled Action"]


def test_an_assistant_chosen_in_the_filter_has_the_actions_of_their_families_alone(large_section):
	frappe.set_user(sizes.COORDINATOR)
	chosen = frappe.as_json([["Family Visit", "assistant", "=", sizes.ASSISTANT]])
	names = {event["name"] for event in get_actions(filters=chosen)}
	own = get_families_of(sizes.ASSISTANT)
	everybodys = frappe.get_all(
		"Scheduled Action",
		{"name": ["in", [event["name"] for event in get_actions()]]},
		["name", "family"],
		order_by="name",
	)
	assert names == {action.name for action in everybodys if action.family in own}
	assert 0 < len(names) < len(everybodys)
	nobody = frappe.as_json([["Family Visit", "assistant", "=", "nobody@example.com"]])
	assert get_actions(filters=nobody) == []


def test_too_many_actions_are_a_number_of_each_day(large_section, monkeypatch):
	frappe.set_user(sizes.COORDINATOR)
	each = Counter(str(event["start"]) for event in get_actions())
	monkeypatch.setattr("opsfamily.ops_visits.doctype.family_visit.calendar.MOST_EVENTS", len(each))
	sums = get_actions()
	assert all(event["is_sum"] for event in sums)
	assert {str(event["start"]): int(event["title"].split(": ")[1]) for event in sums} == dict(each)
	assert {event["title"].split(": ")[0] for event in sums if event["start"] < getdate()} <= {
		"Działania po terminie"
	}


@pytest.fixture
def many_families(site):
	"""More families than the month's screen lists at once, 15 with each of 21 assistants."""
	sizes.insert(sizes.Size(315, 21, 1))
	yield
	frappe.db.rollback()


def test_the_month_of_a_large_section_is_shown_by_assistant(many_families):
	frappe.set_user(sizes.COORDINATOR)
	section_month = screen(month_of(getdate()))["section"]
	groups = {group["assistant"]: group for group in section_month["assistants"]}
	own = groups[sizes.ASSISTANT]
	assert (own["rows"], own["folded"], own["sums"]["cards"]) == ([], 15, 15)
	assert all(group["rows"] == [] for group in groups.values())
	assert section_month["sums"]["sent"] >= 315
	rows = section_rows(month_of(getdate()), sizes.ASSISTANT)
	assert len(rows) == 15
	assert sum(row["minutes"] for row in rows) == own["sums"]["minutes"] == 15 * 7 * 60
	assert {row["assistant"] for row in rows} == {sizes.ASSISTANT}
	assert all(row["may_decide"] for row in rows)


def test_only_who_accepts_cards_asks_for_the_rows_of_an_assistant(many_families):
	frappe.set_user(sizes.ASSISTANT)
	with pytest.raises(frappe.PermissionError):
		section_rows(month_of(getdate()), sizes.ASSISTANT)


def test_a_meeting_with_two_families_is_worked_once(many_families):
	"""The hours of the section are added up by the database, but for workers with two visits at one time."""
	first, second = frappe.get_all(
		"Family Visit",
		{"assistant": sizes.ASSISTANT, "month": month_of(getdate())},
		["name", "visit_date", "from_time", "to_time"],
		order_by="name",
		limit=2,
	)
	# Safe: rows of this test alone, undone after it.
	frappe.db.set_value("Family Visit", second.name, {**first, "name": second.name})
	frappe.set_user(sizes.COORDINATOR)
	month = month_of(getdate())
	worked = count_minutes_of_workers(month, sum_contacts(month))
	assert worked[sizes.ASSISTANT] == 15 * 7 * 60 - 60
	assert worked["section.2@example.com"] == 15 * 7 * 60
