"""Families that nobody has met for a while and with whom no visit is planned: who is named, until when, to whom."""

import pytest

import frappe
from frappe.utils import getdate

from opsfamily.clocks.cases import Cases
from opsfamily.clocks.digest import get_notices
from opsfamily.clocks.planning import get_visits_to_plan
from opsfamily.clocks.register import get_next_clocks
from opsfamily.core import planned_visits as core
from opsfamily.ops_casework.report.deadlines.deadlines import execute
from opsfamily.ops_visits.doctype.planned_visit import agenda
from opsfamily.permissions.session import acting_as
from opsfamily.tests.factories import assign, day, email, make_closed_case, make_family, make_visit
from opsfamily.tests.make_plan import make_planned_visit

CLOCK = "Visit to Plan"


@pytest.fixture
def family(site) -> str:
	frappe.db.delete("Planned Visit")
	name = make_family().name
	assign(name, from_date=day(-40))
	return name


@pytest.fixture
def planning(family) -> None:
	"""The office plans visits: with another family."""
	other = make_family().name
	assign(other)
	make_planned_visit(other)


def get_row(family: str) -> dict | None:
	return next((row for row in get_next_clocks(family) if row["clock"] == CLOCK), None)


def set_days(days: int) -> None:
	frappe.db.set_single_value("OPS Settings", "days_without_plan", days)
	frappe.clear_document_cache("OPS Settings", "OPS Settings")


def visit_ago(family: str, days: int, **values):
	return make_visit(family, visit_date=day(-days), from_time="03:00", to_time="03:10", **values)


def test_an_office_that_plans_nothing_sees_nothing(family):
	assert get_row(family) is None


def test_from_the_last_direct_contact(family, planning):
	visit_ago(family, 20)
	row = get_row(family)
	assert (row["due"], row["responsible"]) == (getdate(day(-6)), email("assistant"))
	assert row["statutory"] == 0 and agenda.paper_date(day(-20)) in row["what"]


def test_from_the_assistants_first_day_where_nobody_was_met(family, planning):
	visit_ago(family, 5, kind="rozmowa telefoniczna")
	visit_ago(family, 3, kind="nieobecność rodziny w domu")
	row = get_row(family)
	assert (row["due"], row["what"]) == (getdate(day(-26)), "jeszcze bez kontaktu")


@pytest.mark.parametrize(("ago", "is_named"), [(13, False), (14, True)])
def test_not_before_its_day(family, planning, ago, is_named):
	visit_ago(family, ago)
	assert bool(get_row(family)) == is_named


def test_a_plan_from_today_on_is_enough(family, planning):
	make_planned_visit(family, planned_on=day())
	assert get_row(family) is None


def test_a_plan_that_is_past_or_called_off_is_none(family, planning):
	plan = make_planned_visit(family)
	plan.call_off(core.BY_FAMILY)
	assert get_row(family)
	make_planned_visit(family).db_set("planned_on", day(-1))
	assert get_row(family)


def test_a_plan_of_a_worker_who_has_left_is_none(family, planning):
	make_planned_visit(family)
	frappe.db.set_value("Case Assignment", {"family": family}, "until_date", day(-1))
	assign(family, "other_assistant", from_date=day())
	row = get_row(family)
	assert row is None or row["responsible"] == email("other_assistant")
	visit_ago(family, 20)
	frappe.db.set_value(
		"Case Assignment", {"family": family, "user": email("other_assistant")}, "from_date", day(-1)
	)
	assert get_row(family)["responsible"] == email("other_assistant")


def test_a_substitute_is_told(family, planning):
	assign(family, "other_assistant", "Substitute")
	assert get_row(family)["responsible"] == email("other_assistant")


def test_the_offices_days(family, planning):
	visit_ago(family, 5)
	set_days(5)
	assert get_row(family)["due"] == getdate(day())
	set_days(0)
	assert get_row(family) is None


def test_a_closed_case_has_none(family, planning):
	assert get_row(family)
	make_closed_case(family)
	assert get_row(family) is None


def test_assistant_and_coordinator_learn_of_it_and_a_stranger_does_not(family, planning):
	with acting_as(email("assistant")):
		assert family in agenda.get_today()["without"]
		rows = execute({"clock": CLOCK})[1]
		assert family in {row.get("family") for row in rows}
		assert all(row["reached"] for row in rows if row.get("family"))
	for key in ("assistant", "coordinator"):
		with acting_as(email(key)):
			notices = [notice.deadline for notice in get_notices(email(key), Cases())]
		assert (CLOCK, family) in {(row.clock, row.family) for row in notices}, key
	with acting_as(email("stranger")):
		assert agenda.get_today()["without"] == {}
		assert [row for row in execute({"clock": CLOCK})[1] if row.get("family")] == []


def test_it_is_one_query_however_many_families(family, planning):
	with acting_as(email("coordinator")):
		few = count_queries()
		for _more in range(5):
			other = make_family().name
			assign(other, from_date=day(-40))
		assert count_queries() == few


def count_queries() -> int:
	cases = Cases()
	# What every clock shares is read before.
	assert cases.families is not None and cases.began is not None
	before, queries = frappe.db.sql, []
	frappe.db.sql = lambda *args, **options: queries.append(args) or before(*args, **options)
	try:
		assert list(get_visits_to_plan(cases))
	finally:
		frappe.db.sql = before
	return len(queries)
