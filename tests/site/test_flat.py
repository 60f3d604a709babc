"""What a coordinator opens asks as many questions of the database for a large section as for a small one.

The seconds are measured by `python3 -m devsite perf --size XL`; here only the questions are counted, which do not depend
on the machine.
"""

import pytest

import frappe

from opsfamily.ops_visits.doctype.family_visit.calendar import visit_events
from tests.perf import section, sizes

SMALL, LARGE = sizes.Size(4, 2, 2), sizes.Size(12, 6, 2)
# Each card is accepted by the platform's workflow, one by one.
ONE_BY_ONE = {"40 cards accepted"}
READ = [operation for operation in section.OPERATIONS if operation.what not in ONE_BY_ONE]


@pytest.fixture
def count(site):
	"""Count the questions of an operation in a section of a size, beside the test site's own families."""

	def count_at(operation: section.Operation, size: sizes.Size) -> int:
		sizes.insert(size)
		try:
			# The first time reads what is kept afterwards: roles, settings, descriptions of DocTypes.
			frappe.db.savepoint("before_it")
			section.act(operation)
			frappe.db.rollback(save_point="before_it")
			return section.count_queries(lambda: section.act(operation))
		finally:
			frappe.db.rollback()
			for number in range(1, size.assistants + 1):
				frappe.clear_cache(user=f"section.{number}@example.com")
			frappe.clear_cache(user=sizes.COORDINATOR)

	return count_at


@pytest.mark.parametrize("operation", READ, ids=lambda operation: f"{operation.who}, {operation.what}")
def test_questions_do_not_grow_with_the_section(count, operation):
	assert count(operation, LARGE) == count(operation, SMALL)


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
