"""How a case ends, over real HTTP: every step as the user whose step it is, and every refusal by its name."""

import json

import pytest

import frappe
from frappe.utils import strip_html

from opsfamily.case.closed import CaseClosedError, LateEntryError, OutlivesClosingError
from opsfamily.case.document import FutureDateError
from opsfamily.exceptions import EmptyDocumentError, NotClosedError, PeriodError, ReasonMissingError
from opsfamily.ops_intake.doctype.case_closing.case_closing import (
	CardNotAcceptedError,
	ClosingInUseError,
	FinalAssessmentError,
	NotHeadError,
	SecondClosingError,
)
from opsfamily.ops_intake.doctype.court_opinion.court_opinion import NotApprovedError, NotAuthorError
from opsfamily.ops_intake.doctype.monitoring_contact.monitoring_contact import MonitoringPeriodError
from opsfamily.ops_paper.values import paper_date
from opsfamily.tests.factories import (
	assign,
	day,
	email,
	make_family,
	make_final_assessment,
	make_visit,
)
from tests.rest.http import Person


@pytest.fixture(scope="module")
def people(connected_site) -> dict[str, Person]:
	return {key: Person(email(key)) for key in ("client", "coordinator", "head", "social_worker")}


@pytest.fixture
def family(committed) -> str:
	def make():
		name = make_family(representative="Rodzina Końcowa").name
		assign(name, "client")
		assign(name, "social_worker", "Social Worker")
		return name

	return committed(make)


@pytest.fixture
def assessment(family, committed) -> str:
	return committed(lambda: make_final_assessment(family).name)


def post(person: Person, doctype: str, **values):
	return person.post(f"/api/resource/{doctype}", data=json.dumps(values, default=str))


def put(person: Person, doctype: str, name: str, **values):
	return person.put(f"/api/resource/{doctype}/{name}", data=json.dumps(values, default=str))


def made(answer) -> dict:
	assert answer.ok, answer.text
	return answer.json()["data"]


def refused(answer, exception: type[Exception], *words: str) -> None:
	"""The rule of this exception refused, in a message that holds these words."""
	assert answer.status_code == 417, answer.text
	assert answer.json()["exc_type"] == exception.__name__, answer.text
	message = strip_html(
		" ".join(json.loads(m)["message"] for m in json.loads(answer.json()["_server_messages"]))
	)
	for word in words:
		assert word in message, message


def draft(person: Person, family: str, **values) -> str:
	defaults = {
		"reason": "cel pracy osiągnięty",
		"closing_date": day(),
		"monitoring_until": day(90),
		"summary": "Cele osiągnięte.",
	}
	return made(post(person, "Case Closing", family=family, **{**defaults, **values}))["name"]


def submit(person: Person, doctype: str, name: str):
	return put(person, doctype, name, docstatus=1)


def test_the_whole_end(people, family, assessment, stored):
	closing = draft(people["client"], family, final_assessment=assessment)
	assert submit(people["client"], "Case Closing", closing).status_code == 403
	made(submit(people["coordinator"], "Case Closing", closing))
	assert stored("Family", family, "status") == "Monitored"
	assert put(people["coordinator"], "Family", family, status="Under Support").ok
	assert stored("Family", family, "status") == "Monitored"
	contact = {"family": family, "contact_date": day(), "kind": "wizyta w rodzinie", "finding": "Spokojnie."}
	assert (
		made(post(people["client"], "Monitoring Contact", **contact, next_on=day(30)))["closing"] == closing
	)
	cancel = {"doctype": "Case Closing", "name": closing}
	refused(people["coordinator"].do("frappe.client.cancel", **cancel), ClosingInUseError, "MON-")
	reopen = {"closing": closing, "reason": "kryzys"}
	refused(people["coordinator"].do("opsfamily.api.reopen_case", **reopen), NotHeadError)
	refused(
		people["head"].do("opsfamily.api.reopen_case", closing=closing),
		ReasonMissingError,
		"Powód wznowienia",
	)
	assert people["head"].call("opsfamily.api.reopen_case", **reopen).status_code == 403, "GET"
	assert people["head"].do("opsfamily.api.reopen_case", **reopen).json()["message"] == family
	assert stored("Family", family, "status") == "Under Support"
	assert stored("Case Closing", closing, ["docstatus", "reopening_reason"]) == (1, "kryzys")
	refused(people["head"].do("opsfamily.api.reopen_case", **reopen), NotClosedError, closing)
	refused(people["head"].do("frappe.client.cancel", **cancel), ClosingInUseError)
	refused(post(people["client"], "Monitoring Contact", **contact), NotClosedError)


