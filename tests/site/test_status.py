"""Status, basis and household of a family follow from its documents, for any day."""

import pytest

import frappe
from frappe.utils import getdate

from opsfamily.case.facts import bases_on, show_all_facts, status_on
from opsfamily.case.household import get_page_of_household, household_on
from opsfamily.clocks.cases import Cases
from opsfamily.clocks.digest import get_notices
from opsfamily.clocks.register import describe, get_deadlines
from opsfamily.exceptions import ReasonMissingError
from opsfamily.ops_casework.doctype.family.completeness import get_missing
from opsfamily.ops_casework.doctype.family.family import PeopleAwayError, TakenOverError
from opsfamily.ops_intake.doctype.assistant_request.assistant_request import RequestStateError
from opsfamily.patches.v1_2 import derive_status_and_basis as patch
from opsfamily.permissions.session import acting_as
from opsfamily.setup import check
from opsfamily.tests.factories import (
	assign,
	day,
	email,
	fresh,
	make_assessment,
	make_catalogue,
	make_closed_case,
	make_consent,
	make_family,
	make_notification,
	make_request,
	moved,
	submitted,
)


@pytest.fixture
def family(site) -> str:
	"""A family that nobody has reported yet, with its social worker."""
	name = make_family(assistant_since=None).name
	assign(name, "social_worker", "Social Worker")
	return name


def sent(family: str, **values):
	with acting_as(email("social_worker")):
		return moved(make_request(family, **values), "Request Sent")


def decided(request, state: str, **values):
	with acting_as(email("head")):
		return moved(request, state, workload_reason="rodzina testowa", **values)


def shown(family: str, *fieldnames: str):
	return frappe.db.get_value("Family", family, fieldnames or "status")


def clocks(family: str) -> list[str]:
	return [row.clock for row in get_deadlines(Cases(family))]


def test_from_the_report_to_the_end(family):
	assert shown(family) == "Notified"
	notification = make_notification(family)
	request = sent(family, notification=notification.name)
	assert shown(family) == "Notified"
	decided(request, "Request Assigned", assigned_from=day(3))
	assert shown(family) == "Waiting for Assistant"
	assert status_on(family, day(3)) == "Under Support"
	frappe.db.set_value(
		"Case Assignment", {"family": family, "part": "Family Assistant"}, "from_date", day(-2)
	)
	request.db_set("decision_date", day(-3))
	show_all_facts()
	assert shown(family) == "Under Support"
	closing = make_closed_case(family, monitoring_until=day(5))
	assert shown(family, "status", "closed_on") == ("Monitored", None)
	assert status_on(family, day(6)) == "Case Closed"
	with acting_as(email("coordinator")):
		fresh(closing).cancel()
	assert shown(family) == "Under Support"
	assert status_on(family, day(-4)) == "Notified"


def test_a_refused_family_has_no_clock_and_no_check(family):
	request = sent(family)
	decided(request, "Request Refused", refusal_reason="nie ma potrzeby", refusal_code="No Need Found")
	assert shown(family) == "Assistant Refused"
	assert "Half-Year Assessment" not in clocks(family)
	assert get_missing(family) == []


def test_a_notification_closed_without_a_request(family):
	notification = make_notification(family, closed_on=day(), closing_reason="pomyłka")
	assert shown(family) == "Closed Without Request"
	notification.delete()
	assert shown(family) == "Notified"


def test_a_family_may_give_up(family):
	request = sent(family)
	with acting_as(email("coordinator")):
		request = fresh(request)
		request.withdrawn_on = day()
		with pytest.raises(ReasonMissingError):
			request.save()
		fresh(request).update({"withdrawn_on": day(), "withdrawal_code": "Situation Improved"}).save()
	assert shown(family) == "Application Withdrawn"
	assert "Request Waits" not in clocks(family)
	with pytest.raises(RequestStateError):
		decided(fresh(request), "Request Assigned")
	assert sent(family).name, "another one may be sent"


@pytest.mark.parametrize(
	("basis", "values"),
	[
		("Court Order", {"court_reference": "III Nsm 1/26", "court_date": "2026-11-01"}),
		("Minor Parent", {"institution": "MOW w Lipie"}),
	],
)
def test_an_order_waits_and_is_neither_refused_nor_withdrawn(family, basis, values):
	request = sent(family, basis=basis, **values)
	assert shown(family) == "Waiting for Assistant"
	with pytest.raises(RequestStateError):
		decided(request, "Request Refused", refusal_reason="x")
	with acting_as(email("coordinator")), pytest.raises(RequestStateError):
		fresh(request).update({"withdrawn_on": day(), "withdrawal_code": "Other Reason"}).save()
	decided(fresh(request), "Request Assigned")
	assert shown(family, "status", "legal_basis") == ("Under Support", basis)


