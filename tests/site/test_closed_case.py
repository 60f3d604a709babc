"""A closed case is a lock: each document on both sides of it."""

import pytest

import frappe
from frappe.utils import getdate

from opsfamily.api import open_late_entries
from opsfamily.case.closed import CaseClosedError, LateEntryError, OutlivesClosingError
from opsfamily.exceptions import ReasonMissingError
from opsfamily.ops_intake.doctype.case_closing.case_closing import ClosingDateError, NotHeadError
from opsfamily.permissions.session import acting_as
from opsfamily.tests.factories import (
	accepted,
	amended,
	assign,
	cancelled,
	day,
	email,
	end_before_app,
	fresh,
	make_access_copy,
	make_assessment,
	make_authorisation,
	make_catalogue,
	make_closed_case,
	make_consent,
	make_family,
	make_monitoring_contact,
	make_notification,
	make_opinion,
	make_placement,
	make_plan,
	make_request,
	make_schedule,
	make_timesheet,
	make_visit,
	moved,
	submitted,
)

ENDED = -5


def closed(monitoring: int | None = None, ended: int = ENDED) -> str:
	"""A family whose work ended some days ago, with what is older than its end."""
	family = make_family(assistant_since=day(-400)).name
	assign(family)
	accepted_card(family)
	make_closed_case(
		family, closing_date=day(ended), monitoring_until=None if monitoring is None else day(monitoring)
	)
	return family


def accepted_card(family: str) -> None:
	make_visit(family)
	accepted(make_timesheet(family))


@pytest.fixture
def family(site) -> str:
	return closed(monitoring=30)


def work(family: str, on) -> dict:
	"""Kind of document → a maker of one that is dated so."""
	return {
		"visit": lambda: make_visit(family, visit_date=on),
		"assessment": lambda: make_assessment(family, assessment_date=on),
		"plan": lambda: make_plan(family, plan_date=on),
		"authorisation": lambda: make_authorisation(family, from_date=on),
	}


@pytest.mark.parametrize("kind", ["visit", "assessment", "plan", "authorisation"])
def test_no_new_work_after_the_end(family, kind):
	with pytest.raises(CaseClosedError) as refusal:
		work(family, day(ENDED + 1))[kind]()
	assert type(refusal.value) is CaseClosedError
	assert work(family, day(ENDED))[kind]().name


def test_a_schedule_and_a_placement_and_a_step(family):
	plan = submitted(make_plan(family, plan_date=day(ENDED)))
	with pytest.raises(CaseClosedError):
		make_schedule(plan, schedule_date=day(ENDED + 1), evaluation_date=day(20))
	with pytest.raises(CaseClosedError):
		make_placement(family, since=day(ENDED + 1))
	catalogue = make_catalogue(family, application_received_on=day())
	step = {"body": "urząd gminy", "step": "telefon", "nature": "Giving Information"}
	catalogue.append("steps", {**step, "step_date": day(ENDED)})
	catalogue.save()
	catalogue.append("steps", {**step, "step_date": day()})
	with pytest.raises(CaseClosedError, match="Wiersz 2"):
		catalogue.save()


def test_a_placement_from_before_may_end(site):
	family = make_family().name
	assign(family)
	placement = make_placement(family, since=day(-30))
	make_closed_case(family, closing_date=day(ENDED), monitoring_until=None)
	ended = {"until_date": day(), "end_code": "Returned Home", "carer": "Anna Nowa"}
	fresh(placement).update(ended).save()


def test_what_needs_no_reopening(family):
	make_monitoring_contact(family)
	request = make_request(family, notification=make_notification(family).name)
	with acting_as(email("social_worker")):
		assert request.name
	make_opinion(family)
	consent = make_consent(family)
	consent.update({"withdrawn_on": day(), "next_step": "End the Work"}).save()
	make_access_copy(family, requested_on=day())
	fresh(frappe.get_doc("Family", family)).update({"phone": "500 100 302"}).save()


def test_a_request_is_granted_after_the_reopening_only(family):
	request = moved(make_request(family), "Request Sent")
	decide = {"workload_reason": "rodzina testowa"}
	with acting_as(email("head")), pytest.raises(OutlivesClosingError):
		moved(request, "Request Assigned", **decide)
	with acting_as(email("head")):
		frappe.get_doc("Case Closing", {"family": family}).reopen("nowy wniosek")
		moved(fresh(request), "Request Assigned", **decide)