def test_a_mistake_is_cancelled(people, family, assessment, stored):
	closing = draft(people["client"], family, final_assessment=assessment)
	made(submit(people["coordinator"], "Case Closing", closing))
	assert people["coordinator"].do("frappe.client.cancel", doctype="Case Closing", name=closing).ok
	assert stored("Family", family, "status") == "Under Support"
	assert stored("Case Assignment", {"family": family, "user": email("client")}, "until_date") is None


def test_refusals_of_a_closing(people, family, assessment, committed):
	coordinator = people["coordinator"]
	late = post(coordinator, "Case Closing", family=family, reason="inna przyczyna", closing_date=day(1))
	refused(late, FutureDateError, "Dzień zakończenia")
	closing = draft(coordinator, family, summary="")
	refused(submit(coordinator, "Case Closing", closing), EmptyDocumentError, "Podsumowanie pracy")
	made(put(coordinator, "Case Closing", closing, summary="x"))
	refused(submit(coordinator, "Case Closing", closing), FinalAssessmentError, "Ocena końcowa")
	made(put(coordinator, "Case Closing", closing, reason="zmiana miejsca zamieszkania"))
	refused(submit(coordinator, "Case Closing", closing), EmptyDocumentError, "Do którego ośrodka")
	made(put(coordinator, "Case Closing", closing, moved_to="OPS Brzeziny"))
	committed(lambda: make_visit(family, assistant=email("client"), visit_date="2026-03-02"))
	refused(submit(coordinator, "Case Closing", closing), CardNotAcceptedError, "marzec 2026")


def test_a_second_closing_is_refused(people, family, assessment):
	first = draft(people["coordinator"], family, final_assessment=assessment)
	second = draft(people["client"], family)
	made(submit(people["coordinator"], "Case Closing", first))
	refused(submit(people["coordinator"], "Case Closing", second), SecondClosingError, first)


def test_monitoring_ends(people, family, assessment, committed):
	values = {"final_assessment": assessment, "closing_date": day(-20), "monitoring_until": day(20)}
	closing = draft(people["coordinator"], family, **values)
	made(submit(people["coordinator"], "Case Closing", closing))
	contact = {"family": family, "kind": "rozmowa telefoniczna", "finding": "Bez zmian."}
	early = post(people["client"], "Monitoring Contact", **contact, contact_date=day(-21))
	refused(early, MonitoringPeriodError, "Data kontaktu", paper_date(day(-20)))
	committed(lambda: frappe.db.set_value("Case Closing", closing, "monitoring_until", day(-1)))
	late = post(people["client"], "Monitoring Contact", **contact, contact_date=day())
	refused(late, MonitoringPeriodError, "Data kontaktu", paper_date(day(-1)))
	# The social worker did not stay, so the family is nobody's of theirs.
	assert post(people["social_worker"], "Monitoring Contact", **contact).status_code == 403