def test_waiting_and_a_gap_are_named_to_the_head(family):
	decided(sent(family), "Request Assigned", assigned_from=day(10))
	[row] = [row for row in get_deadlines(Cases(family)) if row.clock == "Assistant Awaited"]
	assert row.due == getdate(day(14))
	frappe.db.set_single_value("OPS Settings", "waiting_days", 1)
	with acting_as(email("head")):
		notices = [each.deadline for each in get_notices(email("head"), Cases(family))]
	assert "Assistant Awaited" in [each.clock for each in notices]
	assignment = {"family": family, "part": "Family Assistant"}
	earlier = {"from_date": day(), "until_date": day(), "first_day_reason": "rozpoczęto wcześniej"}
	frappe.get_doc("Case Assignment", assignment).update(earlier).save()
	tomorrow = Cases(family, today=getdate(day(1)))
	[row] = [row for row in get_deadlines(tomorrow) if row.clock == "Family without an Assistant"]
	assert row.due == getdate(day(1))
	assert status_on(family, day(1)) == "Under Support"


def test_an_assistant_without_a_resolution_is_named(family):
	make_notification(family)
	assign(family, from_date=day())
	assert shown(family) == "Notified"
	assert [row["doctype"] for row in get_missing(family)] == ["Assistant Request"]


def test_only_the_section_says_what_was_before_the_app(family):
	assign(family)
	for fieldname in ("assistant_since", "ended_before"):
		with acting_as(email("assistant")), pytest.raises(TakenOverError):
			frappe.get_doc("Family", family).update({fieldname: day(-1)}).save()
		with acting_as(email("coordinator")):
			frappe.get_doc("Family", family).update({fieldname: day(-1)}).save()
	assert shown(family) == "Case Closed"


def test_a_new_resolution_reopens_what_ended_before_the_app(family):
	frappe.get_doc("Family", family).update({"ended_before": day(-100)}).save()
	assert shown(family) == "Case Closed"
	assert status_on(family, day(-101)) == "Notified"
	request = sent(family)
	assert shown(family) == "Case Closed"
	decided(request, "Request Assigned", assigned_from=day(2))
	assert shown(family) == "Waiting for Assistant"


def test_bases_in_turn(family):
	consent = make_consent(family, given_on=day(-60))
	assert shown(family, "legal_basis") == "Family Consent"
	consent.update({"withdrawn_on": day(-10), "next_step": "Turn to the Court"}).save()
	assert not shown(family, "legal_basis")
	sent(family, basis="Court Order", court_reference="III Nsm 1/26", court_date=day(-5))
	make_catalogue(family, application_received_on=day(-3))
	assert shown(family, "legal_basis") == "Court Order"
	days = {-61: (), -60: ("Family Consent",), -10: (), -5: ("Court Order",)}
	assert {each: bases_on(family, getdate(day(each))) for each in days} == days
	assert bases_on(family) == ("Court Order", "Za Życiem")


def test_a_basis_of_the_page_has_its_days(family):
	doc = frappe.get_doc("Family", family)
	with pytest.raises(PeopleAwayError):
		doc.update({"bases": [{"basis": "Other Basis"}]}).save()
	with pytest.raises(PeopleAwayError):
		row = {"basis": "Other Basis", "from_date": day(-1), "until_date": day(-2)}
		fresh(doc).update({"bases": [row]}).save()
	fresh(doc).update({"bases": [{**row, "until_date": day(2)}], "legal_basis": "Court Order"}).save()
	assert shown(family, "legal_basis") == "Other Basis"
	assert bases_on(family, getdate(day(3))) == ()


def test_no_half_year_clock_in_za_zyciem_alone(family):
	make_catalogue(family, application_received_on=day(-90))
	assign(family, from_date=day(-80))
	assert shown(family, "status", "legal_basis") == ("Under Support", "Za Życiem")
	assert "Half-Year Assessment" not in clocks(family)
	missing = {row["doctype"] for row in get_missing(family)}
	assert missing.isdisjoint({"Family Assessment", "Family Work Plan", "Assistant Request"})
	make_consent(family, given_on=day(-10))
	[row] = [row for row in get_deadlines(Cases(family)) if row.clock == "Half-Year Assessment"]
	assert row.due == frappe.utils.add_months(getdate(day(-10)), 6)
	assert "Family Assessment" in {row["doctype"] for row in get_missing(family)}


