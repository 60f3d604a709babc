"""„Kompletność akt”: each thing that is missing is named, with the way to make it, until it is there."""

import pytest

import frappe

from opsfamily import api
from opsfamily.ops_casework.doctype.family import completeness as file_complete
from opsfamily.permissions.session import acting_as
from opsfamily.tests.factories import (
	accepted,
	assign,
	day,
	email,
	fresh,
	make_assessment,
	make_closed_case,
	make_evaluation,
	make_family,
	make_plan,
	make_request,
	make_schedule,
	make_timesheet,
	make_visit,
	submitted,
)


def lacking(family: str) -> dict[str, dict]:
	"""What is missing → the row for the page."""
	return {row["what"]: row for row in file_complete.get_missing(family)}


def one(family: str, words: str) -> dict:
	found = [row for what, row in lacking(family).items() if words in what]
	assert len(found) == 1, list(lacking(family))
	return found[0]


def complete(family: str) -> bool:
	return lacking(family) == {}


def assigned_request(family: str) -> None:
	"""A request as the head's decision leaves it; the decision itself is tested with its document."""
	request = make_request(family)
	request.db_set({"docstatus": 1, "workflow_state": "Request Assigned", "state_meaning": "Accepted"})


@pytest.fixture
def family(site) -> str:
	"""A family whose file is complete."""
	name = make_family(legal_basis="Family Consent", work_consent_date="2026-08-10").name
	assign(name)
	assigned_request(name)
	submitted(make_assessment(name, assessment_date=day(-30)))
	effects = [{"party": "Family", "action": "Plan dnia", "due_date": day(10), "expected_effect": "spokój"}]
	plan = submitted(make_plan(name, plan_date=day(-20)))
	submitted(make_schedule(plan, schedule_date=day(-20), evaluation_date=day(60), actions=effects))
	return name


def set_basis(family: str, kind: str) -> None:
	"""Let the work rest on this basis alone, since 10 August 2026."""
	frappe.db.delete("Assistant Request", {"family": family})
	doc = frappe.get_doc("Family", family)
	doc.update({"work_consent_date": None, "bases": [{"basis": kind, "from_date": "2026-08-10"}]})
	doc.save()
	if kind != "Za Życiem":
		assigned_request(family)


def test_a_complete_file_lacks_nothing(family):
	assert complete(family)
	assert api.file_completeness(family) == {"missing": [], "closing": None}


def test_an_empty_file_lacks_everything_in_the_order_of_the_work(site):
	name = make_family(members=[]).name
	fields = [(row["doctype"], row["fieldname"]) for row in file_complete.get_missing(name)]
	assert fields == [
		("Family", "members"),
		("Family", "bases"),
		("Assistant Request", None),
		("Case Assignment", None),
		("Family Assessment", None),
		("Family Work Plan", None),
	]


def test_consents_by_basis(family):
	doc = frappe.get_doc("Family", family)
	doc.db_set("work_consent_date", None)
	row = one(family, "zgody na pracę")
	assert row["values"] == {"family": family, "kind": "zgoda na pracę z asystentem rodziny"}
	set_basis(family, "Za Życiem")
	row = one(family, "zgody na przetwarzanie")
	assert row["values"]["kind"] == "„Za życiem”: zgoda na przetwarzanie danych przez asystenta"
	assert not any("zgody na pracę" in what for what in lacking(family))
	set_basis(family, "Court Order")
	assert one(family, "sygnatury")["fieldname"] == "legal_basis_note"
	fresh(doc).update({"legal_basis_note": "III Nsm 1/26"}).save()
	assert complete(family)


def test_a_consent_that_was_given(family):
	frappe.db.set_value("Family", family, "work_consent_date", None)
	values = {**one(family, "zgody na pracę")["values"], "person": "Maria Testowa", "given_on": day(-1)}
	frappe.get_doc({"doctype": "Consent", **values}).insert()
	assert complete(family)


def test_the_catalogue_of_those_who_work_by_it(family):
	set_basis(family, "Za Życiem")
	frappe.db.set_value("Family", family, "data_consent_date", day(-9))
	frappe.get_last_doc("Action Schedule", {"family": family}).cancel()
	frappe.get_last_doc("Family Work Plan", {"family": family}).cancel()
	values = one(family, "katalogu wsparcia")["values"]
	assert set(lacking(family)) == {one(family, "katalogu wsparcia")["what"]}
	catalogue = {
		"doctype": "Support Catalogue",
		"person": "Maria Testowa",
		"application_received_on": day(-9),
	}
	frappe.get_doc({**catalogue, **values}).insert()
	assert complete(family)