def test_an_opinion_for_the_court(people, family, committed):
	client = people["client"]
	committed(lambda: make_visit(family, assistant=email("client"), visit_date="2026-03-04"))
	asked = {"family": family, "asked_by": "Sąd Rejonowy", "asked_on": "2026-11-20", "due_date": str(day(20))}
	period = {"period_from": "2026-03-01", "period_until": "2026-03-31"}
	wrong = post(client, "Court Opinion", **asked, period_from="2026-03-31", period_until="2026-03-01")
	refused(wrong, PeriodError, "Okres do")
	opinion = made(post(client, "Court Opinion", **asked, **period))
	assert "odbył się 1 kontakt, łącznie 2 godziny" in opinion["facts"]
	refused(submit(client, "Court Opinion", opinion["name"]), EmptyDocumentError, "Opinia")
	made(put(client, "Court Opinion", opinion["name"], opinion="Rodzina współpracuje.", facts="Poprawione."))
	assert (
		people["social_worker"].do("opsfamily.api.compose_opinion", opinion=opinion["name"]).status_code
		== 403
	)
	composed = client.do("opsfamily.api.compose_opinion", opinion=opinion["name"]).json()["message"]
	assert (composed["facts"], composed["opinion"]) == (opinion["facts"], "Rodzina współpracuje.")
	refused(submit(client, "Court Opinion", opinion["name"]), NotApprovedError, "kierownik")
	assert client.do("opsfamily.api.send_opinion", opinion=opinion["name"]).ok
	head = people["head"]
	refused(
		put(head, "Court Opinion", opinion["name"], opinion="Nie współpracuje."), NotAuthorError, "Opinia"
	)
	returned = {"opinion": opinion["name"], "reason": "brak oceny postępów"}
	assert client.do("opsfamily.api.return_opinion", **returned).json()["exc_type"] == "NotHeadError"
	assert head.do("opsfamily.api.return_opinion", **returned).ok
	assert client.do("opsfamily.api.send_opinion", opinion=opinion["name"]).ok
	made(submit(head, "Court Opinion", opinion["name"]))
	frozen = put(client, "Court Opinion", opinion["name"], facts="inaczej")
	assert frozen.json()["exc_type"] == "UpdateAfterSubmitError"
	pdf = client.call("frappe.utils.print_format.download_pdf", doctype="Court Opinion", name=opinion["name"])
	assert pdf.content.startswith(b"%PDF")


def test_what_a_file_lacks(people, family):
	answer = people["client"].call("opsfamily.api.file_completeness", family=family).json()["message"]
	assert {"Brak podstawy prawnej pracy z rodziną."} < {row["what"] for row in answer["missing"]}


def test_a_closed_case_is_a_lock(people, family, assessment, stored):
	closing = draft(people["client"], family, final_assessment=assessment, closing_date=day(-2))
	made(submit(people["coordinator"], "Case Closing", closing))
	visit = {"family": family, "kind": "wizyta w rodzinie", "participants": [{"full_name": "Maria Testowa"}]}
	times = {"from_time": "08:00", "to_time": "09:00"}
	late = post(people["client"], "Family Visit", **visit, **times, visit_date=day(-1))
	refused(late, CaseClosedError, "Data wizyty")
	assert made(post(people["client"], "Family Visit", **visit, **times, visit_date=day(-2)))
	plan = {"family": family, "main_goal": "x", "plan_date": day()}
	refused(post(people["client"], "Family Work Plan", **plan), CaseClosedError)
	assignment = {"family": family, "user": email("social_worker"), "part": "Social Worker"}
	stays = post(people["coordinator"], "Case Assignment", **assignment, from_date=day())
	refused(stays, OutlivesClosingError, paper_date(day(90)))
	for doctype, values in (
		("Family Notification", {"received_on": day(), "reporter_kind": "szkoła", "subject": "nowe"}),
		(
			"Court Opinion",
			{"asked_by": "Sąd", "asked_on": day(), "period_from": day(-9), "period_until": day(-2)},
		),
	):
		assert made(post(people["coordinator"], doctype, family=family, **values))
	assert stored("Family", family, "current_assistant") == "Klara Kliencka"


def test_the_head_opens_late_entries(people, family, assessment):
	closing = draft(people["client"], family, final_assessment=assessment, closing_date=day(-40))
	made(submit(people["coordinator"], "Case Closing", closing))
	visit = {"family": family, "kind": "wizyta w rodzinie", "participants": [{"full_name": "Maria Testowa"}]}
	visit.update({"from_time": "08:00", "to_time": "09:00", "visit_date": day(-41)})
	refused(post(people["client"], "Family Visit", **visit), LateEntryError)
	opened = {"closing": closing, "until": str(day(2)), "reason": "zaległe wizyty"}
	refused(people["coordinator"].do("opsfamily.api.open_late_entries", **opened), NotHeadError)
	assert people["head"].do("opsfamily.api.open_late_entries", **opened).json()["message"] == family
	assert made(post(people["client"], "Family Visit", **visit))