def test_an_earlier_paper_is_corrected(site):
	family = make_family().name
	assign(family)
	plan = submitted(make_plan(family, plan_date=day(-100)))
	make_closed_case(family, closing_date=day(-60), monitoring_until=None)
	draft = amended(cancelled(plan))
	draft.update({"main_goal": "Dzieci chodzą do szkoły."}).save()
	submitted(draft)
	with pytest.raises(CaseClosedError):
		fresh(make_late(family)).update({"assessment_date": day(-1)}).save()


def make_late(family: str):
	closing = frappe.get_doc("Case Closing", {"family": family})
	closing.db_set("late_until", day())
	return make_assessment(family, assessment_date=day(-61))


def test_nobody_outlives_the_monitoring(family):
	with pytest.raises(OutlivesClosingError):
		assign(family, "consultant", "Consultant", from_date=day())
	with pytest.raises(OutlivesClosingError):
		assign(family, "consultant", "Consultant", from_date=day(), until_date=day(31))
	kept = frappe.get_doc("Case Assignment", {"family": family})
	with pytest.raises(OutlivesClosingError):
		kept.update({"until_date": None}).save()
	assign(family, "social_worker", "Social Worker", from_date=day(), until_date=day(30))


def test_late_entries(site):
	family = closed(ended=-20)
	with pytest.raises(LateEntryError):
		make_visit(family, visit_date=day(-21), from_time="08:00", to_time="09:00")
	closing = frappe.db.get_value("Case Closing", {"family": family})
	with acting_as(email("coordinator")), pytest.raises(NotHeadError):
		open_late_entries(closing, day(3), "zaległe wizyty")
	with acting_as(email("head")):
		with pytest.raises(ReasonMissingError):
			open_late_entries(closing, day(3), " ")
		with pytest.raises(ClosingDateError):
			open_late_entries(closing, day(-1), "zaległe wizyty")
		assert open_late_entries(closing, day(3), "zaległe wizyty") == family
	assert frappe.db.get_value("Case Closing", closing, "late_opened_by") == email("head")
	late = {"visit_date": day(-21), "from_time": "08:00", "to_time": "09:00"}
	with pytest.raises(LateEntryError, match="pracownik"):
		make_visit(family, assistant=email("other_assistant"), **late)
	assert make_visit(family, **late).name


def test_the_offices_days_for_late_entries(site):
	family = closed(ended=-3)
	frappe.db.set_single_value("OPS Settings", "late_entry_days", 2)
	frappe.clear_document_cache("OPS Settings", "OPS Settings")
	with pytest.raises(LateEntryError):
		make_visit(family, visit_date=day(-4), from_time="08:00", to_time="09:00")
	frappe.db.set_single_value("OPS Settings", "late_entry_days", 3)
	frappe.clear_document_cache("OPS Settings", "OPS Settings")
	assert make_visit(family, visit_date=day(-4), from_time="08:00", to_time="09:00").name
	frappe.clear_document_cache("OPS Settings", "OPS Settings")


def test_cards_of_earlier_days_go_their_way(site):
	family = closed(ended=(getdate("2026-10-20") - getdate()).days)
	frappe.db.set_value("Case Closing", {"family": family}, "late_until", day())
	make_visit(family, visit_date="2026-09-15")
	frappe.db.set_value("Case Closing", {"family": family}, "late_until", None)
	assert accepted(make_timesheet(family, month="2026-09")).docstatus == 1
	with pytest.raises(CaseClosedError):
		make_timesheet(family, month="2026-11")


def test_an_end_before_the_app_locks_as_well(site):
	family = make_family().name
	assign(family, until_date=day(-30))
	end_before_app(family, day(-30))
	with pytest.raises(CaseClosedError):
		make_visit(family, visit_date=day(-29))
	assert make_visit(family, visit_date=day(-31)).name


def test_reopened_it_is_open(family):
	with acting_as(email("head")):
		frappe.get_doc("Case Closing", {"family": family}).reopen("kryzys")
	# Within the tolerance of a clock at any hour of the day.
	assert make_visit(family, visit_date=day(), from_time="00:00", to_time="00:10").name