def test_after_its_last_day_no_plan_or_assessment_is_missed(family):
	"""Until the closing the work asks for what it asked for while „Za życiem” held."""
	set_basis(family, "Za Życiem")
	frappe.db.set_value("Family Basis", {"parent": family}, "until_date", day(-2))
	for doctype in ("Action Schedule", "Family Work Plan", "Family Assessment"):
		frappe.get_last_doc(doctype, {"family": family}).cancel()
	missed = {row["doctype"] for row in lacking(family).values()}
	assert missed.isdisjoint({"Family Work Plan", "Family Assessment", "Assistant Request"})


def test_a_child_in_care(family):
	frappe.db.set_value("Family Member", {"parent": family, "full_name": "Jan Testowy"}, "in_foster_care", 1)
	row = one(family, "Jan Testowy")
	assert (row["doctype"], row["values"]["child"]) == ("Foster Placement", "Jan Testowy")


def test_a_request_that_was_decided_on(family):
	name = frappe.db.get_value("Assistant Request", {"family": family})
	frappe.db.set_value("Assistant Request", name, {"docstatus": 0, "state_meaning": "Sent"})
	row = one(family, "czeka na rozpatrzenie")
	assert (row["doctype"], row["name"]) == ("Assistant Request", name)
	frappe.db.set_value("Assistant Request", name, {"docstatus": 1, "state_meaning": "Refused"})
	assert one(family, "Nie ma wniosku")["values"] == {"family": family}


def test_who_may_not_read_requests_is_not_told_of_them(family):
	frappe.db.delete("Assistant Request", {"family": family})
	assign(family, "consultant", "Consultant")
	reads = {row.role for row in frappe.get_meta("Assistant Request").permissions if row.read}
	with acting_as(email("consultant")):
		told = "Assistant Request" in {row["doctype"] for row in file_complete.get_missing(family)}
	assert told == ("Family Consultant" in reads)


def test_an_assistant_who_works_today(family):
	frappe.db.set_value("Case Assignment", {"family": family}, "until_date", day(-1))
	row = one(family, "asystent rodziny")
	assert row["values"] == {"family": family, "part": "Family Assistant"}
	frappe.db.set_value("Case Assignment", {"family": family}, "until_date", day(0))
	assert complete(family)


def test_an_assessment_older_than_half_a_year(family):
	frappe.db.set_value("Family Assessment", {"family": family}, "assessment_date", day(-200))
	row = one(family, "straciła aktualność")
	assert row["values"] == {"family": family, "kind": "Periodic"}
	make_assessment(family, assessment_date=day(-1))
	one(family, "straciła aktualność")  # A draft is none yet.
	submitted(make_assessment(family, assessment_date=day(-1)))
	assert complete(family)


def test_the_offices_own_interval(family):
	frappe.db.set_single_value("OPS Settings", "assessment_interval_months", 1)
	frappe.clear_document_cache("OPS Settings", "OPS Settings")
	frappe.db.set_value("Family Assessment", {"family": family}, "assessment_date", day(-40))
	assert "1 mies" in one(family, "straciła aktualność")["what"]


def test_a_plan_without_a_schedule(site, family):
	schedule = frappe.get_last_doc("Action Schedule", {"family": family})
	schedule.cancel()
	row = one(family, "harmonogramu")
	assert row["values"] == {"family": family, "plan": schedule.plan}


def test_expected_effects(family):
	schedule = frappe.db.get_value("Action Schedule", {"family": family})
	frappe.db.set_value("Agreed Action", {"parent": schedule}, "expected_effect", " ")
	row = one(family, "bez przewidywanego efektu: 1")
	assert (row["doctype"], row["name"]) == ("Action Schedule", schedule)


def test_an_evaluation_day_that_passed(family):
	schedule = frappe.get_last_doc("Action Schedule", {"family": family})
	schedule.db_set("evaluation_date", day(-1))
	row = one(family, "oceniony")
	assert row["values"] == {"family": family, "schedule": schedule.name}
	submitted(make_evaluation(schedule, meeting_date=day(0), decision="Continue the Plan"))
	assert complete(family)


def test_cards_of_past_months(family):
	make_visit(family)
	row = one(family, "październik 2026")
	assert row["values"] == {"family": family, "month": "2026-10"} and not row["name"]
	card = make_timesheet(family)
	assert one(family, "październik 2026")["name"] == card.name
	accepted(card)
	assert complete(family)


def test_a_closed_case_lacks_nothing(site):
	other = make_family().name
	closing = make_closed_case(other)
	assert api.file_completeness(other) == {"missing": [], "closing": closing.name}


def test_who_may_not_make_it_is_told_so(site):
	name = make_family(legal_basis="Other Basis").name
	assign(name, "social_worker", "Social Worker")
	with acting_as(email("social_worker")):
		may = {row["doctype"]: row["may"] for row in file_complete.get_missing(name)}
	assert may == {
		"Assistant Request": True,
		"Case Assignment": False,
		"Family Assessment": False,
		"Family Work Plan": True,
	}


def test_a_stranger_learns_nothing(family):
	with acting_as(email("stranger")), pytest.raises(frappe.PermissionError):
		api.file_completeness(family)
