"""Clocks of the first assessment and the first plan, and of the half-year after a reopening or an import."""

import pytest

import frappe
from frappe.utils import getdate

from opsfamily.clocks.register import get_next_clocks
from opsfamily.core.months import add_months
from opsfamily.permissions.session import acting_as
from opsfamily.tests.factories import (
	assign,
	cancelled,
	day,
	email,
	fresh,
	make_assessment,
	make_closing,
	make_family,
	make_final_assessment,
	make_plan,
	submitted,
)

ASSESSMENT, PLAN, HALF_YEAR = "First Assessment Due", "First Plan Due", "Half-Year Assessment"


@pytest.fixture
def family(site) -> str:
	return make_family().name


def get_days(family: str) -> dict:
	return {row["clock"]: row["due"] for row in get_next_clocks(family)}


def set_setting(fieldname: str, value: int):
	frappe.db.set_single_value("OPS Settings", fieldname, value)
	frappe.clear_document_cache("OPS Settings", "OPS Settings")


def close_and_reopen(family: str):
	"""The work ended and was taken up again today."""
	assessment = make_final_assessment(family, assessment_date=day()).name
	closing = submitted(make_closing(family, final_assessment=assessment, monitoring_until=None))
	fresh(closing).reopen("nowe trudności")


def test_both_run_from_the_assistants_first_day(family):
	assert not {ASSESSMENT, PLAN} & get_days(family).keys()
	assign(family, from_date=day(-10))
	days = get_days(family)
	assert (days[ASSESSMENT], days[PLAN]) == (getdate(day(20)), getdate(day(20)))
	assert days[HALF_YEAR] == add_months(getdate(day(-10)), 6)


def test_they_are_the_offices_own(family):
	assign(family)
	rows = {row["clock"]: row for row in get_next_clocks(family)}
	assert (rows[ASSESSMENT]["statutory"], rows[PLAN]["statutory"], rows[HALF_YEAR]["statutory"]) == (0, 0, 1)
	assert rows[ASSESSMENT]["responsible"] == email("assistant")


def test_a_substitute_begins_them_as_well(family):
	assign(family, "other_assistant", "Substitute", from_date=day(-3))
	assert get_days(family)[PLAN] == getdate(day(27))


def test_a_social_worker_does_not(family):
	assign(family, "social_worker", "Social Worker")
	assert not {ASSESSMENT, PLAN} & get_days(family).keys()


def test_the_offices_days(family):
	assign(family, from_date=day())
	set_setting("first_assessment_days", 14)
	set_setting("first_plan_days", 0)
	days = get_days(family)
	assert days[ASSESSMENT] == getdate(day(14))
	assert PLAN not in days


def test_each_ends_with_its_submitted_paper(family):
	assign(family, from_date=day(-10))
	assessment = make_assessment(family, assessment_date=day(-1))
	assert ASSESSMENT in get_days(family)
	submitted(assessment)
	days = get_days(family)
	assert ASSESSMENT not in days and PLAN in days
	plan = submitted(make_plan(family, plan_date=day(-1)))
	assert PLAN not in get_days(family)
	cancelled(fresh(plan))
	assert PLAN in get_days(family)


def test_both_begin_anew_after_a_reopening(family):
	assign(family, from_date=day(-200), until_date=day(-1))
	submitted(make_assessment(family, assessment_date=day(-190)))
	submitted(make_plan(family, plan_date=day(-180)))
	close_and_reopen(family)
	assert not {ASSESSMENT, PLAN} & get_days(family).keys()
	assign(family, "other_assistant", from_date=day())
	days = get_days(family)
	assert (days[ASSESSMENT], days[PLAN]) == (getdate(day(30)), getdate(day(30)))
	# The final assessment ended the half-year of the earlier work, not of this one.
	assert days[HALF_YEAR] == add_months(getdate(), 6)
	submitted(make_assessment(family, assessment_date=day(), kind="Periodic"))
	assert ASSESSMENT not in get_days(family)


def test_none_for_life(site):
	family = make_family(legal_basis="Za Życiem").name
	assign(family, from_date=day())
	assert not {ASSESSMENT, PLAN} & get_days(family).keys()


def test_an_imported_family_counts_from_its_last_assessment_on_paper(site):
	family = make_family(last_assessment_on="2026-08-31").name
	assign(family, from_date="2025-01-15")
	days = get_days(family)
	assert days[HALF_YEAR] == getdate("2027-02-28")
	assert not {ASSESSMENT, PLAN} & days.keys()
	rows = {row["clock"]: row for row in get_next_clocks(family)}
	assert rows[HALF_YEAR]["what"] == ""
	submitted(make_assessment(family, assessment_date="2026-10-31"))
	assert get_days(family)[HALF_YEAR] == getdate("2027-04-30")


def test_a_stranger_learns_nothing(family):
	assign(family)
	with acting_as(email("stranger")):
		assert get_next_clocks(family) == []