def test_the_household_of_a_day(family):
	doc = frappe.get_doc("Family", family)
	doc.members[1].update({"left_on": day(-5), "has_disability": 1, "disability_until": day(-10)})
	doc.append("members", {"full_name": "Nowy Członek", "joined_on": day(-3)})
	doc.save()
	names = [row.full_name for row in household_on(family)]
	assert names == ["Maria Testowa", "Nowy Członek"]
	before = household_on(family, getdate(day(-12)))
	assert [(row.full_name, row.is_disabled) for row in before] == [
		("Maria Testowa", False),
		("Jan Testowy", True),
	]
	assert not household_on(family, getdate(day(-6)))[1].is_disabled
	taken = [row["full_name"] for row in get_page_of_household(fresh(doc))["members"]]
	assert taken == ["Maria Testowa", "Nowy Członek"]
	with pytest.raises(PeopleAwayError):
		fresh(doc).members[1].parent_doc.update(
			{"members": [{"full_name": "x", "joined_on": day(-1), "left_on": day(-2)}]}
		).save()


def test_an_absence_explains_a_deadline_and_stops_none(family):
	assign(family)
	submitted(make_assessment(family, assessment_date=day(-30)))
	make_request(family)
	before = get_deadlines(Cases(family))
	absence = {"from_date": day(-4), "kind": "In Hospital", "who": "Maria Testowa"}
	frappe.get_doc("Family", family).update({"absences": [absence]}).save()
	assert get_deadlines(Cases(family)) == before
	cases = Cases(family)
	[row] = [describe(row, cases) for row in get_deadlines(cases) if row.clock == "Half-Year Assessment"]
	assert "nieobecność od" in row["what"] and "szpital" not in row["what"].lower()
	with pytest.raises(PeopleAwayError):
		absence["until_date"] = day(-5)
		frappe.get_doc("Family", family).update({"absences": [absence]}).save()


def test_an_outdated_page_is_found_and_brought_up_to_date(family):
	frappe.db.set_value("Family", family, "status", "Case Closed", update_modified=False)
	assert ("Family", family) in check.check_shown_facts().documents
	show_all_facts()
	assert ("Family", family) not in check.check_shown_facts().documents


def test_an_ended_case_says_who_led_it(family):
	assign(family)
	make_closed_case(family, monitoring_until=None)
	frappe.db.set_value("Case Assignment", {"family": family}, "until_date", day(-1))
	frappe.db.set_value("Case Closing", {"family": family}, "closing_date", day(-1))
	doc = frappe.get_doc("Family", family)
	doc.run_method("onload")
	assert doc.current_assistant == "Anna Asystentka"


# the update


def old(family: str, **values) -> None:
	"""Leave what the version before wrote on the page."""
	frappe.db.set_value("Family", family, {"assistant_since": None, **values}, update_modified=False)


def logged() -> str:
	return "\n".join(frappe.get_all("Error Log", pluck="error", limit=5, order_by="creation desc"))


def test_the_update_keeps_what_was_typed(site):
	opened, closed, supported, refused = (make_family(assistant_since=None).name for _each in range(4))
	old(opened, status="Under Support", legal_basis="")
	old(closed, status="Case Closed", closed_on=day(-50), legal_basis="Court Order")
	for name in (supported, refused):
		assign(name, "social_worker", "Social Worker")
	make_notification(supported)
	assign(supported, from_date=day(-2))
	decided(sent(refused), "Request Refused", refusal_reason="x")
	frappe.db.set_value("Assistant Request", {"family": refused}, "refusal_code", None)
	for name in (supported, refused):
		old(name, status="Under Support", legal_basis="Family Consent")
	notices = frappe.db.count("Notification Log")
	for _twice in range(2):
		patch.execute()
		assert shown(opened) == "Notified"
		assert shown(closed, "status", "closed_on", "legal_basis") == ("Case Closed", day(-50), "Court Order")
		assert shown(supported, "status", "assistant_since") == ("Under Support", day(-2))
		assert shown(refused) == "Assistant Refused"
		assert frappe.db.count("Family Basis", {"parent": closed}) == 1
	assert frappe.db.count("Notification Log") == notices
	log = logged()
	assert f"{opened}: Under Support -> Notified" in log
	assert f"{opened}: no basis of the work" in log
	assert f"{closed}: first day of the basis Court Order" in log
	assert frappe.db.get_value("Assistant Request", {"family": refused}) in log
	fresh(frappe.get_doc("Family", closed)).update({"phone": "500 100 301"}).save()
